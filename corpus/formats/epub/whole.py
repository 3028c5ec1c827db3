"""The chapters of an e-book as one page, so that links lead from each to every other."""

from collections.abc import Mapping
from urllib.parse import quote

from lxml import etree

from corpus.formats.epub.package import BookPackage
from corpus.formats.html.marks import HEADINGS
from corpus.formats.html.page_breaks import is_page_break
from corpus.formats.markup.tree import Element, attribute, text_of


def join_chapters(book: BookPackage) -> Element:
    """Return one body with a section for each chapter; ids are unique, and links follow them.

    Pages that a list of the book tells are marked where they begin, and a chapter without any
    heading has the one that the list of contents gives it.
    """
    whole = etree.Element("body")
    files = {name: place for place, (name, _) in enumerate(book.chapters)}
    for name, root in book.chapters:
        body = next(root.iter("body"), root)
        _mark_pages(name, body, book.pages)
        _name_chapter(name, body, book)
        for element in body.iter(etree.Element):
            _rename(element, name, files)
        body.tag = "section"
        whole.append(body)
    return whole


def _rename(element: Element, file: str, files: Mapping[str, int]) -> None:
    """Give an element an id that no other file has, and lead its link to such an id."""
    if name := attribute(element, "id"):
        element.set("id", _unique(name, files[file]))
    if element.tag == "a" and (name := attribute(element, "name")):
        element.set("name", _unique(name, files[file]))
    address = attribute(element, "href") if element.tag == "a" else ""
    if address and "://" not in address:
        target, _, fragment = BookPackage.resolve(file, address).partition("#")
        if fragment and target in files:
            element.set("href", f"#{quote(_unique(fragment, files[target]))}")


def _unique(name: str, place: int) -> str:
    return f"{name}@{place}"


def _mark_pages(file: str, body: Element, pages: Mapping[str, str]) -> None:
    """Set a page break where the list of pages says that one is and the text does not."""
    for element in [*body.iter(etree.Element)]:
        number = pages.get(f"{file}#{attribute(element, 'id')}")
        if number and not is_page_break(element) and element is not body:
            _put_first(element, _page_break(number))
    if (number := pages.get(file)) is not None:
        _put_first(body, _page_break(number))


def _page_break(number: str) -> Element:
    element = etree.Element("span")
    element.set("role", "doc-pagebreak")
    element.set("aria-label", number)
    return element


def _name_chapter(file: str, body: Element, book: BookPackage) -> None:
    """Give a chapter without a heading its name in the list of contents."""
    title = next((book.contents[name] for name in book.contents if name.split("#")[0] == file), "")
    if title and text_of(body) and next(body.iter(*HEADINGS), None) is None:
        heading = etree.Element("h1")
        heading.text = title
        _put_first(body, heading)


def _put_first(element: Element, child: Element) -> None:
    child.tail, element.text = element.text, None
    element.insert(0, child)
