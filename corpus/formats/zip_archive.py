"""Zip archives, as DOCX and EPUB are, unpacked within bounds."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus.errors import UnsupportedContent

MOST_PART_BYTES = 32 * 2**20
"""Of one part when unpacked: the text of a book of two thousand pages has half of it."""

_T = TypeVar("_T")
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_MARKUP = (".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx")


def unpacked_size(data: bytes) -> int:
    """Return how many bytes of markup an archive says that it holds; 0 if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _DAMAGED:
        return 0
    return sum(part.file_size for part in parts if part.filename.lower().endswith(_MARKUP))


class ZipArchive:
    """An open archive; `path` is told in errors. Raises `UnsupportedContent` if it is damaged."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        self._archive = self._guarded(lambda: zipfile.ZipFile(io.BytesIO(data)))
        self.names = frozenset(self._archive.namelist())

    def unpack(self, name: str) -> bytes:
        """Return the bytes of a part. Raises `UnsupportedContent` if they are too many."""

        def read() -> bytes:
            with self._archive.open(name) as part:
                return part.read(MOST_PART_BYTES + 1)

        content = self._guarded(read)
        if len(content) > MOST_PART_BYTES:
            raise UnsupportedContent(
                f"{self.path} unpacks to more than {MOST_PART_BYTES // 2**20} MB in {name}. Split "
                "the document, or save it again with the program that made it."
            )
        return content

    def _guarded(self, action: Callable[[], _T]) -> _T:
        try:
            return action()
        except _DAMAGED as error:
            reason = str(error) or type(error).__name__
            raise UnsupportedContent(
                f"{self.path} is a damaged zip archive ({reason.rstrip('.')}). Download it again, "
                "or save it again with the program that made it."
            ) from error
