"""What makes, keeps and asks an index of passages, whichever library does it.

A library's passages are indexed part by part (`index.part`), by their vectors and by their
words. How is a matter of the back ends, which `index.vectors.backends` and
`index.words.backends` map by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, Self, TypeVar

from corpus.errors import LibraryMismatch


class IndexPart(Protocol):
    """The passages of consecutive papers, indexed and kept in files."""

    def __len__(self) -> int:
        """Return how many passages there are."""

    def held(self) -> Mapping[str, int]:
        """Return how many passages each of its files holds, by what the file has of them."""

    def without(self, gone: range) -> Self:
        """Return the other passages, which move up."""

    def files(self) -> Mapping[str, memoryview]:
        """Return the contents of its files, by the endings of their names."""


Source = TypeVar("Source")
KeptPart = TypeVar("KeptPart", bound=IndexPart)
WholeIndex = TypeVar("WholeIndex")


@dataclass(frozen=True, slots=True)
class Backend(Generic[Source, KeptPart, WholeIndex]):
    """How passages are indexed.

    `endings` are those of the names of a part's files, of which the first is always there and
    another only where the part needs it. `build` makes a part, `load` opens the files of one,
    given by their endings, and `join` makes one of several, in order. `over` asks parts as one
    index, in which places count on from part to part.
    """

    endings: tuple[str, ...]
    build: Callable[[Source], KeptPart]
    load: Callable[[Mapping[str, Path]], KeptPart]
    join: Callable[[Sequence[KeptPart]], KeptPart]
    over: Callable[[Sequence[KeptPart]], WholeIndex]


AnyBackend = TypeVar("AnyBackend", bound=Backend[Any, Any, Any])


def make_backend(
    backends: Mapping[str, Callable[[], AnyBackend]], name: str, *, indexes: str
) -> AnyBackend:
    """Return the back end of a name; `indexes` says what it indexes. Raises `LibraryMismatch`."""
    make = backends.get(name)
    if make is None:
        raise LibraryMismatch(
            f"The library is to index {indexes} by {name}, and this version of Footnote has: "
            f"{', '.join(backends)}. Install the version that wrote it, or name another folder "
            "with --library."
        )
    return make()
