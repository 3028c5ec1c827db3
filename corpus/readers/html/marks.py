"""Finds the footnotes and the bibliography of a page of HTML by the links that lead to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from corpus.paper import Reference
from corpus.readers.markup.tree import Element, attribute, contents, text_of
from corpus.references.entries import parse_entry, split_label

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

_LISTS = {"ol", "ul", "dl"}
_WHOLE = {"li", "div", "aside", "p", "dd", "section", "td", "blockquote"}
_BIBLIOGRAPHY_TITLE = re.compile(
    r"[\W\d]*(?:references?(?: and notes| cited)?|bibliography|works cited|literature(?: cited)?"
    r"|reference list|sources)\W*",
    re.IGNORECASE,
)
_NOTES_TITLE = re.compile(r"[\W\d]*(?:foot|end)?notes?\W*", re.IGNORECASE)
_BIBLIOGRAPHY_KIND = re.compile(
    r"(?:^|\s)(?:doc-bibliography|bibliography|references|reference-list|ref-list|reflist|refs"
    r"|csl-bib-body|ltx_biblist)(?:\s|$)"
)
_NOTES_KIND = re.compile(r"(?:^|\s)(?:doc-(?:end|foot)notes?|(?:foot|end)notes?)(?:\s|$)")
_NOTE_ID = re.compile(r"_?(?:fn|ftn|footnote|note|endnote|edn|cite_note)[-_:.]?\d", re.IGNORECASE)
_SHORT_MARK = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivxl]{1,5})?\W*", re.IGNORECASE)
_BACK = re.compile(r"[\s↩↑^⤴⏎↵\ufe0e\ufe0f]*|(?:back|return|jump up)\b.*", re.IGNORECASE)
_MOST_MARK_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Marks:
    """What the links inside a page lead to.

    `names` gives for each id on or in an entry of the bibliography the entry's name;
    `notes` the text of a note by the ids that lead to it; `taken` the elements that
    are not running text, because they hold notes or the bibliography.
    """

    references: Mapping[str, Reference]
    names: Mapping[str, str]
    notes: Mapping[str, Element]
    taken: frozenset[Element]


def find_marks(root: Element) -> Marks:
    """Find what is cited and noted in a page."""
    order = {element: place for place, element in enumerate(root.iter())}
    targets = {name: element for element in order for name in _own_names(element)}
    containers = list(_bibliographies(root))
    entries = [entry for container in containers for entry in _entries(container)]
    names = {
        inner: f"#{place}"
        for place, entry in enumerate(entries)
        for element in entry.iter()
        for inner in _own_names(element)
    }
    references = {f"#{place}": _reference(entry) for place, entry in enumerate(entries)}
    notes = {
        name: _whole(targets[name])
        for link in root.iter("a")
        if (name := target_of(link)) in targets
        and name not in names
        and order[link] < order[targets[name]]
        and _leads_to_note(link, targets[name])
    }
    titles = (_title_before(container) for container in containers)
    taken = {*notes.values(), *containers, *(title for title in titles if title is not None)}
    return Marks(references, names, notes, frozenset(taken | set(_note_lists(taken))))


def target_of(link: Element) -> str:
    """Give the id in the same page that a link leads to, "" if it leads elsewhere."""
    address = attribute(link, "href")
    return unquote(address[1:]) if address.startswith("#") else ""


def kinds_of(element: Element) -> str:
    """Give what an element says it is, in lower case: role, epub:type, class and id."""
    said = (attribute(element, "role"), element.get("epub:type", ""), attribute(element, "class"))
    return " ".join((*said, attribute(element, "id"))).lower()


def note_text(note: Element, marker: str) -> str:
    """Give the text of a note without its own marker and without the links back."""
    text = " ".join("".join(_without_links_back(note)).split())
    return re.sub(rf"^[\[(]?{re.escape(marker)}[\])]?[.:]?\s+", "", text) if marker else text


def is_title(element: Element) -> bool:
    """Tell whether an element is a heading."""
    return element.tag in HEADINGS


def _own_names(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):
        if name := attribute(element, "id"):
            yield name
        if element.tag == "a" and (name := attribute(element, "name")):
            yield name


def _bibliographies(root: Element) -> Iterator[Element]:
    """Give the elements that hold a bibliography: by what they say, or by the heading above."""
    found: set[Element] = set()
    for element in root.iter("section", "div", *_LISTS, *HEADINGS):
        if any(ancestor in found for ancestor in element.iterancestors()):
            continue
        if is_title(element):
            under = element.getnext()
            if not _BIBLIOGRAPHY_TITLE.fullmatch(text_of(element)) or under is None:
                continue
            if under.tag not in _LISTS and not _BIBLIOGRAPHY_KIND.search(kinds_of(under)):
                continue
            element = under  # noqa: PLW2901 - the heading only points to the list
        elif not _BIBLIOGRAPHY_KIND.search(kinds_of(element)):
            continue
        if element not in found and len(_entries(element)) > 0:
            found.add(element)
            yield element


def _entries(container: Element) -> list[Element]:
    """Give the entries of a bibliography: its list items, else its parts that have an id."""
    items = [item for item in container.iter("li", "dd") if _is_outermost(item, container)]
    if items:
        return items
    parts = (part for part in container.iter("div", "p") if part is not container)
    named = {part: None for part in parts if attribute(part, "id") or "entry" in kinds_of(part)}
    return [part for part in named if not any(a in named for a in part.iterancestors())]


def _is_outermost(item: Element, container: Element) -> bool:
    for ancestor in item.iterancestors():
        if ancestor is container:
            return True
        if ancestor.tag == item.tag:
            return False
    return True


def _reference(entry: Element) -> Reference:
    label, text = split_label(note_text(entry, ""))
    return parse_entry(text, label=label)


def _leads_to_note(link: Element, target: Element) -> bool:
    """Tell whether a link is the mark of a footnote: it says so, or looks like one."""
    said = kinds_of(link)
    if "noteref" in said or "footnote-ref" in said:
        return True
    if not _SHORT_MARK.fullmatch(text_of(link)) or len(text_of(link)) > _MOST_MARK_CHARACTERS:
        return False
    around = [target, *target.iterancestors()]
    if any(_NOTES_KIND.search(kinds_of(element)) for element in around[:6]):
        return True
    is_raised = any(element.tag == "sup" for element in [*link.iterancestors()][:3])
    is_raised = is_raised or next(link.iter("sup"), None) is not None
    is_named = any(_NOTE_ID.match(name) for name in _own_names(target))
    return is_named or (is_raised and _whole(target).tag in {"li", "p", "dd", "aside"})


def _whole(target: Element) -> Element:
    """Give the block that a target is, or stands in: a note's anchor is mostly inside it."""
    for element in (target, *target.iterancestors()):
        if element.tag in _WHOLE:
            return element
    return target


