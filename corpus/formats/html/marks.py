"""Finds the footnotes and the bibliography of a page of HTML by the links that lead to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.formats.html.links import kinds_of, note_text, own_names, target_of, ways_back_of
from corpus.formats.markup.tree import Element, attribute, text_of
from corpus.paper import Reference
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
_NOTE_ID = re.compile(
    r"_?(?:fn|ftn|(?:sd)?footnote|note|(?:sd)?endnote|edn|cite_note)[-_:.]?\d.*", re.IGNORECASE
)
_SHORT_MARK = re.compile(r"\W*(?:\d{1,3}|[a-z]|[ivxl]{1,5})?\W*", re.IGNORECASE)
_MOST_MARK_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Marks:
    """What the links inside a page lead to.

    `names` gives for each id on or in an entry of the bibliography the entry's name;
    `notes` the text of a note by the ids that lead to it; `taken` the elements that
    are not running text, because they hold notes or one of the `bibliographies`. `ways_back`
    gives for the ids of a note the ids around its marks, to which its links back lead.
    """

    references: Mapping[str, Reference]
    names: Mapping[str, str]
    notes: Mapping[str, Element]
    taken: frozenset[Element]
    bibliographies: frozenset[Element]
    ways_back: Mapping[str, frozenset[str]]


def find_marks(root: Element) -> Marks:
    """Find what is cited and noted in a page."""
    targets = {name: element for element in root.iter() for name in own_names(element)}
    containers = list(_bibliographies(root))
    entries = [entry for container in containers for entry in _entries(container)]
    names = {
        inner: f"#{place}"
        for place, entry in enumerate(entries)
        for element in entry.iter()
        for inner in own_names(element)
    }
    references = {f"#{place}": _reference(entry) for place, entry in enumerate(entries)}
    marks = list(_note_marks(root, {n: e for n, e in targets.items() if n not in names}))
    notes = {target_of(mark): _whole(targets[target_of(mark)]) for mark in marks}
    taken = {*notes.values(), *containers}
    return Marks(
        references=references,
        names=names,
        notes=notes,
        taken=frozenset(_note_lists(taken)) | taken,
        bibliographies=frozenset(containers),
        ways_back=ways_back_of(marks),
    )


def is_title(element: Element) -> bool:
    """Whether an element is a heading."""
    return element.tag in HEADINGS


def _note_marks(root: Element, targets: Mapping[str, Element]) -> Iterator[Element]:
    """Return the links that lead to notes, which stand behind their marks."""
    order = {element: place for place, element in enumerate(root.iter())}
    for link in root.iter("a"):
        target = targets.get(target_of(link))
        if target is not None and order[link] < order[target] and _leads_to_note(link, target):
            yield link


def _bibliographies(root: Element) -> Iterator[Element]:
    """Return the elements that hold a bibliography: by what they say, or by the heading above."""
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
    """Return the entries of a bibliography: its list items, else its parts that have an id."""
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
    """Whether a link is the mark of a footnote: it says so, or looks like one."""
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
    is_named = any(_NOTE_ID.match(name) for name in own_names(target))
    return is_named or (is_raised and _whole(target).tag in {"li", "p", "dd", "aside"})


def _whole(target: Element) -> Element:
    """Return the block that a target is, or stands in: a note's anchor is mostly inside it."""
    blocks = [element for element in (target, *target.iterancestors()) if element.tag in _WHOLE]
    if not blocks:
        return target
    around = blocks[0].getparent()
    if around is None or next(around.iterchildren("*"), None) is not blocks[0]:
        return blocks[0]
    return around if any(map(_NOTE_ID.fullmatch, own_names(around))) else blocks[0]


def _note_lists(taken: set[Element]) -> Iterator[Element]:
    """Return the lists and sections of which only the heading is left, and their headings."""
    parents = {note.getparent() for note in taken if note.tag in {"li", "aside", "p", "div"}}
    for parent in parents:
        if parent is None or not all(_is_spent(child, taken) for child in parent):
            continue
        yield parent
        if (title := _title_of_notes(parent)) is not None:
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


def _title_of_notes(element: Element) -> Element | None:
    before = element.getprevious()
    if before is None or not is_title(before) or not _NOTES_TITLE.fullmatch(text_of(before)):
        return None
    return before
