"""The parts of a DOCX file, which is a zip archive, unpacked within bounds."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus.errors import UnsupportedContent
from corpus.formats.markup.tree import Element, attribute, parse_xml

MOST_PART_BYTES = 32 * 2**20
"""Of one part when unpacked: the text of a book of two thousand pages has half of it."""

_T = TypeVar("_T")
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_OTHERS = {
    "xl/workbook.xml": "a spreadsheet (XLSX)",
    "ppt/presentation.xml": "slides (PPTX)",
    "META-INF/container.xml": "an e-book (EPUB)",
    "content.xml": "an OpenDocument file, such as ODT",
}


def unpacked_size(data: bytes) -> int:
    """Return how many bytes of XML an archive says that it holds; 0 if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _DAMAGED:
        return 0
    return sum(part.file_size for part in parts if part.filename.endswith(".xml"))


class Package:
    """An open DOCX file. Raises `UnsupportedContent` if it is none."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._path = path
        self._archive = self._guarded(lambda: zipfile.ZipFile(io.BytesIO(data)))
        self._names = set(self._archive.namelist())
        self.main = self._find_main()

    def part(self, name: str) -> Element | None:
        """Return the XML of a part, None if there is no such part."""
        if name not in self._names:
            return None
        return parse_xml(self._unpack(name), self._path)

    def beside(self, name: str) -> Element | None:
        """Return the XML of a part in the folder of the main one."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))

    def _find_main(self) -> str:
        """Return the name of the main part, which the package's relationships tell."""
        relationships = self.part("_rels/.rels")
        for relation in relationships if relationships is not None else ():
            target = attribute(relation, "Target").lstrip("/")
            is_main = attribute(relation, "Type").endswith("/officeDocument")
            if is_main and target.startswith("word/") and target in self._names:
                return target
        if "word/document.xml" in self._names:
            return "word/document.xml"
        kind = next(
            (kind for name, kind in _OTHERS.items() if name in self._names), "a zip archive"
        )
        raise UnsupportedContent(
            f"{self._path} is {kind}, not a DOCX: it has no word/document.xml. Save it as DOCX or "
            "PDF, or unpack it and add the files inside."
        )

    def _unpack(self, name: str) -> bytes:
        def read() -> bytes:
            with self._archive.open(name) as part:
                return part.read(MOST_PART_BYTES + 1)

        content = self._guarded(read)
        if len(content) > MOST_PART_BYTES:
            raise UnsupportedContent(
                f"{self._path} unpacks to more than {MOST_PART_BYTES // 2**20} MB in {name}. Split "
                "the document, or save it again from a word processor."
            )
        return content

    def _guarded(self, action: Callable[[], _T]) -> _T:
        try:
            return action()
        except _DAMAGED as error:
            reason = str(error) or type(error).__name__
            raise UnsupportedContent(
                f"{self._path} is a damaged zip archive ({reason.rstrip('.')}). Download it again, "
                "or save it again from a word processor."
            ) from error
