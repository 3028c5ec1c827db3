"""Where the entries of a bibliography begin: at labels that count up, at names, at paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.references.entries import looks_like_entry, parse_entry

_LABELS = {
    "bracket": re.compile(r"\[([0-9]{1,4})\]"),
    "parenthesis": re.compile(r"\(([0-9]{1,4})\)"),
    "dot": re.compile(r"([0-9]{1,4})[.)](?=\s|$)"),
    "bare": re.compile(r"([0-9]{1,4})(?=\s+[^\W\d_]|$)"),
}
_NAMED_LABEL = re.compile(r"\[([^\[\]\s,;]{2,24})\]\s*(?=\S)")
_LONGEST_SKIP = 3
"""How many numbers may be missing between two labels, lost when the file was made."""
_HEAD_WITH_YEAR = re.compile(r"[^0-9“”\"]{3,300}[(\s](?:1[5-9]|20)[0-9]{2}[a-z]?[).,:]")
_ENDS_ENTRY = re.compile(r"[.)\]”\"0-9]$|(?<!\S)(?>\S+?/)\S+$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of the bibliography; `opens` says that a paragraph begins with it."""

    text: str
    opens: bool


@dataclass(frozen=True, slots=True)
class EntryStart:
    """The line at which an entry begins, its label, and how many characters the label takes."""

    line: int
    label: str | None = None
    width: int = 0


def find_entry_starts(lines: Sequence[PrintedLine]) -> list[EntryStart]:
    """Return the starts of the entries: those of the labels that most lines bear, if any do."""
    paragraphs = sum(line.opens for line in lines)
    best = max((_numbered(lines, pattern) for pattern in _LABELS.values()), key=len, default=[])
    named = _named(lines)
    labelled = named if len(named) > len(best) else best
    if labelled and (labelled[0].line == 0) and 2 * len(labelled) >= paragraphs:
        return labelled
    return _by_paragraph(lines)


def _numbered(lines: Sequence[PrintedLine], pattern: re.Pattern[str]) -> list[EntryStart]:
    starts: list[EntryStart] = []
    last = None
    for place, line in enumerate(lines):
        match = pattern.match(line.text)
        if match is None:
            continue
        number = int(match[1])
        if last is None or 0 < number - last <= (_LONGEST_SKIP if line.opens else 1):
            starts.append(EntryStart(place, match[1], match.end()))
            last = number
    return starts


def _named(lines: Sequence[PrintedLine]) -> list[EntryStart]:
    """Return the lines that begin with a label of letters, such as ``[Smith04]``."""
    found = [(place, _NAMED_LABEL.match(line.text)) for place, line in enumerate(lines)]
    return [EntryStart(place, match[1], match.end()) for place, match in found if match]


def _by_paragraph(lines: Sequence[PrintedLine]) -> list[EntryStart]:
    """Begin an entry with each paragraph that does not go on, and with names inside one.

    Where most entries have their year right behind the names, a journal's name is not
    taken for the names of a new entry.
    """
    opening = {place for place, line in enumerate(lines) if _opens_entry(lines, place)}
    inside = [
        place
        for place in range(1, len(lines))
        if not lines[place].opens
        and _ENDS_ENTRY.search(lines[place - 1].text[-40:])
        and _is_entry(_beginning(lines, place))
    ]
    dated = {
        place for place in (*opening, *inside) if _HEAD_WITH_YEAR.match(_beginning(lines, place))
    }
    if 2 * len(dated) > len(opening) + len(inside):
        inside = [place for place in inside if place in dated]
    return [EntryStart(place) for place in sorted(opening.union(inside))]


def _opens_entry(lines: Sequence[PrintedLine], place: int) -> bool:
    """Whether a paragraph is a new entry: the first one, or not in small letters."""
    line = lines[place]
    begins = line.text[:1].isupper() or _is_entry(_beginning(lines, place))
    return place == 0 or (line.opens and begins)


def _beginning(lines: Sequence[PrintedLine], place: int) -> str:
    return " ".join(line.text[:200] for line in lines[place : place + 2])


def _is_entry(text: str) -> bool:
    return looks_like_entry(parse_entry(text))
