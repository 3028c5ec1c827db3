"""The parts of a DOCX file, which is a zip archive."""

import posixpath
from pathlib import Path

from corpus.errors import UnsupportedContent
from corpus.formats.markup.tree import Element, attribute, parse_xml
from corpus.formats.zip_archive import ZipArchive

_OTHERS = {
    "xl/workbook.xml": "a spreadsheet (XLSX)",
    "ppt/presentation.xml": "slides (PPTX)",
    "META-INF/container.xml": "an e-book (EPUB) whose name does not end in .epub",
    "content.xml": "an OpenDocument file, such as ODT",
}


class Package:
    """An open DOCX file. Raises `UnsupportedContent` if it is none."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._archive = ZipArchive(data, path)
        self.main = self._find_main()

    def part(self, name: str) -> Element | None:
        """Return the XML of a part, None if there is no such part."""
        if name not in self._archive.names:
            return None
        return parse_xml(self._archive.unpack(name), self._archive.path)

    def beside(self, name: str) -> Element | None:
        """Return the XML of a part in the folder of the main one."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))

    def _find_main(self) -> str:
        """Return the name of the main part, which the package's relationships tell."""
        names = self._archive.names
        relationships = self.part("_rels/.rels")
        for relation in relationships if relationships is not None else ():
            target = attribute(relation, "Target").lstrip("/")
            is_main = attribute(relation, "Type").endswith("/officeDocument")
            if is_main and target.startswith("word/") and target in names:
                return target
        if "word/document.xml" in names:
            return "word/document.xml"
        kind = next((kind for name, kind in _OTHERS.items() if name in names), "a zip archive")
        raise UnsupportedContent(
            f"{self._archive.path} is {kind}, not a DOCX: it has no word/document.xml. Save it as "
            "DOCX or PDF, or unpack it and add the files inside."
        )
