"""What an index of vectors is: unit vectors, ranked by inner product."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.backend import IndexPart
from index.encoding.encoder import FloatMatrix


class Found(NamedTuple):
    """Places and inner products, best first."""

    places: NDArray[np.int64]
    scores: NDArray[np.float32]


class VectorIndex(Protocol):
    """Vectors of passages, addressed by their place."""

    def __len__(self) -> int:
        """Return how many vectors there are."""

    def search(
        self, query: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> Found:
        """Return the best `k` vectors, of all or of those at some places, ascending.

        The scores are exact inner products. Fewer than `k` come back where there are fewer, or
        where not every vector is looked at.
        """

    def similarity(
        self, query: NDArray[np.float32], places: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the exact inner products of a query with the vectors at some places."""


class VectorPart(IndexPart, Protocol):
    """The vectors of the passages of consecutive papers."""

    @property
    def kind(self) -> str:
        """How they are searched, with the parameters, as the manifest tells it."""

    def rows(self) -> FloatMatrix:
        """Return the vectors, in order: valid as long as the part is."""
