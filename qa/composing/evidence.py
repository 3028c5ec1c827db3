"""Which sentences answer a question: ranked, and as many as it takes."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.paper import Span
from index.retriever import Candidate, standardised
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence, sentence_at
from qa.composing.spans import find_answer_span
from qa.reading.ranking import ReadCandidate
from qa.understanding.dates import find_dates
from qa.understanding.question import Expects, Question

PASSAGES_DRAWN_ON = 10
PASSAGE_WEIGHT = 0.6
"""How much a passage's relevance adds to the score of its sentences."""
SPAN_BONUS = 0.5
"""For the sentence of a passage that the reader marked words in."""
FORM_BONUS = 0.5
"""For a sentence that has the quantity or the time that is asked for."""
PERIOD_BONUS = 1.0
"""For a sentence with a date in the time that is asked about."""
NOTE_BONUS = 1.0
"""For a sentence that bears a note, where a source is asked for."""
CONTINUED_BONUS = 0.8
"""For the sentence beside the best one that goes on with it, where a reason or several things
are asked for.
"""
CLOSE = {Expects.SEVERAL: 0.8, Expects.REASON: 0.8, Expects.TEXT: 0.8}
CLOSE_OTHERWISE = 0.4
"""How far a further sentence may score below the best one and be told as well."""
SENTENCES_BACK = 4
"""How far before a sentence that points back its antecedent is looked for."""

