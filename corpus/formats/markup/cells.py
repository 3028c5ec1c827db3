"""What the attributes of a cell tell of it, in HTML and in JATS, which has HTML's tables."""

from typing import TypedDict

from corpus.formats.markup.tree import Element, attribute


class CellShape(TypedDict):
    """Over how many rows and columns a cell reaches, and whether it is a head."""

    rows: int
    columns: int
    is_head: bool


def cell_shape(cell: Element) -> CellShape:
    """Return the shape of a cell: `th` is a head, and so is all that stands in `thead`."""
    return CellShape(
        rows=count_in(attribute(cell, "rowspan")),
        columns=count_in(attribute(cell, "colspan")),
        is_head=cell.tag == "th" or next(cell.iterancestors("thead"), None) is not None,
    )


def count_in(value: str) -> int:
    """Return the number that an attribute holds, 1 where it holds none."""
    stripped = value.strip()
    is_count = stripped.isascii() and stripped.isdecimal() and len(stripped) <= _MOST_DIGITS
    return int(stripped) if is_count else 1


_MOST_DIGITS = 6
