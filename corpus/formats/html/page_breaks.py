"""Printed pages in a page of HTML: where the edition on paper begins its next page."""

import re

from corpus.formats.html.links import BOOK_TYPES
from corpus.formats.markup.tree import Element, attribute, text_of

_TYPES = {"doc-pagebreak", "pagebreak"}
_NUMBER = re.compile(r"(?:p(?:age|g)?[\W_]*)?([a-z]{0,3}\d{1,6}|[ivxlcdm]{1,9})\W*", re.IGNORECASE)
_IN_ID = re.compile(r"p(?:age|g)?[\W_]*(\d{1,6}|[ivxlc]{1,7})(?:@.*)?", re.IGNORECASE)


def is_page_break(element: Element) -> bool:
    """Whether an element says by its role or type, not its looks, that a printed page begins."""
    said = " ".join([element.get("role", ""), *(element.get(name, "") for name in BOOK_TYPES)])
    return not _TYPES.isdisjoint(said.split())


def page_of(element: Element) -> str:
    """Return the number of the page that begins, "" if it is not told."""
    for text in (attribute(element, "aria-label"), attribute(element, "title"), text_of(element)):
        if match := _NUMBER.fullmatch(text.strip()):
            return match[1]
    match = _IN_ID.fullmatch(attribute(element, "id"))
    return match[1] if match else ""
