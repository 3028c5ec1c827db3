"""What an index of words is: passages, scored by the terms that they share with a query."""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.backend import IndexPart

WordPart: TypeAlias = IndexPart
"""The terms of the passages of consecutive papers."""


class WordScores(Protocol):
    """How well each passage fits one query, by BM25; 0 without a shared term."""

    def best(self, *, k: int, among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """Return the places of the best `k` scores over 0, best first, of equal ones the first.

        `among` restricts the places, ascending.
        """

    def at(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the scores of the passages at some places."""


class WordIndex(Protocol):
    """Passages, addressed by their place, scored by BM25."""

    def __len__(self) -> int:
        """Return how many passages there are."""

    def ask(self, query: str) -> WordScores:
        """Score the passages for a query."""

    def frequency(self, term: str, among: NDArray[np.bool_]) -> int:
        """Count the passages that hold a term (a stem), of those where `among` is true."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """All terms (stems) of the passages."""

    def holders(self, term: str) -> NDArray[np.int64]:
        """Return the places of the passages that hold a term (a stem), ascending."""
