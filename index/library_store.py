"""What keeps a library's papers, and where: a folder, or a search engine."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from index.address import EngineAddress
from index.care.upgrading import Upgrade
from index.corrections import Correction
from index.encoding.encoded_paper import EncodedPaper
from index.encoding.encoder import Encoder
from index.folder_store import FolderStore
from index.made_with import MadeWith
from index.snapshot import PaperEntry, Snapshot


class LibraryStore(Protocol):
    """Papers, stored in steps each of which is seen whole or not at all.

    `name` is what messages call the library, `folder` where what lies beside it is kept. Several
    processes may open it at a time if it is `shared`. Errors are LibraryError and its subclasses.
    """

    folder: Path
    name: str
    shared: bool

    def made_with(self) -> MadeWith | None:
        """Return what the library is made with; None if nothing was ever added."""

    def snapshot(self, known: Snapshot | None) -> Snapshot | None:
        """Open the library as it is now; `known` comes back while nothing has changed."""

    def begin(self, made: MadeWith, dimension: int) -> None:
        """Make the library without papers, if there is none yet. Raises `LibraryBusy`.

        Its vectors have so many components.
        """

    def add(
        self,
        papers: Sequence[EncodedPaper],
        made: MadeWith,
        check: Callable[[MadeWith], object],
    ) -> tuple[str, ...]:
        """Store papers in one step; give the ids of those that were not there yet.

        `check` raises `LibraryMismatch` for what a library that is there is made with.
        """

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""

    def correct(
        self, paper_id: str, correction: Correction, record: Callable[[str], object]
    ) -> PaperEntry:
        """Call a paper as a person says; `record` is given its whole id before that is done."""

    def upgrade(self, encoder: Callable[[], Encoder]) -> Upgrade:
        """Write the library in the format of today, if it is not in it and has papers."""


def store_at(where: Path | EngineAddress) -> LibraryStore:
    """Return what keeps the library at an address. Raises `LibraryError`."""
    if isinstance(where, EngineAddress):
        from index.engines.store import EngineStore

        return EngineStore(where)
    return FolderStore(where)
