"""Qdrant as a server or a cluster, asked by its own client.

The client sends what is written and asked to that server and nothing anywhere else. A write is
confirmed by the shards' leaders and their replicas as the collection is set up; reads ask a
majority of the replicas, so that one which is behind is not believed.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryBusy, LibraryError
from index.engines.engine import Point, Scored, TermWeights, Where
from index.engines.installed import installed
from index.engines.records import id_of, read_point

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

KEY = "FOOTNOTE_QDRANT_KEY"
"""The variable that has the server's key, if it wants one: with it, the address is https."""
_SECONDS = 60
_PAGE = 1_000


def open_server(host: str, port: int, collection: str) -> "ClientEngine":
    """Return the collection of a server; nothing is asked of it yet."""
    client = installed("qdrant_client").QdrantClient(
        host=host,
        port=port,
        api_key=os.environ.get(KEY) or None,
        timeout=_SECONDS,
        check_compatibility=False,
    )
    return ClientEngine(client, collection, name=f"qdrant://{host}:{port}/{collection}")


class ClientEngine:
    """A collection behind a client of Qdrant."""

    exclusive = False

    def __init__(self, client: "QdrantClient", collection: str, *, name: str) -> None:
        self._client = client
        self._collection = collection
        self._name = name
        self._models = installed("qdrant_client.models")
        self._writer = RLock()

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Keep other threads of this process from writing. Raises `LibraryBusy`."""
        if not self._writer.acquire(timeout=patience):
            raise LibraryBusy(
                f"The library {self._name} is being changed. Try again when that is done."
            )
        try:
            yield
        finally:
            self._writer.release()

    def exists(self) -> bool:
        """Whether there is a collection."""
        with self._explained():
            return self._client.collection_exists(self._collection)

    def create(self, dimension: int) -> None:
        """Make the collection, for vectors of that dimension."""
        models = self._models
        with self._explained():
            self._client.create_collection(
                self._collection,
                vectors_config={
                    "dense": models.VectorParams(size=dimension, distance=models.Distance.DOT)
                },
                sparse_vectors_config={"words": models.SparseVectorParams()},
                on_disk_payload=True,
            )
            self._client.create_payload_index(
                self._collection, "paper", models.PayloadSchemaType.INTEGER, wait=True
            )

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points; those that have their ids are replaced."""
        with self._explained():
            self._client.upsert(
                self._collection,
                [self._point(one) for one in points],
                wait=True,
                ordering=self._models.WriteOrdering.STRONG,
            )

    def swap(self, point: Point, stamp: str | None) -> bool:
        """Replace a point if its payload still has that `stamp`; with None, if there is none."""
        models = self._models
        mine = point.payload["stamp"]
        if stamp is None:
            only = {"update_mode": models.UpdateMode.INSERT_ONLY}
        else:
            match = models.FieldCondition(key="stamp", match=models.MatchValue(value=stamp))
            only = {"update_filter": models.Filter(must=[match])}
        with self._explained():
            self._client.upsert(
                self._collection,
                [self._point(point)],
                wait=True,
                ordering=models.WriteOrdering.STRONG,
                **only,
            )
        there = self.retrieve([point.id]).get(point.id)
        return there is not None and there.payload["stamp"] == mine

    def retrieve(
        self, ids: Sequence[int], *, payload: bool | Sequence[str] = True, vectors: bool = False
    ) -> dict[int, Point]:
        """Return the points of some ids that there are, all or some of their payload."""
        with self._explained():
            found = self._client.retrieve(
                self._collection,
                list(ids),
                with_payload=payload if isinstance(payload, bool) else list(payload),
                with_vectors=vectors,
                consistency=self._models.ReadConsistencyType.MAJORITY,
            )
        return {id_of(one): read_point(one) for one in found}

    def scroll(self, first: int, end: int, *, payload: Sequence[str]) -> Iterator[Point]:
        """Return all points with ids from `first` on and below `end`, ascending."""
        offset: Any = first
        while offset is not None:
            with self._explained():
                found, offset = self._client.scroll(
                    self._collection,
                    offset=offset,
                    limit=_PAGE,
                    with_payload=list(payload),
                    with_vectors=False,
                    consistency=self._models.ReadConsistencyType.MAJORITY,
                )
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
        models = self._models
        sparse = isinstance(query, TermWeights)
        asked = self._sparse(query) if isinstance(query, TermWeights) else query.tolist()
        with self._explained():
            found = self._client.query_points(
                self._collection,
                query=asked,
                using="words" if sparse else "dense",
                query_filter=self._filter(where),
                limit=k,
                with_payload=list(payload) if payload else False,
                with_vectors=vectors,
                search_params=models.SearchParams(exact=True) if exact and not sparse else None,
                consistency=models.ReadConsistencyType.MAJORITY,
            ).points
        return [Scored(read_point(one), float(one.score)) for one in found]

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points."""
        if ids:
            with self._explained():
                self._client.delete(
                    self._collection, self._models.PointIdsList(points=list(ids)), wait=True
                )

    def delete_papers(self, numbers: Sequence[int] = (), *, from_number: int) -> None:
        """Remove what belongs to papers of those numbers, or of `from_number` and above."""
        models = self._models
        beyond = models.FieldCondition(key="paper", range=models.Range(gte=from_number))
        named = models.FieldCondition(key="paper", match=models.MatchAny(any=list(numbers)))
        chosen = models.Filter(should=[beyond, *([named] if numbers else [])])
        with self._explained():
            self._client.delete(self._collection, models.FilterSelector(filter=chosen), wait=True)

    def flush(self) -> None:
        """Nothing is left to do: the server has confirmed each write."""

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except LibraryError:
            raise
        except Exception as error:  # of the client, of HTTP, of JSON: all mean the same here
            raise LibraryError(
                f"The library {self._name} cannot be used ({error}). Check that the server runs "
                f"and can be reached, and its key in {KEY} if it wants one; what was cut off is "
                "not seen, and the same command does it again."
            ) from error

    def _point(self, point: Point) -> Any:  # noqa: ANN401 - a type of a package that may be missing
        vector: dict[str, Any] = {}
        if point.dense is not None:
            vector["dense"] = point.dense.tolist()
        if point.words is not None and len(point.words.numbers):
            vector["words"] = self._sparse(point.words)
        return self._models.PointStruct(id=point.id, vector=vector, payload=dict(point.payload))

    def _sparse(self, words: TermWeights) -> Any:  # noqa: ANN401
        return self._models.SparseVector(
            indices=words.numbers.tolist(), values=words.weights.tolist()
        )

    def _filter(self, where: Where) -> Any:  # noqa: ANN401
        models = self._models

        def any_of(numbers: Sequence[int]) -> Any:  # noqa: ANN401
            return models.FieldCondition(key="paper", match=models.MatchAny(any=list(numbers)))

        must = [models.FieldCondition(key="paper", range=models.Range(lt=where.below))]
        if where.papers is not None:
            points = models.HasIdCondition(has_id=list(where.points))
            given = [any_of(where.papers)] if where.papers else []
            must.append(models.Filter(should=[*given, *([points] if where.points else [])]))
        return models.Filter(must=must, must_not=[any_of(where.gone)] if where.gone else None)
