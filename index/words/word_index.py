"""What an index of words is: passages, scored by the terms that they share with a query."""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.backend import IndexPart

WordPart: TypeAlias = IndexPart
"""The terms of the passages of consecutive papers."""


class WordIndex(Protocol):
    """Passages, addressed by their place, scored by BM25."""

    def __len__(self) -> int:
        """Return how many passages there are."""

    def scores(self, query: str) -> NDArray[np.float32]:
        """Score every passage for a query, shape (passage count,); 0 without a shared term."""

    def frequency(self, term: str, among: NDArray[np.bool_]) -> int:
        """Count the passages that hold a term (a stem), of those where `among` is true."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """All terms (stems) of the passages."""

    def holders(self, term: str) -> NDArray[np.int64]:
        """Return the places of the passages that hold a term (a stem), ascending."""
