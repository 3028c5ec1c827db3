"""The retriever that reads: the head of the hybrid ranking, put in order by a reader as well."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Passage, Span
from index.encoding.encoded_paper import heading_of
from index.encoding.encoder import FloatMatrix
from index.hits import Hit
from index.retriever import (
    DEPTH,
    RELEVANCE_WEIGHTS,
    SCORES,
    Candidate,
    HybridRetriever,
    ranked_by,
    standardised,
    standardised_scores,
)
from index.snapshot import Snapshot
from index.stopwatch import Stopwatch
from qa.reading.reader import Reader, Reading, Text
from qa.reading.rereading import read_in_their_words
from qa.understanding.question import Question

MOST_READ = 24
"""How many passages are read at most: the head of the ranking."""
READ_AT_ONCE = 8
"""How many are read at least, and then as long as the next one is close to the best."""
CLOSE = 1.0
"""How far the score of the next one may be below the best."""
WINDOW_WORDS = 80
"""Words of a passage that are read at most, unless a single sentence is longer."""
READING_WEIGHTS: Mapping[str, float] = {
    **RELEVANCE_WEIGHTS,
    "reader_relevance": 0.54,
    "reader_answers": 0.47,
}
"""How much each score counts where passages were read, standardised over those.

Fitted by training/fit_ranking.py.
"""
READING_SCORES = tuple(READING_WEIGHTS)


@dataclass(frozen=True, slots=True)
class ReadCandidate(Candidate):
    """A candidate that was read."""

    reading: Reading

    @property
    def sentence_leads(self) -> tuple[float, ...]:
        """The reader's lead of the best words of each sentence of the passage, in their order.

        Minus infinity for those that were not read; empty where the reader marks no words.
        """
        if not self.reading.leads:
            return ()
        read = sentences_in(self.hit.passage, window_of(self))
        leads = dict(zip(read, self.reading.leads, strict=True))
        return tuple(leads.get(one, -math.inf) for one in self.hit.passage.sentences)


@dataclass(frozen=True, slots=True)
class Readable:
    """A passage to be read; `window` is the span of its text that matters most, if any does."""

    passage: Passage
    window: Span | None = None


class ReadingRetriever:
    """Ranks the passages of a snapshot; the first of them are read.

    Without a `reader`, the order is that of the hybrid retriever. With one, eight passages
    are read, and eight more at a time while the next one's score is within `close` of the
    best. The scores of what was read are standardised over it and added with `weights`;
    the others follow in the order they had.
    """

    def __init__(
        self,
        retriever: HybridRetriever,
        reader: Reader | None,
        *,
        weights: Mapping[str, float] = READING_WEIGHTS,
        close: float = CLOSE,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self._weights = weights
        self._close = close
        self._acronyms: dict[str, Mapping[str, str]] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The papers that are searched."""
        return self._retriever.snapshot

    def search(self, query: str, *, k: int = 10, papers: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the best `k` passages, best first. Raises `UnknownPaper`, `ModelError`."""
        sought = Question(query, query)
        candidates = self.candidates(sought, papers=papers, depth=max(k, DEPTH))
        return tuple(candidate.hit for candidate in candidates[:k])

    def candidates(
        self,
        question: Question,
        *,
        papers: Sequence[str] = (),
        depth: int = DEPTH,
        read: bool = True,
        at_once: int = READ_AT_ONCE,
        clock: Stopwatch | None = None,
    ) -> list[Candidate]:
        """Return what `HybridRetriever.candidates` gives; the first are `ReadCandidate`s.

        At least `at_once` passages are read, and as many more while they are close to the best.
        Without `read`, the reader is left out, which takes most of the time. `clock` is told how
        long it took besides.
        """
        clock = clock or Stopwatch()
        subject = question.subject
        candidates = self._retriever.candidates(subject, papers=papers, depth=depth, clock=clock)
        if self._reader is None or not read or not candidates:
            return candidates
        with clock.stage("reader"):
            head = candidates[: self._count_to_read(candidates, at_once)]
            were_read = self._read(self._reader, subject, head)
        with clock.stage("fusion"):
            weights = np.array([self._weights[name] for name in READING_SCORES])
            ranked = ranked_by(weighed_scores(were_read) @ weights, were_read)
            return [*ranked, *_behind(ranked, candidates[len(ranked) :])]

    def vectors_of(self, texts: Sequence[str]) -> FloatMatrix:
        """Return unit-norm rows for some texts, to be compared with those of sentences."""
        return self._retriever.vectors_of(texts)

    def _acronyms_in(self, candidates: Sequence[Candidate]) -> list[Mapping[str, str]]:
        """Return the abbreviations of the paper that each candidate is of."""
        from qa.understanding.lexicon.acronyms import find_acronyms

        ids = [candidate.hit.passage.paper_id for candidate in candidates]
        for paper_id in ids:
            if paper_id not in self._acronyms:
                self._acronyms[paper_id] = find_acronyms(self.snapshot.paper(paper_id).text)
        return [self._acronyms[paper_id] for paper_id in ids]

    def _read(
        self, reader: Reader, subject: str, candidates: Sequence[Candidate]
    ) -> list[ReadCandidate]:
        windows = [window_of(candidate) for candidate in candidates]
        texts = [
            self._text(candidate.hit.passage, span)
            for candidate, span in zip(candidates, windows, strict=True)
        ]
        acronyms = partial(self._acronyms_in, candidates)
        readings = read_in_their_words(reader, subject, texts, acronyms)
        return [
            ReadCandidate(
                hit=_with_scores(candidate.hit, reading),
                sentence_late=candidate.sentence_late,
                sentence_dense=candidate.sentence_dense,
                reading=_shifted(reading, span.start),
            )
            for candidate, reading, span in zip(candidates, readings, windows, strict=True)
        ]

    def _count_to_read(self, candidates: Sequence[Candidate], at_once: int) -> int:
        count = at_once
        while count < min(MOST_READ, len(candidates)):
            if candidates[count].hit.score < candidates[0].hit.score - self._close:
                break
            count += at_once
        return min(count, len(candidates))

    def _text(self, passage: Passage, window: Span) -> Text:
        """Return what is read of a passage, with the sentences in it as its pieces."""
        heading = heading_of(self.snapshot.paper(passage.paper_id), passage)
        start = passage.start + window.start
        pieces = tuple(
            Span(one.start - start, one.end - start) for one in sentences_in(passage, window)
        )
        return Text(heading, passage.text[window.start : window.end], pieces)


def window_of(candidate: Candidate) -> Span:
    """Return what is read of a passage, a span of its text: the sentences most like the question.

    They stand around the one with the highest late interaction, and have `WINDOW_WORDS`
    words at most; of two neighbours, the one more like the question comes in first.
    """
    passage, late = candidate.hit.passage, candidate.sentence_late.tolist()
    sizes = [len(passage.text_at(span).split()) for span in passage.sentences]
    first = last = max(range(len(late)), key=late.__getitem__)
    size = sizes[first]
    while True:
        beside = [place for place in (first - 1, last + 1) if 0 <= place < len(late)]
        fitting = [place for place in beside if size + sizes[place] <= WINDOW_WORDS]
        if not fitting:
            break
        place = max(fitting, key=late.__getitem__)
        first, last, size = min(first, place), max(last, place), size + sizes[place]
    start, end = passage.sentences[first].start, passage.sentences[last].end
    return Span(start - passage.start, end - passage.start)


def sentences_in(passage: Passage, window: Span) -> tuple[Span, ...]:
    """Return the sentences of a passage that stand in a window of its text."""
    start, end = passage.start + window.start, passage.start + window.end
    return tuple(one for one in passage.sentences if start <= one.start and one.end <= end)


def _shifted(reading: Reading, by: int) -> Reading:
    if reading.span is None:
        return reading
    return replace(reading, span=Span(reading.span.start + by, reading.span.end + by))


def _behind(head: Sequence[Candidate], rest: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates that were not read, their scores shifted below those that were."""
    if not rest:
        return []
    lowest = head[-1].hit.score
    shift = min(0.0, lowest - rest[0].hit.score)

    def shifted(hit: Hit) -> Hit:
        return replace(hit, score=min(lowest, hit.score + shift))

    return [replace(candidate, hit=shifted(candidate.hit)) for candidate in rest]


def _with_scores(hit: Hit, reading: Reading) -> Hit:
    scores = {"reader_relevance": reading.relevance, "reader_answers": reading.answers}
    return replace(hit, scores={**hit.scores, **scores})


def read_candidates(candidates: Sequence[Candidate]) -> list[ReadCandidate]:
    """Return those candidates that were read."""
    return [candidate for candidate in candidates if isinstance(candidate, ReadCandidate)]


def weighed_scores(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the scores that are weighed, standardised over the candidates.

    Shape (candidate count, number of `READING_SCORES`), columns in their order; those of
    the reader are 0 for candidates that were not read.
    """
    read = [
        standardised([candidate.hit.scores.get(name, 0.0) for candidate in candidates])
        for name in READING_SCORES
        if name not in SCORES
    ]
    return np.column_stack([standardised_scores(candidates), *read])
