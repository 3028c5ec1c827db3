"""Which lines are entries of a bibliography, which may be in small type as notes are."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.headings.candidates import HEADING_GAP_LEADINGS
from corpus.formats.pdf.headings.statements import names_references
from corpus.formats.pdf.headings.styles import HeadingStyle, style_of
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import Label, PrintLine
from corpus.references.entries import looks_like_entry, parse_entry, split_label

_LONGEST_TITLE_CHARACTERS = 60
_FEWEST_ENTRIES, _MOST_LINES_OF_ENTRY, _MOSTLY = 5, 8, 0.6
"""Of a bibliography without a title: its entries, their lines, and the share that names works."""
_NOTES = re.compile(r"(?:end|foot)?notes|anmerkungen|notas", re.IGNORECASE)
_MOST_WORDS_OF_TITLE = 5


def lines_of_entries(pages: Sequence[Sequence[PrintLine]], measures: Measures) -> set[PrintLine]:
    """Return the lines below the titles of bibliographies, up to the next like them."""
    found: set[PrintLine] = set()
    title: HeadingStyle | None = None
    for line in (line for lines in pages for line in lines if line.label is Label.BODY):
        if _is_title(line, measures):
            title = style_of(line, measures).without_number
        elif (
            title is not None
            and _is_apart(line, measures)
            and style_of(line, measures).without_number == title
        ):
            title = None
        elif title is not None:
            found.add(line)
    return found or _untitled(pages)


def _untitled(pages: Sequence[Sequence[PrintLine]]) -> set[PrintLine]:
    """Return the lines of the last list in brackets that counts from 1, if it is of works.

    Notes at the feet of pages have text between them, and endnotes a title.
    """
    body = [ln for lines in pages for ln in lines if ln.label in {Label.BODY, Label.TABLE}]
    starts = [place for place, line in enumerate(body) if line.text.startswith("[1] ")]
    if not starts or _NOTES.fullmatch(body[starts[-1] - 1].text.strip()):
        return set()
    places = _count_up(body, starts[-1])
    entries = [
        " ".join(line.text for line in body[place:end])
        for place, end in pairwise([*places, places[-1] + 1])
    ]
    works = sum(looks_like_entry(parse_entry(split_label(entry)[1])) for entry in entries[:-1])
    if len(places) < _FEWEST_ENTRIES or works < _MOSTLY * (len(places) - 1):
        return set()
    return set(body[places[0] : places[-1] + _MOST_LINES_OF_ENTRY])


def _count_up(body: Sequence[PrintLine], start: int) -> list[int]:
    """Return where the entries begin that count on from the one at `start` without text between."""
    places = [start]
    for place in range(start + 1, len(body)):
        if body[place].text.startswith(f"[{len(places) + 1}] "):
            places.append(place)
        elif place - places[-1] > _MOST_LINES_OF_ENTRY:
            break
    return places


def _is_title(line: PrintLine, measures: Measures) -> bool:
    text = line.text
    if (
        len(text) > _LONGEST_TITLE_CHARACTERS
        or len(text.split()) > _MOST_WORDS_OF_TITLE
        or text.endswith(".")
    ):
        return False
    return (
        names_references(text)
        and (text[0].isupper() or text[0].isdigit())
        and any(_distinctions(line, measures))
    )


def _distinctions(line: PrintLine, measures: Measures) -> Iterator[bool]:
    style = style_of(line, measures)
    yield style.bold or style.capitals or style.italic or style.centred
    yield style.size > measures.size
    yield line.gap is None and line.right < line.edge_right - 2 * line.size
    yield _is_apart(line, measures) and line.right < line.edge_right - 2 * line.size


def _is_apart(line: PrintLine, measures: Measures) -> bool:
    return line.gap is None or line.gap > HEADING_GAP_LEADINGS * max(measures.leading, line.size)
