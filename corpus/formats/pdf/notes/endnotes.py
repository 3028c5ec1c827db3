"""Notes at the end of a paper or a chapter, under a heading that names them."""

import re
from collections.abc import Mapping, Sequence

from corpus.formats.pdf.headings.finding import Heading
from corpus.formats.pdf.notes.markers import opening_mark
from corpus.formats.pdf.values import Label, PrintLine

_TITLES = frozenset(
    "notes endnotes footnotes anmerkungen endnoten fußnoten fussnoten notas note".split()
)
_LEAST_OPENING_SHARE = 0.1
"""The share of the lines of endnotes that begin one, at least."""


def find_endnotes(
    pages: Sequence[Sequence[PrintLine]], headings: Sequence[Heading]
) -> tuple[list[PrintLine], list[Heading], list[Heading]]:
    """Return the lines of endnotes, the headings over them, and the other headings."""
    body = [ln for lines in pages for ln in lines if ln.label in {Label.BODY, Label.HEADING}]
    places = {line: place for place, line in enumerate(body)}
    found: list[PrintLine] = []
    over: list[Heading] = []
    others: list[Heading] = []
    for heading in headings:
        lines = [line for line in _lines_under(heading, body, places) if line not in found]
        if _names_notes(heading.text) and _are_notes(lines):
            found += lines
            over.append(heading)
        else:
            others.append(heading)
    return found, over, others


def _names_notes(title: str) -> bool:
    words = re.findall(r"[^\W\d_]+", title.casefold())
    return len(words) == 1 and words[0] in _TITLES


def _lines_under(
    heading: Heading, body: Sequence[PrintLine], places: Mapping[PrintLine, int]
) -> list[PrintLine]:
    start = end = places[heading.lines[-1]] + 1
    while end < len(body) and body[end].label is Label.BODY:
        end += 1
    return list(body[start:end])


def _are_notes(lines: Sequence[PrintLine]) -> bool:
    """Whether the lines begin with the first note, and enough of them begin one."""
    if not lines:
        return False
    first = opening_mark(lines[0])
    starts = sum(opening_mark(line) is not None for line in lines)
    return (
        first is not None and first[0] in {"1", "*"} and starts >= _LEAST_OPENING_SHARE * len(lines)
    )
