"""The dense index of a library in an engine."""

import numpy as np
from numpy.typing import NDArray

from index.engines.passages import OpenPassages
from index.vectors.vector_index import Found

MOST_EXACT = 32_768
"""Passages up to which the engine compares every one, as FAISS does."""


class EngineVectors:
    """Vectors of passages, addressed by their place: a `VectorIndex`."""

    def __init__(self, passages: OpenPassages) -> None:
        self._passages = passages
        self._numbering = passages.numbering

    def __len__(self) -> int:
        return self._numbering.passage_count

    def search(
        self, query: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> Found:
        """Return the best `k` vectors, of all or of those at some places, ascending."""
        count = len(self) if among is None else len(among)
        if min(k, count) <= 0:
            return Found(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        found = self._passages.engine.nearest(
            query,
            k=min(k, count),
            where=self._numbering.among(among, self._passages.seen),
            exact=count <= MOST_EXACT,
        )
        places = self._numbering.places([one.point.id for one in found])
        scores = np.array([one.score for one in found], dtype=np.float32)
        known = places >= 0
        return Found(places[known], scores[known])

    def similarity(
        self, query: NDArray[np.float32], places: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the exact inner products of a query with the vectors at some places."""
        rows = [stored.dense for stored in self._passages.at(places.tolist())]
        matrix = np.stack(rows) if rows else np.empty((0, len(query)), np.float32)
        return np.asarray(matrix @ query, dtype=np.float32)
