"""Which sentences answer a question: ranked, and as many as it takes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.retriever import Candidate
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence, sentence_at
from qa.composing.sentence_ranking import leads_of, rank_sentences
from qa.composing.spans import find_answer_span
from qa.understanding.question import Expects, Question

NOTE_BONUS = 1.0
"""For a sentence that bears a note, where a source is asked for."""
CONTINUED_BONUS = 0.8
"""For the sentence beside the best one that goes on with it, where a reason or several things
are asked for.
"""
CLOSE = {Expects.SEVERAL: 0.8, Expects.REASON: 0.8, Expects.TEXT: 0.8}
CLOSE_OTHERWISE = 0.4
"""How far a further sentence may score below the best one and be told as well."""
CLOSE_READ = 2.5
"""The same where the reader's leads count: then it is about a fifth as likely to answer."""
_BY_WORDS = frozenset({Expects.SUMMARY, Expects.SOURCE})
"""What no few words answer, so that the reader's leads tell nothing."""
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
    by_leads = expects not in _BY_WORDS and any(map(leads_of, candidates))
    ranked = rank_sentences(question, candidates, snapshot, by_leads=by_leads)
    if expects is Expects.SOURCE:
        ranked = _with_notes_first(ranked, snapshot)
    if expects in _MAY_GO_ON:
        ranked = _with_rest(ranked)
    best = ranked[0]
    close = CLOSE_READ if by_leads else CLOSE.get(expects, CLOSE_OTHERWISE)
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
