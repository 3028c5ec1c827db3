"""The dense index: unit vectors in FAISS, ranked by inner product."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoder import FloatMatrix

if TYPE_CHECKING:
    from faiss import Index


class VectorIndex:
    """Passage vectors, addressed by their place. Exact: every vector is compared."""

    def __init__(self, index: "Index") -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: FloatMatrix) -> "VectorIndex":
        """Index unit-norm rows, shape (passage count, dimension)."""
        from faiss import IndexFlatIP

        index = IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def search(
        self, query: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Give the places and inner products of the best `k` rows, best first.

        `among` restricts the search to some places. Fewer than `k` come back where
        there are fewer.
        """
        from faiss import IDSelectorBatch, SearchParameters

        k = min(k, len(self) if among is None else len(among))
        if k == 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        parameters = SearchParameters()
        selector = None if among is None else IDSelectorBatch(among)
        parameters.sel = selector  # FAISS does not own it: it must outlive the search
        scores, places = self._index.search(query.reshape(1, -1), k, params=parameters)
        return places[0], scores[0]

    def similarity(
        self, query: NDArray[np.float32], places: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Give the inner products of a query with the rows at some places."""
        rows = self._index.reconstruct_batch(places) if len(places) else np.empty((0, len(query)))
        return np.asarray(rows @ query, dtype=np.float32)

    def to_bytes(self) -> bytes:
        """Give the content of the file that `load` reads."""
        from faiss import serialize_index

        return serialize_index(self._index).tobytes()

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read the file at `path`, memory-mapped."""
        from faiss import IO_FLAG_MMAP_IFC, read_index

        return cls(read_index(str(path), IO_FLAG_MMAP_IFC))
