"""Vectors searched part by part, as one index."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.vectors.vector_index import Found, VectorIndex


class VectorsByPart:
    """A `VectorIndex` of some others, whose vectors come one after another."""

    def __init__(self, parts: Sequence[VectorIndex]) -> None:
        self._parts = parts
        self._starts = np.cumsum([0, *map(len, parts)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def search(
        self, query: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> Found:
        """Return the places and inner products of the best `k` rows, best first.

        `among` restricts the search to some places, ascending. Fewer than `k` come
        back where there are fewer, or where a large part finds fewer by its lists.
        """
        found = [
            Found(places + start, scores)
            for part, start, chosen in self._split(among)
            for places, scores in [part.search(query, k=k, among=chosen)]
        ]
        if len(found) == 1:
            return found[0]
        places = np.concatenate([np.empty(0, dtype=np.int64), *(each.places for each in found)])
        scores = np.concatenate([np.empty(0, dtype=np.float32), *(each.scores for each in found)])
        order = np.argsort(-scores, kind="stable")[:k]
        return Found(places[order], scores[order])

    def similarity(
        self, query: NDArray[np.float32], places: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the exact inner products of a query with the rows at some places."""
        similarities = np.empty(len(places), dtype=np.float32)
        owners = np.searchsorted(self._starts, places, side="right") - 1
        for owner, part in enumerate(self._parts):
            own = owners == owner
            similarities[own] = part.similarity(query, places[own] - self._starts[owner])
        return similarities

    def _split(
        self, among: NDArray[np.int64] | None
    ) -> Iterator[tuple[VectorIndex, int, NDArray[np.int64] | None]]:
        """Return each part with its first place, and which of its own places are looked at."""
        for part, start, end in zip(self._parts, self._starts, self._starts[1:], strict=False):
            if among is None:
                yield part, int(start), None
            else:
                first, last = np.searchsorted(among, [start, end])
                yield part, int(start), among[first:last] - start