_GOES_ON = re.compile(
    r"(?:also|and|another|as a (?:result|consequence)|additionally|besides|consequently|finally"
    r"|for (?:this|these)|further(?:more)?|hence|in addition|it (?:also|too)|lastly|likewise"
    r"|moreover|others?|second(?:ly)?|similarly|so|such|that|therefore|these|they also|third(?:ly)?"
    r"|this|those|thus|with this)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on with the one before it."""
_FORMS = frozenset({Expects.QUANTITY, Expects.TIME})
_MAY_GO_ON = frozenset({Expects.SEVERAL, Expects.REASON})


def choose_sentences(
    question: Question, candidates: Sequence[Candidate], snapshot: Snapshot, *, limit: int
) -> list[ScoredSentence]:
    """Choose at most `limit` sentences that answer, best first.

    The best sentence always, others where they come close to it; where a reason or
    several things are asked for, its neighbour counts more if the two go on from one
    another. When the best sentence speaks of “the amendment” and the question asks which,
    the sentence before it that names the amendment goes first.
    """
    expects = question.expects
    ranked = rank_sentences(question, candidates, snapshot)
    if expects is Expects.SOURCE:
        ranked = _with_notes_first(ranked, snapshot)
    if expects in _MAY_GO_ON:
        ranked = _with_rest(ranked)
    best = ranked[0]
    close = CLOSE.get(expects, CLOSE_OTHERWISE)
    chosen = [sentence for sentence in ranked if sentence.score >= best.score - close]
    if expects is Expects.NAMED_THING:
        antecedent = _antecedent(question, best, snapshot)
        if antecedent is not None:
            rest = [other for other in chosen if other.span != antecedent.span]
            chosen = [antecedent, *rest[:1]]
    return chosen[:limit]


def _with_rest(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Prefer the sentence that goes on with the best one, and the one that it goes on with."""
    best = ranked[0]
    spans = best.passage.sentences
    place = spans.index(best.span)
    rest = set()
    if place > 0 and _goes_on(best, place):
        rest.add(spans[place - 1])
    if place + 1 < len(spans) and _goes_on(best, place + 1):
        rest.add(spans[place + 1])

    def preferred(sentence: ScoredSentence) -> ScoredSentence:
        is_rest = sentence.passage == best.passage and sentence.span in rest
        return replace(sentence, score=sentence.score + CONTINUED_BONUS * is_rest)

    return [best, *sorted(map(preferred, ranked[1:]), key=lambda sentence: -sentence.score)]


def _goes_on(sentence: ScoredSentence, place: int) -> bool:
    """Whether the sentence at a place of its passage goes on with the one before it."""
    passage = sentence.passage
    return _GOES_ON.match(passage.text_at(passage.sentences[place])) is not None


def rank_sentences(
    question: Question,
    candidates: Sequence[Candidate],
    snapshot: Snapshot,
    *,
    passages: int = PASSAGES_DRAWN_ON,
) -> list[ScoredSentence]:
    """Rank the sentences of the best `passages` passages.

    A sentence counts by its late interaction with the question and by the relevance
    of its passage. Where a quantity or a time is asked for, it counts more if it has one.
    The heads of a table's columns say nothing.
    """
    reads = any(_marks_words(candidate) for candidate in candidates)
    late = standardised(np.concatenate([candidate.sentence_late for candidate in candidates]))
    ends = np.cumsum([len(candidate.sentence_late) for candidate in candidates])
    ranked = [
        _scored(question, candidate, span, score, reads=reads)
        for candidate, scores in zip(
            candidates[:passages], np.split(late, ends[:-1])[:passages], strict=True
        )
        for span, score in zip(candidate.hit.passage.sentences, scores.tolist(), strict=True)
    ]
    ranked = [one for one in ranked if not _heads_columns(one, snapshot)] or ranked
    return sorted(ranked, key=lambda sentence: -sentence.score)


def _heads_columns(sentence: ScoredSentence, snapshot: Snapshot) -> bool:
    paper = snapshot.paper(sentence.passage.paper_id)
    table = paper.table_at(sentence.span.start)
    return table is not None and sentence.span in table.rows[: table.head_rows]


def _scored(
    question: Question, candidate: Candidate, span: Span, late: float, *, reads: bool
) -> ScoredSentence:
    """Score a sentence, whose late interaction is `late`; `reads` if a reader marked words."""
    passage = candidate.hit.passage
    marked = _marked_in(span, candidate)
    has_form = question.expects in _FORMS and (
        find_answer_span(question, passage.text_at(span)) is not None
    )
    period = question.period
    in_period = period is not None and any(
        date.meets(period) for date in find_dates(passage.text_at(span))
    )
    score = late + PASSAGE_WEIGHT * candidate.hit.score + SPAN_BONUS * bool(marked)
    score += FORM_BONUS * has_form + PERIOD_BONUS * in_period
    lead = _lead(candidate) if marked is not None else -math.inf
    return ScoredSentence(score, span, passage, marked, lead if reads else None)


def _marks_words(candidate: Candidate) -> bool:
    return isinstance(candidate, ReadCandidate) and candidate.reading.span is not None


def _lead(candidate: Candidate) -> float:
    """Return how much likelier the words that the reader marked are than none of the passage."""
    if not isinstance(candidate, ReadCandidate):
        return -math.inf
    reading = candidate.reading
    return reading.answers if reading.span_score is None else reading.span_score


def _marked_in(sentence: Span, candidate: Candidate) -> Span | None:
    """Return what the reader marked of a passage, if it begins in `sentence`, up to its end."""
    if not isinstance(candidate, ReadCandidate) or candidate.reading.span is None:
        return None
    before, marked = candidate.hit.passage.start, candidate.reading.span
    start, end = before + marked.start, before + marked.end
    inside = sentence.start <= start < sentence.end
    return Span(start, min(end, sentence.end)) if inside else None


def _antecedent(
    question: Question, best: ScoredSentence, snapshot: Snapshot
) -> ScoredSentence | None:
    """Return the nearest sentence before `best` that names what `best` only points back to."""
    noun = question.noun or ""
    if not re.search(rf"\b(?:the|this|that|said) {re.escape(noun)}\b", best.text, re.IGNORECASE):
        return None
    paper = snapshot.paper(best.passage.paper_id)
    place = paper.sentences.index(best.span)
    for span in reversed(paper.sentences[max(0, place - SENTENCES_BACK) : place]):
        text = paper.text[span.start : span.end]
        if find_answer_span(question, text) is not None:
            return sentence_at(paper.id, span, snapshot, score=best.score)
    return None


def _with_notes_first(ranked: Sequence[ScoredSentence], snapshot: Snapshot) -> list[ScoredSentence]:
    """Prefer sentences that bear a note: they are what a source can be cited for."""

    def preferred(sentence: ScoredSentence) -> ScoredSentence:
        notes = snapshot.paper(sentence.passage.paper_id).notes_in(sentence.span)
        return replace(sentence, score=sentence.score + NOTE_BONUS * bool(notes))

    return sorted(map(preferred, ranked), key=lambda sentence: -sentence.score)
