"""The PDFs that papers came from, kept beside the generations to show their pages.

    LIBRARY/originals/PAPER_ID.pdf

No answer needs them: without one there is only no picture of a page. A paper's id is a hash
of its file's bytes, so whether a file is the right one shows by itself. A crash leaves a
paper without its file, or a file without its paper, which `OriginalStore.sweep` removes.
"""

import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from corpus.errors import LibraryDamaged
from corpus.readers import paper_id as id_of
from corpus.readers.sniffing import HEAD_BYTES, is_pdf
from index.disk import explained, make_folder, sync, write_synced

_NAME = re.compile(r"([0-9a-f]+)\.pdf")
_UNFINISHED = ".new"
_GIVEN_UP = 3600
"""Seconds after which nobody is still writing a file."""


class OriginalStore:
    """The kept PDFs of the library in a folder. Errors are LibraryErrors."""

    def __init__(self, library: Path) -> None:
        self._library = library.absolute()
        self._folder = self._library / "originals"

    def has(self, paper_id: str) -> bool:
        """Tell whether a file is kept for a paper; whether it is sound is seen when it is read."""
        return self._path(paper_id).is_file()

    def keep(self, paper_id: str, source: Path) -> None:
        """Keep a copy of the file that a paper came from, if it is a PDF and still that file.

        A damaged copy is replaced.
        """
        data = _read_pdf(source)
        if data is not None and id_of(data) == paper_id and not self._is_sound(paper_id):
            with explained(self._library):
                self._write(paper_id, data)

    def read(self, paper_id: str) -> bytes | None:
        """Give the file of a paper, None if none is kept. Raises `LibraryDamaged`."""
        with explained(self._library):
            try:
                data = self._path(paper_id).read_bytes()
            except FileNotFoundError:
                return None
        if id_of(data) != paper_id:
            raise LibraryDamaged(
                f"The kept file of the paper {paper_id} has changed since it was added, so its "
                "pages cannot be shown. Add the same file again to have it replaced."
            )
        return data

    def sweep(self, list_papers: Callable[[], Iterable[str]]) -> None:
        """Remove the files of papers that are not listed, and what a crash left half written.

        A file is kept when its paper is in the library: so the papers are asked for after
        the files are, and those that are added meanwhile keep theirs.
        """
        with explained(self._library), suppress(FileNotFoundError):
            files = list(self._folder.iterdir())
            known = set(list_papers())
            for file in files:
                match = _NAME.fullmatch(file.name)
                if (match and match[1] not in known) or _is_given_up(file):
                    file.unlink(missing_ok=True)

    def _path(self, paper_id: str) -> Path:
        return self._folder / f"{paper_id}.pdf"

    def _is_sound(self, paper_id: str) -> bool:
        try:
            return self.read(paper_id) is not None
        except LibraryDamaged:
            return False

    def _write(self, paper_id: str, data: bytes) -> None:
        make_folder(self._folder)
        unfinished = self._folder / f"{uuid4().hex}{_UNFINISHED}"
        try:
            write_synced(unfinished, data)
            unfinished.replace(self._path(paper_id))
        finally:
            unfinished.unlink(missing_ok=True)
        sync(self._folder)


def _read_pdf(source: Path) -> bytes | None:
    """Give the bytes of a file; None for what is no PDF, or cannot be read any more."""
    with suppress(OSError), source.open("rb") as file:
        head = file.read(HEAD_BYTES)
        return head + file.read() if is_pdf(head) else None
    return None


def _is_given_up(file: Path) -> bool:
    return file.suffix == _UNFINISHED and file.stat().st_mtime < time.time() - _GIVEN_UP
