"""Unit vectors in FAISS, ranked by inner product: exact while they are few, then inverted lists."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from index.backend import Backend
from index.encoding.encoder import FloatMatrix
from index.vectors.by_parts import VectorsByPart
from index.vectors.vector_index import Found, VectorIndex

if TYPE_CHECKING:
    from faiss import IDSelector, Index, IndexFlatIP, IndexIVFScalarQuantizer

Kind = TypeVar("Kind", bound="Index")

_EXACT, _LISTS = ".vectors", ".lists"
"""The endings of the names of files."""
# The numbers were measured, as docs/decisions/0006 tells.
MOST_EXACT = 32_768
"""Vectors up to which every one is compared with the query."""
LISTS_PER_ROOT = 4
"""Inverted lists for each unit of the square root of how many vectors there are."""
PROBED = 64
"""Lists that are searched, nearest first."""
RERANKED = 4
"""For each vector that is asked for, how many are compared exactly."""


class FaissPart:
    """The vectors of consecutive passages, addressed by their place among them.

    `exact` compares all of them. `lists`, which a large part has, finds candidates by
    eight bits a component in the lists of the nearest centroids (Sivic and Zisserman
    2003); the candidates are then compared exactly.
    """

    def __init__(
        self, exact: "IndexFlatIP", lists: "IndexIVFScalarQuantizer | None" = None
    ) -> None:
        self._exact = exact
        self._lists = lists

    def __len__(self) -> int:
        return int(self._exact.ntotal)

    def held(self) -> dict[str, int]:
        """Return how many vectors there are, and how many the inverted lists hold."""
        listed = {} if self._lists is None else {"vectors in its lists": int(self._lists.ntotal)}
        return {"vectors": len(self), **listed}

    @property
    def kind(self) -> str:
        """How it searches, with the parameters."""
        if self._lists is None:
            return "flat inner product"
        return (
            f"IVF{self._lists.nlist},SQ8, {self._lists.nprobe} lists probed, "
            f"{RERANKED}k compared exactly"
        )

    @classmethod
    def build(cls, rows: FloatMatrix) -> "FaissPart":
        """Index unit-norm rows, shape (passage count, dimension); the same each time."""
        from faiss import IndexFlatIP

        rows = np.ascontiguousarray(rows, dtype=np.float32)
        exact = IndexFlatIP(rows.shape[1])
        exact.add(rows)
        lists = _inverted_lists(rows) if len(rows) > MOST_EXACT else None
        return cls(exact, lists)

    def rows(self) -> FloatMatrix:
        """Return the vectors, in order, where they lie: valid as long as the part is."""
        from faiss import rev_swig_ptr

        size = len(self) * self._exact.d
        values: NDArray[np.float32] = rev_swig_ptr(self._exact.get_xb(), size)
        return values.reshape(len(self), self._exact.d)

    def search(
        self, query: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
    ) -> Found:
        """Return the best `k` vectors, of all or of those at some places, best first.

        The scores are exact in any case, and so is the ranking of few places.
        """
        count = len(self) if among is None else len(among)
        selector = None if among is None else _selector(among, len(self))
        few = among is not None and count <= MOST_EXACT
        if self._lists is None or few:
            return _search(self._exact, query, min(k, count), selector)
        places, _ = _search(self._lists, query, min(RERANKED * k, count), selector)
        scores = self.similarity(query, places)
        order = np.argsort(-scores, kind="stable")[:k]
        return Found(places[order], scores[order])

    def similarity(
        self, query: NDArray[np.float32], places: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the exact inner products of a query with the vectors at some places."""
        rows = self._exact.reconstruct_batch(places) if len(places) else np.empty((0, len(query)))
        return np.asarray(rows @ query, dtype=np.float32)

    def without(self, gone: range) -> "FaissPart":
        """Return the other vectors, which move up; lists stay as they were trained."""
        from faiss import IDSelectorRange

        selector = IDSelectorRange(gone.start, gone.stop)
        exact = _copy(self._exact)
        exact.remove_ids(selector)
        if self._lists is None:
            return FaissPart(exact)
        lists = _copy(self._lists)
        lists.remove_ids(selector)
        _move_up(lists, gone)
        return FaissPart(exact, lists)

    def files(self) -> dict[str, memoryview]:
        """Return the contents of the files that `load` reads, by the endings of their names."""
        from faiss import serialize_index

        indexes = {_EXACT: self._exact} | ({_LISTS: self._lists} if self._lists else {})
        return {ending: serialize_index(index).data for ending, index in indexes.items()}

    @classmethod
    def load(cls, files: Mapping[str, Path]) -> "FaissPart":
        """Open the files, given by the endings of their names: they are memory-mapped."""
        lists = _read_mapped(files[_LISTS]) if _LISTS in files else None
        return cls(_read_mapped(files[_EXACT]), lists)


