"""Which files a library has already: told by their ids, and by their bytes where ids agree."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import LibraryDamaged, UnsupportedContent
from corpus.identity import is_short, paper_id

if TYPE_CHECKING:
    from corpus.paper import Paper
    from qa.workspace import Workspace

_MOST_COMPARED = 2**28
"""Bytes of a file that is compared with what the library has; no larger one is read."""


@dataclass(frozen=True, slots=True)
class Match:
    """The id that a file is known by; `compared` where its bytes were, as a copy is kept."""

    id: str
    compared: bool


class KnownFiles:
    """The files of a library, and those on their way into it: `waiting`, by their ids."""

    def __init__(self, workspace: "Workspace", waiting: Mapping[str, Path]) -> None:
        self._workspace = workspace
        self._waiting = waiting

    def by_bytes(self, source: Path) -> Match | None:
        """Return what a file is known as; None if it is not, or has to be read to tell.

        Raises `UnsupportedContent` for another file that has the same id.
        """
        data = _bytes_of(source)
        known = None if data is None else self._id_of(paper_id(data))
        if data is None or known is None:
            return None
        original = self._original_of(known)
        if original == data or (original is None and not is_short(known)):
            return Match(known, compared=original is not None)
        if is_short(known):
            return None  # half an id tells neither that it is the file nor that it is not
        raise UnsupportedContent(
            f"{source} has the id {known} of another paper of the library, though not its "
            "bytes. Change anything in it, and add it again."
        )

    def by_text(self, paper: "Paper") -> str | None:
        """Return the short id of a paper of this text that an older version kept no file of."""
        known = self._id_of(paper.id)
        if known is None or not is_short(known) or self._original_of(known) is not None:
            return None
        with suppress(LibraryDamaged):  # then it can be asked about again under its whole id
            return known if self._workspace.paper(known).text == paper.text else None
        return None

    def _id_of(self, whole: str) -> str | None:
        return whole if whole in self._waiting else self._workspace.id_of(whole)

    def _original_of(self, known: str) -> bytes | None:
        """Return the bytes that a paper was read from; None where they are kept nowhere."""
        with suppress(LibraryDamaged):  # it is replaced when the file is kept
            kept = self._workspace.originals.read(known)
            if kept is not None or known not in self._waiting:
                return kept
            return _bytes_of(self._waiting[known])
        return None


def _bytes_of(source: Path) -> bytes | None:
    """Return the bytes of a file; None for what no paper is read from."""
    with suppress(OSError, ValueError):
        if source.is_file() and source.stat().st_size <= _MOST_COMPARED:
            return source.read_bytes()
    return None
