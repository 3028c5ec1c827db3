"""What an e-book says of itself: title, who wrote it, its files in reading order, its lists."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from corpus.errors import UnsupportedContent
from corpus.formats.html.links import kinds_of
from corpus.formats.html.page import decode_html
from corpus.formats.markup.tree import Element, attribute, parse_html, parse_xml, text_of
from corpus.formats.zip_archive import ZipArchive

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MOST_BYTES = 64 * 2**20
"""Of all chapters together, unpacked."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book: its name in the archive, its media type, and what it is there for."""

    name: str
    media_type: str
    properties: frozenset[str]


class BookPackage:
    """An open e-book. Raises `UnsupportedContent` if it is none or is protected."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        self._archive = ZipArchive(data, path)
        self._file = self._find_package_file()
        self._package = parse_xml(self._archive.unpack(self._file), path)
        self._refuse_protected()

    def said(self, name: str) -> list[str]:
        """Return what the metadata says under a Dublin Core name, in order."""
        found = (text_of(element) for element in self._package.iter(name))
        return [text for text in found if text]

    @property
    def authors(self) -> list[str]:
        """The creators that are authors, or whose role is not told."""
        refined = {
            attribute(meta, "refines").lstrip("#"): text_of(meta)
            for meta in self._package.iter("meta")
            if attribute(meta, "property") == "role"
        }
        return [
            text_of(one)
            for one in self._package.iter("creator")
            if (attribute(one, "role") or refined.get(attribute(one, "id"), "aut")) == "aut"
        ]

    @cached_property
    def chapters(self) -> Sequence[tuple[str, Element]]:
        """The name and the tree of each file of text, in reading order."""
        found, size = [], 0
        for item in self._spine():
            content = self._archive.unpack(item.name)
            size += len(content)
            if size > _MOST_BYTES:
                raise UnsupportedContent(
                    f"{self.path} unpacks to more than {_MOST_BYTES // 2**20} MB of text. Split "
                    "the book."
                )
            if content.strip():
                found.append((item.name, self._parse(content)))
        return found

    @cached_property
    def contents(self) -> Mapping[str, str]:
        """The name of each chapter in the list of contents, by its address."""
        return dict(reversed([*self._entries("toc", "navPoint")]))

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The number of each printed page, by the address where it begins."""
        return dict(self._entries("page-list", "pageTarget"))

    def _find_package_file(self) -> str:
        if CONTAINER in self._archive.names:
            container = parse_xml(self._archive.unpack(CONTAINER), self.path)
            for rootfile in container.iter("rootfile"):
                if (name := attribute(rootfile, "full-path")) in self._archive.names:
                    return name
        raise UnsupportedContent(
            f"{self.path} is not an e-book (EPUB) that can be read: {CONTAINER} names no file of "
            "it. Download it again, or save it again with the program that made it."
        )

    def _refuse_protected(self) -> None:
        """Raise `UnsupportedContent` where text is encrypted; fonts often are."""
        if _ENCRYPTION not in self._archive.names:
            return
        listed = parse_xml(self._archive.unpack(_ENCRYPTION), self.path)
        locked = {unquote(attribute(one, "URI")) for one in listed.iter("CipherReference")}
        if any(item.name in locked for item in self._spine()):
            raise UnsupportedContent(
                f"{self.path} is protected against copying (DRM): its text is encrypted. Give a "
                "copy without protection."
            )

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        """The files of the book by their ids."""
        return {
            attribute(item, "id"): Item(
                self.resolve(self._file, attribute(item, "href")),
                attribute(item, "media-type"),
                frozenset(attribute(item, "properties").split()),
            )
            for manifest in self._package.iter("manifest")
            for item in manifest.iterchildren("item")
        }

    def _spine(self) -> Iterator[Item]:
        """Return the files of text in reading order, without the list of contents."""
        for reference in self._package.iter("itemref"):
            item = self._items.get(attribute(reference, "idref"))
            if item is not None and item.name in self._archive.names:
                is_text = "html" in item.media_type or item.media_type.endswith("dtbook+xml")
                if is_text and "nav" not in item.properties:
                    yield item

    def _entries(self, kind: str, element: str) -> Iterator[tuple[str, str]]:
        """Return address and label of each entry of a list: of the book's own, or of its NCX."""
        nav = next((item for item in self._items.values() if "nav" in item.properties), None)
        if nav is not None and nav.name in self._archive.names:
            root = self._parse(self._archive.unpack(nav.name))
            lists = [one for one in root.iter("nav") if kind in kinds_of(one).split()]
            for link in (link for one in lists for link in one.iter("a")):
                yield self.resolve(nav.name, attribute(link, "href")), text_of(link)
        ncx = next((item for item in self._items.values() if "dtbncx" in item.media_type), None)
        if ncx is not None and ncx.name in self._archive.names:
            for entry in parse_xml(self._archive.unpack(ncx.name), self.path).iter(element):
                label = next(iter(entry.iterchildren("navLabel")), None)
                target = next(iter(entry.iterchildren("content")), None)
                if label is not None and target is not None:
                    yield self.resolve(ncx.name, attribute(target, "src")), text_of(label)

    def _parse(self, content: bytes) -> Element:
        """Parse a file of text: it should be XML, and is not always."""
        try:
            return parse_xml(content, self.path)
        except UnsupportedContent:
            return parse_html(decode_html(content, self.path), self.path)

    @staticmethod
    def resolve(name: str, address: str) -> str:
        """Return the file, and the id behind #, that an address in a file leads to."""
        file, mark, fragment = unquote(address).partition("#")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
        return f"{whole}{mark}{fragment}"