def faiss_backend() -> Backend[FloatMatrix, FaissPart, VectorIndex]:
    """Return what indexes vectors in FAISS."""
    return Backend((_EXACT, _LISTS), FaissPart.build, FaissPart.load, _join, VectorsByPart)


def _join(parts: Sequence[FaissPart]) -> FaissPart:
    return FaissPart.build(np.concatenate([part.rows() for part in parts]))


def _read_mapped(path: Path) -> Any:  # noqa: ANN401 - FAISS does not say which index it is
    from faiss import IO_FLAG_MMAP_IFC, read_index

    try:
        name = str(path)
        name.encode("utf-8")
    except UnicodeEncodeError:
        # FAISS takes text for a path, which not every one is: it gets that of the open file.
        with path.open("rb") as file:
            return read_index(f"/dev/fd/{file.fileno()}", IO_FLAG_MMAP_IFC)
    return read_index(name, IO_FLAG_MMAP_IFC)


def _inverted_lists(rows: FloatMatrix) -> "IndexIVFScalarQuantizer":
    """Train and fill inverted lists. FAISS draws its sample with a seed of its own."""
    from faiss import METRIC_INNER_PRODUCT, IndexFlatIP, IndexIVFScalarQuantizer, ScalarQuantizer

    count, dimension = rows.shape
    lists = IndexIVFScalarQuantizer(
        IndexFlatIP(dimension),
        dimension,
        int(LISTS_PER_ROOT * sqrt(count)),
        ScalarQuantizer.QT_8bit,
        METRIC_INNER_PRODUCT,
    )
    lists.cp.min_points_per_centroid = 1  # or FAISS warns on the terminal
    lists.cp.max_points_per_centroid = 64
    lists.train(rows)
    lists.add(rows)
    lists.nprobe = min(PROBED, lists.nlist)
    return lists


def _copy(index: Kind) -> Kind:
    """Copy an index: one that is mapped cannot be changed."""
    from faiss import deserialize_index, serialize_index

    copy: Any = deserialize_index(serialize_index(index))
    return cast("Kind", copy)


def _move_up(lists: "IndexIVFScalarQuantizer", gone: range) -> None:
    """Lower the places behind those that are gone, where the lists name them."""
    from faiss import downcast_InvertedLists, rev_swig_ptr

    inverted: Any = downcast_InvertedLists(cast("Any", lists.invlists))
    for number in range(lists.nlist):
        if size := inverted.list_size(number):
            places: NDArray[np.int64] = rev_swig_ptr(inverted.get_ids(number), size)
            places[places >= gone.stop] -= len(gone)


def _selector(among: NDArray[np.int64], count: int) -> "IDSelector":
    import faiss

    chosen = np.zeros(count, dtype=np.bool_)
    chosen[among] = True
    make: Any = faiss.IDSelectorBitmap  # its types are those of C++, which takes a pointer
    selector: IDSelector = make(np.packbits(chosen, bitorder="little"))
    return selector


def _search(
    index: "Index", query: NDArray[np.float32], k: int, selector: "IDSelector | None"
) -> Found:
    from faiss import SearchParameters, SearchParametersIVF

    if k <= 0:
        return Found(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
    parameters = SearchParameters()
    if hasattr(index, "nprobe"):
        parameters = SearchParametersIVF()
        parameters.nprobe = index.nprobe
    parameters.sel = selector  # FAISS does not own it: it must outlive the search
    with _one_thread():
        scores, places = index.search(query.reshape(1, -1), k, params=parameters)
    found = places[0] >= 0  # the lists that were searched may hold fewer than k
    return Found(places[0][found], scores[0][found])


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let FAISS search on this thread: for one query, waiting for others costs more than it gives.

    Ten thousand vectors take 0.3 ms so, and 24 ms on two threads of a busy computer.
    """
    from faiss import omp_get_max_threads, omp_set_num_threads

    before = omp_get_max_threads()
    omp_set_num_threads(1)
    try:
        yield
    finally:
        omp_set_num_threads(before)
