"""Sentences ranked by how likely they answer a question."""

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Span
from index.retriever import Candidate, standardised
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence
from qa.composing.spans import find_answer_span
from qa.reading.ranking import ReadCandidate
from qa.understanding.dates import find_dates
from qa.understanding.question import Expects, Question

PASSAGES_DRAWN_ON = 10
PASSAGE_WEIGHT = 0.6
"""How much a passage's relevance adds to the score of its sentences."""
SPAN_BONUS = 0.5
"""For the sentence of a passage that the reader marked words in."""
PASSAGE_WEIGHT_READ = 1.2
"""The same as `PASSAGE_WEIGHT` where the reader's lead in each sentence counts."""
LEAD_WEIGHT = 0.58
"""How much the reader's lead in a sentence, in logits, adds to its score.

Fitted with `PASSAGE_WEIGHT_READ` by training/fit_sentences.py, on half of the papers.
"""
LEAST_LEAD = -12.0
"""What a lower lead counts as."""
LEAD_UNREAD = -7.0
"""What a sentence counts that was not read."""
FORM_BONUS = 0.5
"""For a sentence that has the quantity or the time that is asked for."""
PERIOD_BONUS = 1.0
"""For a sentence with a date in the time that is asked about."""

_ONE_WORD = re.compile(r"\W*[A-Za-zÀ-ɏ’'-]+\W*")
"""A heading that runs into its paragraph: “Baselines.”"""
_FORMS = frozenset({Expects.QUANTITY, Expects.TIME})


def rank_sentences(
    question: Question,
    candidates: Sequence[Candidate],
    snapshot: Snapshot,
    *,
    passages: int = PASSAGES_DRAWN_ON,
    by_leads: bool = False,
) -> list[ScoredSentence]:
    """Rank the sentences of the best `passages` passages.

    A sentence counts by its late interaction with the question, by the relevance of its passage
    and, `by_leads`, by the reader's lead in it. Where a quantity or a time is asked for, it
    counts more if it has one. The heads of a table's columns say nothing, nor does a single word.
    """
    reads = any(_marks_words(candidate) for candidate in candidates)
    scored = _read_scores if by_leads else _unread_scores
    ranked = [
        _scored(question, candidate, span, score, reads=reads)
        for candidate, late in zip(
            candidates[:passages], standardised_late(candidates)[:passages], strict=True
        )
        for span, score in zip(
            candidate.hit.passage.sentences, scored(candidate, late).tolist(), strict=True
        )
    ]
    ranked = [one for one in ranked if _tells(one, snapshot)] or ranked
    return sorted(ranked, key=lambda sentence: -sentence.score)


def _tells(sentence: ScoredSentence, snapshot: Snapshot) -> bool:
    """Whether a sentence says anything: no heads of columns, no heading of one word in a line."""
    paper = snapshot.paper(sentence.passage.paper_id)
    table = paper.table_at(sentence.span.start)
    if table is not None:
        return sentence.span not in table.rows[: table.head_rows]
    return _ONE_WORD.fullmatch(sentence.text) is None


def standardised_late(candidates: Sequence[Candidate]) -> list[NDArray[np.float64]]:
    """Return late interaction with each sentence of each candidate, standardised over all."""
    late = standardised(np.concatenate([candidate.sentence_late for candidate in candidates]))
    ends = np.cumsum([len(candidate.sentence_late) for candidate in candidates])
    return np.split(late, ends[:-1])


def _unread_scores(candidate: Candidate, late: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores of a passage's sentences by their late interaction."""
    marked = [_marked_in(span, candidate) is not None for span in candidate.hit.passage.sentences]
    return late + PASSAGE_WEIGHT * candidate.hit.score + SPAN_BONUS * np.array(marked)


def _read_scores(candidate: Candidate, late: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the same by the reader's leads as well."""
    relevance = PASSAGE_WEIGHT_READ * candidate.hit.score
    return late + relevance + LEAD_WEIGHT * counted_leads(candidate)


def counted_leads(candidate: Candidate) -> NDArray[np.float64]:
    """Return what the reader's lead in each sentence of a candidate counts as, in logits."""
    leads = np.array(leads_of(candidate) or [-np.inf] * len(candidate.hit.passage.sentences))
    return np.where(np.isinf(leads), LEAD_UNREAD, np.maximum(leads, LEAST_LEAD))


def leads_of(candidate: Candidate) -> tuple[float, ...]:
    """Return the reader's lead in each sentence of a candidate, nothing where it has none."""
    return candidate.sentence_leads if isinstance(candidate, ReadCandidate) else ()


def _scored(
    question: Question, candidate: Candidate, span: Span, score: float, *, reads: bool
) -> ScoredSentence:
    """Score a sentence by what it has besides; `reads` if a reader marked words."""
    passage = candidate.hit.passage
    marked = _marked_in(span, candidate)
    has_form = question.expects in _FORMS and (
        find_answer_span(question, passage.text_at(span)) is not None
    )
    period = question.period
    in_period = period is not None and any(
        date.meets(period) for date in find_dates(passage.text_at(span))
    )
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
