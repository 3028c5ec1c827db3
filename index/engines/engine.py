"""What a search engine must do to keep a library, whichever it is and wherever it runs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Payload = Mapping[str, Any]


class TermWeights(NamedTuple):
    """A sparse vector: the numbers of terms, ascending, and the weight of each."""

    numbers: NDArray[np.int64]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Point:
    """What an engine keeps under a number; only passages have vectors."""

    id: int
    payload: Payload = field(default_factory=dict)
    dense: NDArray[np.float32] | None = None
    words: TermWeights | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Which passages a search looks at.

    Those of papers whose number is `below` one and not `gone`; where `papers` are given, of
    these only, or among the `points` of those ids.
    """

    below: int
    gone: tuple[int, ...] = ()
    papers: tuple[int, ...] | None = None
    points: tuple[int, ...] = ()


class Scored(NamedTuple):
    """A point that was found, and its inner product with what was asked."""

    point: Point
    score: float


class Engine(Protocol):
    """One collection of points. Errors are LibraryErrors.

    What a call has written is seen by the next one, and survives a crash after `flush`.
    An `exclusive` engine is open to this process alone.
    """

    exclusive: bool

    def writing(self, patience: float) -> AbstractContextManager[None]:
        """Keep other threads of this process from writing. Raises `LibraryBusy`."""

    def exists(self) -> bool:
        """Whether there is a collection."""

    def create(self, dimension: int) -> None:
        """Make the collection, for vectors of that dimension."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Write points; those that have their ids are replaced."""

    def swap(self, point: Point, stamp: str | None) -> bool:
        """Replace a point if its payload still has that `stamp`; with None, if there is none."""

    def retrieve(
        self, ids: Sequence[int], *, payload: bool | Sequence[str] = True, vectors: bool = False
    ) -> dict[int, Point]:
        """Return the points of some ids that there are, all or some of their payload."""

    def scroll(self, first: int, end: int, *, payload: Sequence[str]) -> Iterator[Point]:
        """Return all points with ids from `first` on and below `end`, ascending."""

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
        """Return the passages with the highest inner products, best first.

        Those that share no term with a sparse query are not among them.
        """

    def delete(self, ids: Sequence[int]) -> None:
        """Remove points."""

    def delete_papers(self, numbers: Sequence[int] = (), *, from_number: int) -> None:
        """Remove what belongs to papers of those numbers, or of `from_number` and above."""

    def flush(self) -> None:
        """Put everything that was written on the disk."""
