"""Marks that cite by label: ``[12]``, ``[3–5]``, ``[Smith04]``, ``(12)``, raised numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.paper import Note, Reference, ReferenceLink, Span

_BRACKETS = re.compile(r"\[([^\[\]]{1,120})\]")
_PARENTHESES = re.compile(r"\(([0-9]{1,4}(?:[-–,; ]{1,3}[0-9]{1,4}){0,20})\)")
_RAISED = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?)\]”’]))([⁰¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒,–-]{0,60})"
)
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_DASH = re.compile(r"\s?[-‐‑–—−]\s?")  # noqa: RUF001 - the dashes that are printed
_RANGE = re.compile(r"([0-9]{1,4})\s?[-‐‑–—−]\s?([0-9]{1,4})")  # noqa: RUF001
_LONGEST_RANGE = 100
_SEPARATOR = re.compile(r"[,;]")
_LEAD = re.compile(r"(?:see also|see|cf\.?|e\.g\.|i\.e\.|refs?\.?|and)[\s,]+", re.IGNORECASE)
_LOCATOR = re.compile(
    r"(?:pp?|ch|chap|chapter|sec|section|fig|figure|table|thm|theorem|vol|eq)\b|§", re.IGNORECASE
)
_NAME_OF_CODE = re.compile(r"(?<![\w])[A-Za-z]\w*(?:\(\))?$")
_LONGEST_NAME = 30
_EVIDENT = 0.6
"""Raised numbers, numbers in parentheses, and those of entries without labels cite if so
many of the entries are cited that way: they may count equations, powers or items."""
_FEWEST_IN_PARENTHESES = 4


def places_by_label(references: Sequence[Reference]) -> dict[str, int]:
    """Return the places of `references` by their labels, the first one of each."""
    places: dict[str, int] = {}
    for place, reference in enumerate(references):
        if reference.label is not None:
            places.setdefault(reference.label.strip("[](). "), place)
    return places


def cited_places(mark: str, places: Mapping[str, int]) -> tuple[int, ...]:
    """Return what the inside of a mark, such as ``3–5, 7``, cites; nothing unless all does."""
    targets: dict[int, None] = {}
    for part in _SEPARATOR.split(mark):
        label = part.strip()
        while lead := _LEAD.match(label):
            label = label[lead.end() :]
        found = [places[label]] if label in places else _range(label, places)
        if not found and not (targets and _LOCATOR.match(label)):
            return ()
        targets |= dict.fromkeys(found)
    return tuple(targets)


def _range(mark: str, places: Mapping[str, int]) -> list[int]:
    match = _RANGE.fullmatch(mark)
    if match is None:
        return []
    first, last = int(match[1]), int(match[2])
    if not first < last <= first + _LONGEST_RANGE:
        return []
    found = [places.get(str(number)) for number in range(first, last + 1)]
    return [place for place in found if place is not None] if None not in found else []


def links_by_label(text: str, references: Sequence[Reference]) -> list[ReferenceLink]:
    """Find the marks that cite by label, or by number in the list where entries have no label.

    Brackets are looked for first; other marks count only where there are no brackets.
    """
    labels = places_by_label(references)
    if labels and (links := list(_links(text, _BRACKETS, labels))):
        return join_ranges(text, links)
    places = labels or {str(place): place - 1 for place in range(1, len(references) + 1)}
    for pattern, fewest in (
        (_BRACKETS, 1),
        (_RAISED, 1),
        (_PARENTHESES, _FEWEST_IN_PARENTHESES),
    ):
        links = list(_links(text, pattern, places))
        if _is_evident(links, len(references), fewest):
            return join_ranges(text, links)
    return []


def links_of_markers(
    notes: Iterable[Note], references: Sequence[Reference]
) -> dict[Note, ReferenceLink]:
    """Return the notes without text whose marker, a raised number, is the label of an entry."""
    places = places_by_label(references)
    return {
        note: ReferenceLink(Span(note.anchor, note.anchor), targets)
        for note in notes
        if note.text is None and (targets := cited_places(note.marker, places))
    }


def _links(
    text: str, pattern: re.Pattern[str], places: Mapping[str, int]
) -> Iterator[ReferenceLink]:
    known: dict[str, tuple[int, ...]] = {}
    for match in pattern.finditer(text):
        if text[match.start()] == "[" and _is_index(text, match.start()):
            continue
        mark = match[1].translate(_LOWERED).rstrip(",-–")
        if mark not in known:
            known[mark] = cited_places(mark, places)
        if known[mark]:
            yield ReferenceLink(Span(*match.span()), known[mark])


def _is_index(text: str, bracket: int) -> bool:
    """Whether a bracket follows at once on a name of code, as in “v0[4]” and “a[1]”."""
    name = _NAME_OF_CODE.search(text[max(0, bracket - _LONGEST_NAME) : bracket])
    if name is None:
        return False
    word = name[0]
    return len(word) == 1 or "_" in word or any(map(str.isdigit, word)) or word.endswith(")")


def _is_evident(links: Sequence[ReferenceLink], entries: int, fewest: int) -> bool:
    cited = {target for link in links for target in link.targets}
    return len(cited) >= max(fewest, _EVIDENT * entries)


def join_ranges(text: str, links: Sequence[ReferenceLink]) -> list[ReferenceLink]:
    """Make one link of two with a dash between, ``[2]–[7]``, that cites what lies between, too."""
    joined: list[ReferenceLink] = []
    for link in links:
        before = joined[-1] if joined else None
        if before is not None and _spans_range(text, before, link):
            between = range(before.targets[0], link.targets[0] + 1)
            joined[-1] = ReferenceLink(Span(before.span.start, link.span.end), tuple(between))
        else:
            joined.append(link)
    return joined


def _spans_range(text: str, first: ReferenceLink, second: ReferenceLink) -> bool:
    if len(first.targets) != 1 or len(second.targets) != 1:
        return False
    between = text[first.span.end : second.span.start]
    distance = second.targets[0] - first.targets[0]
    return 0 < distance <= _LONGEST_RANGE and _DASH.fullmatch(between) is not None
