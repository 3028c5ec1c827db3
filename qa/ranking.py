"""The retriever that reads: the head of the hybrid ranking, put in order by a reader as well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.encoded_paper import heading_of
from index.hits import Hit
from index.query import subject_of
from index.retriever import (
    DEPTH,
    RELEVANCE_WEIGHTS,
    SCORES,
    Candidate,
    HybridRetriever,
    standardised,
    standardised_scores,
)
from index.snapshot import Snapshot
from index.stopwatch import Stopwatch
from qa.reader import Reader, Reading, Text

PASSAGES_READ = 24
"""How many passages the reader reads: the head of the ranking."""
READING_WEIGHTS: Mapping[str, float] = {
    **RELEVANCE_WEIGHTS,
    "reader_relevance": 1.0,
    "reader_answers": 0.5,
}
"""How much each score counts where passages were read, standardised over those."""
READING_SCORES = tuple(READING_WEIGHTS)


@dataclass(frozen=True, slots=True)
class ReadCandidate(Candidate):
    """A candidate that was read."""

    reading: Reading


class ReadingRetriever:
    """Ranks the passages of a snapshot; the first of them are read.

    Without a `reader`, the order is that of the hybrid retriever. With one, the scores
    of the passages it read are standardised over them and added with `weights`; the
    others follow in the order they had.
    """

    def __init__(
        self,
        retriever: HybridRetriever,
        reader: Reader | None,
        *,
        weights: Mapping[str, float] = READING_WEIGHTS,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self._weights = weights

    @property
    def snapshot(self) -> Snapshot:
        """The papers that are searched."""
        return self._retriever.snapshot

    def search(self, query: str, *, k: int = 10, papers: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Give the best `k` passages, best first. Raises `UnknownPaper`, `ModelError`."""
        candidates = self.candidates(query, papers=papers, depth=max(k, DEPTH))
        return tuple(candidate.hit for candidate in candidates[:k])

    def candidates(
        self,
        query: str,
        *,
        papers: Sequence[str] = (),
        depth: int = DEPTH,
        clock: Stopwatch | None = None,
    ) -> list[Candidate]:
        """Give what `HybridRetriever.candidates` gives; the first are `ReadCandidate`s.

        `clock` is told how long the reader took besides.
        """
        clock = clock or Stopwatch()
        candidates = self._retriever.candidates(query, papers=papers, depth=depth, clock=clock)
        if self._reader is None or not candidates:
            return candidates
        with clock.stage("reader"):
            read = self._read(self._reader, query, candidates[:PASSAGES_READ])
        with clock.stage("fusion"):
            return [*in_reading_order(read, self._weights), *_behind(read, candidates)]

    def _read(
        self, reader: Reader, query: str, candidates: Sequence[Candidate]
    ) -> list[ReadCandidate]:
        passages = [candidate.hit.passage for candidate in candidates]
        texts = [
            Text(heading_of(self.snapshot.paper(passage.paper_id), passage), passage.text)
            for passage in passages
        ]
        readings = reader.read(subject_of(query), texts)
        return [
            ReadCandidate(
                hit=_with_scores(candidate.hit, reading),
                sentence_late=candidate.sentence_late,
                sentence_dense=candidate.sentence_dense,
                reading=reading,
            )
            for candidate, reading in zip(candidates, readings, strict=True)
        ]


def _behind(read: Sequence[ReadCandidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give the candidates that were not read, their scores shifted below those that were."""
    rest = candidates[len(read) :]
    if not rest:
        return []
    lowest = read[-1].hit.score
    shift = min(0.0, lowest - rest[0].hit.score)

    def shifted(hit: Hit) -> Hit:
        return replace(hit, score=min(lowest, hit.score + shift))

    return [replace(candidate, hit=shifted(candidate.hit)) for candidate in rest]


def _with_scores(hit: Hit, reading: Reading) -> Hit:
    scores = {"reader_relevance": reading.relevance, "reader_answers": reading.answers}
    return replace(hit, scores={**hit.scores, **scores})


def in_reading_order(
    candidates: Sequence[ReadCandidate], weights: Mapping[str, float]
) -> list[ReadCandidate]:
    """Weigh the scores of passages that were read together, and rank by the sum."""
    relevance = weighed_scores(candidates) @ np.array([weights[name] for name in READING_SCORES])
    order = np.argsort(-relevance, kind="stable").tolist()

    def ranked(candidate: ReadCandidate, rank: int, score: float) -> ReadCandidate:
        scores = {**candidate.hit.scores, "reader": score}
        return replace(candidate, hit=replace(candidate.hit, rank=rank, score=score, scores=scores))

    return [
        ranked(candidates[place], rank, float(relevance[place]))
        for rank, place in enumerate(order, start=1)
    ]


def read_candidates(candidates: Sequence[Candidate]) -> list[ReadCandidate]:
    """Give those candidates that were read."""
    return [candidate for candidate in candidates if isinstance(candidate, ReadCandidate)]


def weighed_scores(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Give the scores that are weighed, standardised over the candidates.

    Shape (candidate count, number of `READING_SCORES`), columns in their order; those of
    the reader are 0 for candidates that were not read.
    """
    read = [
        standardised([candidate.hit.scores.get(name, 0.0) for candidate in candidates])
        for name in READING_SCORES
        if name not in SCORES
    ]
    return np.column_stack([standardised_scores(candidates), *read])
