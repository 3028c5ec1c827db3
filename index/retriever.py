"""The hybrid retriever: passages that dense and lexical rankings propose, weighed together."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import PaperDamaged
from index.blas import one_blas_thread
from index.encoding.encoder import EncodedText, Encoder, FloatMatrix
from index.fusion import reciprocal_rank_fusion
from index.hits import Hit
from index.late_interaction import LateInteraction, late_interaction, token_weights
from index.snapshot import Snapshot
from index.stopwatch import Stopwatch

DEPTH = 60
"""Passages that each of the two rankings contributes."""

RELEVANCE_WEIGHTS: Mapping[str, float] = {
    "late_interaction": 0.38,
    "best_sentence": 0.52,
    "lexical": 0.4,
    "dense": 0.12,
}
"""How much each score counts, once all have mean 0 and deviation 1 over the candidates."""
SCORES = tuple(RELEVANCE_WEIGHTS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit, and how well each sentence of its passage fits the question.

    `sentence_late` holds MaxSim and `sentence_dense` the cosine, in sentence order.
    """

    hit: Hit
    sentence_late: NDArray[np.float32]
    sentence_dense: NDArray[np.float32]


_Candidate = TypeVar("_Candidate", bound=Candidate)


class HybridRetriever:
    """Ranks the passages of a snapshot.

    Dense and lexical rankings contribute their best `DEPTH` passages each by
    reciprocal rank fusion; late interaction with the question's tokens, weighed
    with the other scores by `weights`, decides the order.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        *,
        weights: Mapping[str, float] = RELEVANCE_WEIGHTS,
    ) -> None:
        self.snapshot = snapshot
        self._encoder = encoder
        self._weights = weights

    def search(self, query: str, *, k: int = 10, papers: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the best `k` passages, best first. Raises `UnknownPaper`, `EncoderError`.

        A damaged paper is left out; `PaperDamaged` is raised where no other was asked.
        """
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
        """Return every passage among the best `depth` of either ranking, best first.

        `clock` is told how long encoding, the two rankings, fusion and late interaction take.
        """
        if not len(self.snapshot.places_of(papers)):
            self._refuse_left_out(papers)
            return []
        clock = clock or Stopwatch()
        with clock.stage("encode"):
            (encoded,) = self._encoder.encode([query])
        found = self._find_sound(query, encoded, papers, depth, clock)
        with clock.stage("late_interaction"), one_blas_thread():
            weights = token_weights(
                encoded.token_ids, self.snapshot.token_frequencies, self.snapshot.sentence_count
            )
            vectors = [self.snapshot.passage_vectors(place) for place in found]
            late = late_interaction(encoded, weights, vectors)
            candidates = [
                _candidate(hit, compared)
                for hit, compared in zip(found.values(), late, strict=True)
            ]
        with clock.stage("fusion"):
            importance = np.array([self._weights[name] for name in SCORES])
            return ranked_by(standardised_scores(candidates) @ importance, candidates)

    def vectors_of(self, texts: Sequence[str]) -> FloatMatrix:
        """Return unit-norm rows for some texts, to be compared with those of sentences."""
        return np.stack([encoded.vector for encoded in self._encoder.encode(texts)])

    def _find_sound(
        self,
        query: str,
        encoded: EncodedText,
        papers: Sequence[str],
        depth: int,
        clock: Stopwatch,
    ) -> dict[int, Hit]:
        """Return what `_find` gives, sought again without the papers that turn out damaged."""
        while len(places := self.snapshot.places_of(papers)):
            with suppress(PaperDamaged):
                return self._find(query, encoded, places, depth, clock)
        self._refuse_left_out(papers)
        return {}

    def _refuse_left_out(self, papers: Sequence[str]) -> None:
        """Raise `PaperDamaged` if the papers asked, which have no passages, are left out."""
        for entry in self.snapshot.left_out(papers):
            self.snapshot.paper(entry.id)

    def _find(
        self,
        query: str,
        encoded: EncodedText,
        places: NDArray[np.int64],
        depth: int,
        clock: Stopwatch,
    ) -> dict[int, Hit]:
        """Return the passages that the two rankings bring, best first, by their places."""
        among = None if len(places) == self.snapshot.passage_count else places
        with clock.stage("dense"):
            dense, _ = self.snapshot.vectors.search(encoded.vector, k=depth, among=among)
        with clock.stage("lexical"):
            word_scores = self.snapshot.lexical.ask(query)
            lexical = word_scores.best(k=depth, among=among)
        with clock.stage("fusion"):
            fused = reciprocal_rank_fusion([dense, lexical])
            brought = np.array(list(fused), dtype=np.int64)
            scores = {
                "dense": self.snapshot.vectors.similarity(encoded.vector, brought).tolist(),
                "lexical": word_scores.at(brought).tolist(),
                "fused": list(fused.values()),
            }
            rows = [
                dict(zip(scores, row, strict=True)) for row in zip(*scores.values(), strict=True)
            ]
            passages = self.snapshot.passages(list(fused))
            return {
                place: Hit(rank, row["fused"], row, passage)
                for rank, (place, row, passage) in enumerate(
                    zip(fused, rows, passages, strict=True), start=1
                )
            }


def _candidate(hit: Hit, late: LateInteraction) -> Candidate:
    compared = {"late_interaction": late.passage, "best_sentence": late.best_sentence}
    return Candidate(
        hit=Hit(hit.rank, hit.score, {**hit.scores, **compared}, hit.passage),
        sentence_late=late.sentences,
        sentence_dense=late.cosines,
    )


def ranked_by(relevance: NDArray[np.float64], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Put candidates in order of their relevance, shape (candidate count,), best first."""

    def ranked(candidate: _Candidate, rank: int, score: float) -> _Candidate:
        scores = {**candidate.hit.scores, "reader": score}
        return replace(candidate, hit=Hit(rank, score, scores, candidate.hit.passage))

    order = np.argsort(-relevance, kind="stable").tolist()
    return [
        ranked(candidates[number], rank, float(relevance[number]))
        for rank, number in enumerate(order, start=1)
    ]


def standardised_scores(candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the scores that are weighed, standardised over the candidates.

    Shape (candidate count, number of `SCORES`), columns in the order of `SCORES`.
    """
    return np.column_stack(
        [standardised([candidate.hit.scores[name] for candidate in candidates]) for name in SCORES]
    )


def standardised(values: Sequence[float] | NDArray[np.float32]) -> NDArray[np.float64]:
    """Shift and scale values to mean 0 and deviation 1; all 0 where they are all alike."""
    array = np.asarray(values, dtype=np.float64)
    deviation = array.std()
    return (array - array.mean()) / deviation if deviation > 0 else np.zeros_like(array)
