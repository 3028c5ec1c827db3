"""Qdrant in this process: the engine of the server, over the files of a folder.

It sends nothing and writes into its folder alone. One process at a time may open it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryBusy, LibraryError
from index.engines.engine import Point, Scored, TermWeights, Where
from index.engines.installed import installed
from index.engines.records import id_of, read_point
from index.storage.disk import make_private

if TYPE_CHECKING:
    from qdrant_edge import EdgeShard

_CONFIG = "edge_config.json"
_PAGE = 1_000
_EXACT_KILOBYTES = 49_152
"""Of vectors, up to which none is indexed: as many as FAISS compares one by one."""
_opened: "WeakValueDictionary[Path, EdgeEngine]" = WeakValueDictionary()
_opening = Lock()


def open_edge(folder: Path) -> "EdgeEngine":
    """Open the engine in a folder; all of this process share one."""
    with _opening:
        folder = folder.absolute()
        engine = _opened.get(folder)
        if engine is None:
            engine = _opened[folder] = EdgeEngine(folder)
        return engine


class EdgeEngine:
    """A shard of Qdrant in `folder`, opened when it is first used."""

    exclusive = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shard: EdgeShard | None = None
        self._opening = RLock()
        self._writer = RLock()
        self._edge = installed("qdrant_edge")

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Keep other threads of this process from writing. Raises `LibraryBusy`."""
        if not self._writer.acquire(timeout=patience):
            raise LibraryBusy(
                f"The library qdrant:{self._folder} is being changed. Try again when that is done."
            )
        try:
            yield
        finally:
            self._writer.release()

    def exists(self) -> bool:
        """Whether there is a shard."""
        return (self._folder / _CONFIG).is_file()

    def create(self, dimension: int) -> None:
        """Make the shard, for vectors of that dimension."""
        edge = self._edge
        make_private(self._folder)
        config = edge.EdgeConfig(
            vectors={
                "dense": edge.EdgeVectorParams(
                    size=dimension, distance=edge.Distance.Dot, memory=edge.Memory.Cached
                )
            },
            sparse_vectors={"words": edge.EdgeSparseVectorParams(memory=edge.Memory.Cached)},
            optimizers=edge.EdgeOptimizersConfig(indexing_threshold=_EXACT_KILOBYTES),
        )
        with self._opening, self._explained():
            self._shard = edge.EdgeShard.create(str(self._folder), config)
            schema = edge.PayloadSchemaType.Integer
            self._shard.update(edge.UpdateOperation.create_field_index("paper", schema))
            self._shard.flush()

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points; those that have their ids are replaced."""
        operation = self._edge.UpdateOperation.upsert_points([self._point(one) for one in points])
        with self._explained():
            self._open().update(operation)

    def swap(self, point: Point, stamp: str | None) -> bool:
        """Replace a point if its payload still has that `stamp`; with None, if there is none."""
        with self._writer:
            there = self.retrieve([point.id]).get(point.id)
            if (there.payload["stamp"] if there else None) != stamp:
                return False
            self.upsert([point])
            self.flush()
        return True

    def retrieve(
        self, ids: Sequence[int], *, payload: bool | Sequence[str] = True, vectors: bool = False
    ) -> dict[int, Point]:
        """Return the points of some ids that there are, all or some of their payload."""
        with self._explained():
            wanted = payload if isinstance(payload, bool) else list(payload)
            found = self._open().retrieve(list(ids), wanted, vectors)
        return {id_of(one): read_point(one) for one in found}

    def scroll(self, first: int, end: int, *, payload: Sequence[str]) -> Iterator[Point]:
        """Return all points with ids from `first` on and below `end`, ascending."""
        offset: Any = first
        while offset is not None:
            request = self._edge.ScrollRequest(
                offset=offset, limit=_PAGE, with_payload=list(payload), with_vector=False
            )
            with self._explained():
                found, offset = self._open().scroll(request)
            for record in found:
                if id_of(record) >= end:
                    return
                yield read_point(record)

    def nearest(
        self,
        query: NDArray[np.float32] | TermWeights,
        *,
        k: int,
        where: Where,
        payload: Sequence[str] = (),
        vectors: bool = False,
        exact: bool = True,
    ) -> list[Scored]:
        """Return the passages with the highest inner products, best first."""
        edge = self._edge
        if isinstance(query, TermWeights):
            asked = edge.Query.Nearest(_sparse(edge, query), using="words")
        else:
            asked = edge.Query.Nearest(query.tolist(), using="dense")
        request = edge.QueryRequest(
            limit=k,
            query=asked,
            filter=self._filter(where),
            with_payload=list(payload) if payload else False,
            with_vector=vectors,
            params=edge.SearchParams(exact=exact),
        )
        with self._explained():
            found = self._open().query(request)
        return [Scored(read_point(one), float(one.score)) for one in found]

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points."""
        if ids:
            with self._explained():
                self._open().update(self._edge.UpdateOperation.delete_points(list(ids)))

    def delete_papers(self, numbers: Sequence[int] = (), *, from_number: int) -> None:
        """Remove what belongs to papers of those numbers, or of `from_number` and above."""
        edge = self._edge
        beyond = edge.FieldCondition("paper", range=edge.RangeFloat(gte=from_number))
        named = [edge.FieldCondition("paper", match=edge.MatchAny(list(numbers)))]
        filters = edge.Filter(should=[beyond, *(named if numbers else [])])
        with self._explained():
            self._open().update(edge.UpdateOperation.delete_points_by_filter(filters))

    def flush(self) -> None:
        """Put everything that was written on the disk."""
        with self._explained():
            self._open().flush()
            self._open().optimize()

    def _open(self) -> "EdgeShard":
        with self._opening:
            if self._shard is None:
                self._shard = self._edge.EdgeShard.load(str(self._folder))
            return self._shard

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except LibraryError:
            raise
        except Exception as error:  # the engine raises nothing narrower
            name = f"qdrant:{self._folder}"
            if "WouldBlock" in str(error):
                raise LibraryBusy(
                    f"The library {name} is open in another process, and one at a time may use "
                    "it. End that one, or keep papers that several use in a folder or a server."
                ) from error
            raise LibraryError(
                f"The library {name} cannot be used ({error}). Check the folder and its disk; "
                "from another copy, `footnote move` fills a new one."
            ) from error

    def _point(self, point: Point) -> Any:  # noqa: ANN401 - a type of a package that may be missing
        vector: dict[str, Any] = {}
        if point.dense is not None:
            vector["dense"] = point.dense.tolist()
        if point.words is not None and len(point.words.numbers):
            vector["words"] = _sparse(self._edge, point.words)
        return self._edge.Point(point.id, vector, dict(point.payload))

    def _filter(self, where: Where) -> Any:  # noqa: ANN401
        edge = self._edge
        seen = [edge.FieldCondition("paper", range=edge.RangeFloat(lt=where.below))]
        gone = [edge.FieldCondition("paper", match=edge.MatchAny(list(where.gone)))]
        among: list[Any] = []
        if where.papers is not None:
            papers = edge.FieldCondition("paper", match=edge.MatchAny(list(where.papers)))
            points = edge.HasIdCondition(set(where.points))
            given = [*([papers] if where.papers else []), *([points] if where.points else [])]
            among = [edge.Filter(should=given)]
        return edge.Filter(must=[*seen, *among], must_not=gone if where.gone else None)


def _sparse(edge: Any, words: TermWeights) -> Any:  # noqa: ANN401
    return edge.SparseVector(words.numbers.tolist(), words.weights.tolist())