def _note_lists(taken: set[Element]) -> Iterator[Element]:
    """Give the lists and sections of which nothing is left but the heading, and their headings."""
    parents = {note.getparent() for note in taken if note.tag in {"li", "aside", "p", "div"}}
    for parent in parents:
        if parent is None or not all(_is_spent(child, taken) for child in parent):
            continue
        yield parent
        if (title := _title_before(parent, _NOTES_TITLE)) is not None:
            yield title
        outer = parent.getparent()
        if outer is None or not _NOTES_KIND.search(kinds_of(outer)):
            continue
        if all(child is parent or _is_spent(child, taken) for child in outer):
            yield outer


def _is_spent(element: Element, taken: set[Element]) -> bool:
    return (
        element in taken
        or element.tag == "hr"
        or bool(is_title(element) and _NOTES_TITLE.fullmatch(text_of(element)))
    )


def _title_before(
    element: Element, pattern: re.Pattern[str] = _BIBLIOGRAPHY_TITLE
) -> Element | None:
    before = element.getprevious()
    if before is None or not is_title(before) or not pattern.fullmatch(text_of(before)):
        return None
    return before


def _without_links_back(element: Element) -> Iterator[str]:
    for content in contents(element):
        if isinstance(content, str):
            yield content
        elif content.tag in {"style", "script"}:
            continue
        elif content.tag != "a" or not _leads_back(content):
            yield from _without_links_back(content)
            yield " " if content.tag in {"p", "li", "br", "div"} else ""


def _leads_back(link: Element) -> bool:
    said = kinds_of(link)
    if "backlink" in said or "footnote-back" in said or "footnote-backref" in said:
        return True
    return bool(target_of(link)) and _BACK.fullmatch(text_of(link)) is not None
