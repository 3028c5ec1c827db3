"""The files that papers came from, kept beside the generations.

    LIBRARY/originals/PAPER_ID.pdf      or another usual ending of its format

No answer needs them: they show the pages of a PDF, and a paper can be read from them anew.
A paper's id is a hash of its file's bytes, so whether a file is the right one shows by
itself. A crash leaves a paper without its file, or a file without its paper, which
`OriginalStore.sweep` removes. Files that an older version kept are called by short ids; they
are found all the same, and `sweep` renames them once their papers have whole ids.
"""

import os
import re
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from corpus.errors import LibraryDamaged, SettingsError
from corpus.formats import USUAL_SUFFIXES, usual_suffix
from corpus.identity import is_id_of, short_id
from corpus.identity import paper_id as id_of
from index.storage.disk import explained, make_private, sync, write_synced

PDF = ".pdf"
VARIABLE = "FOOTNOTE_ORIGINALS"
_NAME = re.compile(r"([0-9a-f]+)(\.[a-z]+)")
_UNFINISHED = ".new"
_GIVEN_UP = 3600
"""Seconds after which nobody is still writing a file."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Which of the files that are added a library keeps; by default, all."""

    only_pdf: bool = False
    most_bytes: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Keeping":
        """Read `all`, `pdf`, `none`, or the most megabytes of a file. Raises ValueError."""
        match text.strip().lower():
            case "all":
                return cls()
            case "pdf":
                return cls(only_pdf=True)
            case "none":
                return cls(most_bytes=0)
            case number if number.isascii() and number.isdecimal():
                return cls(most_bytes=int(number) * 2**20)
        raise ValueError(f"{text!r} is none of all, pdf, none, and no number of megabytes")

    @classmethod
    def of_environment(cls) -> "Keeping":
        """Read the variable `FOOTNOTE_ORIGINALS`; all where it is not set. Raises SettingsError."""
        try:
            return cls.parse(os.environ.get(VARIABLE) or "all")
        except ValueError as error:
            raise SettingsError(f"{VARIABLE} cannot be used: {error}.") from None

    def takes(self, suffix: str, size: int) -> bool:
        """Whether a file of so many bytes is kept that would be called `suffix`."""
        fits = self.most_bytes is None or size <= self.most_bytes
        return fits and (suffix == PDF or not self.only_pdf)


class OriginalStore:
    """The kept files of the library in a folder. Errors are LibraryErrors."""

    def __init__(self, library: Path, keeping: Keeping | None = None) -> None:
        self._library = library.absolute()
        self._folder = self._library / "originals"
        self._keeping = keeping or Keeping()

    def find(self, paper_id: str) -> Path | None:
        """Return where the file of a paper lies, or None; whether it is sound `read` says."""
        return self._called(paper_id) or self._called(short_id(paper_id))

    def files(self) -> list[tuple[Path, str]]:
        """Return all kept files, each with the id of its paper."""
        if not self._folder.is_dir():
            return []
        matches = [(path, _NAME.fullmatch(path.name)) for path in sorted(self._folder.iterdir())]
        return [(path, match[1]) for path, match in matches if match and match[2] in USUAL_SUFFIXES]

    def files_of(self, paper_id: str) -> list[Path]:
        """Return all kept files of a paper, sound or not, under its whole id and its short one."""
        names = {paper_id, short_id(paper_id)}
        return [path for path, name in self.files() if name in names]

    def has_pages(self, paper_id: str) -> bool:
        """Whether the file of a paper is kept, and its pages can be shown."""
        path = self.find(paper_id)
        return path is not None and path.suffix == PDF

    def keep(self, paper_id: str, source: Path) -> None:
        """Keep a copy of the file that a paper came from, if it is to be and still that file.

        A damaged copy is replaced.
        """
        data = _read(source)
        if data is None or not is_id_of(paper_id, data):
            return
        suffix = usual_suffix(data, source)
        if self._keeping.takes(suffix, len(data)) and not self._is_sound(paper_id):
            with explained(self._library):
                self._write(paper_id, suffix, data)

    def read(self, paper_id: str) -> bytes | None:
        """Return the file of a paper, None if none is kept. Raises `LibraryDamaged`."""
        path = self.find(paper_id)
        if path is None:
            return None
        with explained(self._library):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                return None
        if not is_id_of(paper_id, data):
            raise LibraryDamaged(
                f"The kept file of the paper {short_id(paper_id)} has changed since it was added, "
                "so it is not used. Add the same file again to have it replaced."
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
            renamed = {short_id(paper_id) for paper_id in known} - known
            for file in files:
                match = _NAME.fullmatch(file.name)
                if match is None or match[2] not in USUAL_SUFFIXES:
                    if _is_given_up(file):
                        file.unlink(missing_ok=True)
                elif match[1] in renamed:
                    self._rename(file, known)
                elif match[1] not in known:
                    file.unlink(missing_ok=True)

    def _called(self, name: str) -> Path | None:
        paths = (self._folder / f"{name}{suffix}" for suffix in USUAL_SUFFIXES)
        return next((path for path in paths if path.is_file()), None)

    def _rename(self, file: Path, known: Collection[str]) -> None:
        """Call a file by the whole id of its paper; one that is damaged stays, to be told of."""
        whole = id_of(file.read_bytes())
        if whole in known:
            file.replace(file.with_name(f"{whole}{file.suffix}"))
            sync(self._folder)

    def _is_sound(self, paper_id: str) -> bool:
        try:
            return self.read(paper_id) is not None
        except LibraryDamaged:
            return False

    def _write(self, paper_id: str, suffix: str, data: bytes) -> None:
        make_private(self._folder)
        # Where a damaged copy lies, it is replaced, whatever it is called.
        path = self._called(paper_id) or self._folder / f"{paper_id}{suffix}"
        unfinished = self._folder / f"{uuid4().hex}{_UNFINISHED}"
        try:
            write_synced(unfinished, data)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        sync(self._folder)


def _read(source: Path) -> bytes | None:
    """Return the bytes of a file; None for one that cannot be read any more."""
    with suppress(OSError):
        return source.read_bytes()
    return None


def _is_given_up(file: Path) -> bool:
    return file.suffix == _UNFINISHED and file.stat().st_mtime < time.time() - _GIVEN_UP
