"""Who wrote a plain text and when, as its first lines tell: fields, or names under the title."""

import re
from collections.abc import Sequence

from corpus.formats.names import split_names
from corpus.formats.years import find_year

_LINES = 40
"""How far down a text its fields stand."""
_AUTHORS = re.compile(r"(?:authors?|written by)\s?:\s?(\S.*)", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(?:publication |published |issue )?(?:date|year)|published(?: online)?(?: "
    r"on)?)\s?:\s?(\S.*)"
    r"|(?:©|\(c\)|copyright)\s?(?:©\s?|\(c\)\s?)?(\d{4}\b.*)",
    re.IGNORECASE,
)
_BY = re.compile(r"by\s++(?=\S)", re.IGNORECASE)
_MARKS = "0123456789*†‡§¶¹²³\"'’,- "
"""What stands behind a name: the mark of a note, or what a scan made of it."""
_INITIAL = re.compile(r"\b[A-Z]\.")
_INVERTED = re.compile(r"([^,;]+),\s?([^,;]+)")


def find_authors(lines: Sequence[str], *, under_title: str | None = None) -> tuple[str, ...]:
    """Return the authors that a field of the first lines names, or else the line under the title.

    Such a line is taken for names if nothing else stands in it, and something says that they are
    people's: “by”, an initial, or a mark behind one.
    """
    field = next(filter(None, map(_AUTHORS.fullmatch, lines[:_LINES])), None)
    if field is not None:
        return tuple(map(_upright, split_names(field[1])))
    return _names_alone(under_title) if under_title else ()


def find_date(lines: Sequence[str]) -> int | None:
    """Return the year that a field of the first lines tells, or a line of copyright."""
    fields = filter(None, map(_DATED.fullmatch, lines[:_LINES]))
    years = (find_year(field[1] or field[2]) for field in fields)
    return next(filter(None, years), None)


def _upright(name: str) -> str:
    """Turn “Roe, Eve” round."""
    inverted = _INVERTED.fullmatch(name)
    return f"{inverted[2].strip()} {inverted[1].strip()}" if inverted else name


def _names_alone(line: str) -> tuple[str, ...]:
    said = _BY.match(line)
    written = line[said.end() :] if said else line
    parts = re.split(r"\s?[,;&]\s?(?:and\s)?|\sand\s", written)
    names = [part.strip().rstrip(_MARKS) for part in parts]
    if not all(len(split_names(f"{name}, A Name")) > 1 for name in names):
        return ()
    marked = sum(name != part.strip() for name, part in zip(names, parts, strict=True))
    surely = said or marked or any(map(_INITIAL.search, names))
    return tuple(names) if surely else ()
