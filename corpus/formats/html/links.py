"""Links inside a page of HTML: where they lead, and which ones are not words of the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from corpus.formats.markup.tree import Element, attribute, contents, text_of

_BACK = re.compile(r"[\s↩↑^⤴⏎↵\ufe0e\ufe0f]*|(?:back|return|jump up)\b.*", re.IGNORECASE)
_PERMALINK = re.compile(r"[¶#§🔗\s\ufe0f]+|(?:perma)?link|anchor|", re.IGNORECASE)
_NUMBER_OF_NOTE = re.compile(r"\W*\w{1,5}\W*")
BOOK_TYPES = ("epub:type", "{http://www.idpf.org/2007/ops}type")
"""The attribute of e-books that says what an element is, as HTML and as XML name it."""
_AROUND_MARK = " \t\r\n[]()"


def target_of(link: Element) -> str:
    """Return the id in the same page that a link leads to, "" if it leads elsewhere."""
    address = attribute(link, "href")
    return unquote(address[1:]) if address.startswith("#") else ""


def kinds_of(element: Element) -> str:
    """Return what an element says it is, in lower case: role, epub:type, class and id."""
    types = (element.get(name, "") for name in BOOK_TYPES)
    said = (attribute(element, "role"), *types, attribute(element, "class"))
    return " ".join((*said, attribute(element, "id"))).lower()


def own_names(element: Element) -> Iterator[str]:
    """Return the ids by which links lead to an element."""
    if isinstance(element.tag, str):
        if name := attribute(element, "id"):
            yield name
        if element.tag == "a" and (name := attribute(element, "name")):
            yield name


def is_permalink(link: Element) -> bool:
    """Whether a link is only there to be copied, such as the ¶ behind a heading."""
    return bool(target_of(link)) and _PERMALINK.fullmatch(text_of(link)) is not None


def title_of(heading: Element) -> str:
    """Return the words of a heading without permalinks, and with spaces for line breaks."""
    return " ".join("".join(_words_of_title(heading)).split())


def _words_of_title(element: Element) -> Iterator[str]:
    for content in contents(element):
        if isinstance(content, str):
            yield content
        elif content.tag == "br":
            yield " "
        elif not (content.tag == "a" and is_permalink(content)):
            yield from _words_of_title(content)


def note_text(note: Element, marker: str, ways_back: frozenset[str] = frozenset()) -> str:
    """Return the text of a note without its own marker and without the links back."""
    text = " ".join("".join(_without_links_back(note, marker, ways_back)).split())
    if not marker:
        return text
    return re.sub(rf"^(?:[\[(]?{re.escape(marker)}[\])]?[.:]?\s+|[\])]?[.:]?\s+)", "", text)


def _without_links_back(element: Element, marker: str, ways_back: frozenset[str]) -> Iterator[str]:
    for content in contents(element):
        if isinstance(content, str):
            yield content
        elif content.tag in {"style", "script"}:
            continue
        elif content.tag != "a" or not _leads_back(content, marker, ways_back):
            yield from _without_links_back(content, marker, ways_back)
            yield " " if content.tag in {"p", "li", "br", "div"} else ""


def _leads_back(link: Element, marker: str, ways_back: frozenset[str]) -> bool:
    said = kinds_of(link)
    if "backlink" in said or "footnote-back" in said:
        return True
    text, target = text_of(link), target_of(link)
    if target in ways_back:
        return text.strip("[]() ") == marker or not _NUMBER_OF_NOTE.fullmatch(text)
    return bool(target) and _BACK.fullmatch(text) is not None


def ways_back_of(marks: Iterable[Element]) -> Mapping[str, frozenset[str]]:
    """Return for the id of each note the ids at its marks."""
    names: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        names[target_of(mark)].update(_names_around(mark))
    return {note: frozenset(found) for note, found in names.items()}


def _names_around(mark: Element) -> Iterator[str]:
    """Return the ids on a mark, inside it, and on what holds nothing but the mark."""
    for element in mark.iter():
        yield from own_names(element)
    inner = mark
    for around in mark.iterancestors():
        if len(around) > 1 or f"{around.text or ''}{inner.tail or ''}".strip(_AROUND_MARK):
            break
        yield from own_names(around)
        inner = around
