"""The cells of a DOCX table: over how many rows and columns each reaches, and which are heads."""

from collections.abc import Iterator, Sequence

from corpus.formats.docx.styles import OFF
from corpus.formats.docx.words import inside
from corpus.formats.markup.cells import CellShape, count_in
from corpus.formats.markup.tree import Element, attribute, child_named


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [cell for cell in inside(row) if cell.tag == "tc"]


def is_frame(rows: Sequence[Element]) -> bool:
    """Whether a table frames other blocks: it has one column, or tables in its cells."""
    cells = [cells_of(row) for row in rows]
    return all(len(row) == 1 for row in cells) or any(
        child.tag == "tbl" for row in cells for cell in row for child in cell
    )


def shape_rows(rows: Sequence[Element]) -> list[list[tuple[Element, CellShape]]]:
    """Return the cells of each row with their shapes; one that goes on from above is left out."""
    shaped: list[list[tuple[Element, CellShape]]] = []
    above: dict[int, CellShape] = {}
    for row in rows:
        is_head = _is_switched_on(row, "trPr", "tblHeader")
        own = []
        going_on: dict[int, CellShape] = {}
        for column, cell in _in_columns(row):
            merge = _property(cell, "vMerge")
            if merge is not None and attribute(merge, "val") != "restart" and column in above:
                above[column]["rows"] += 1
                going_on[column] = above[column]
                continue
            shape = CellShape(rows=1, columns=_columns(cell), is_head=is_head)
            own.append((cell, shape))
            if merge is not None:
                going_on[column] = shape
        shaped.append(own)
        above = going_on
    return shaped


def _in_columns(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in cells_of(row):
        yield column, cell
        column += _columns(cell)


def _columns(cell: Element) -> int:
    span = _property(cell, "gridSpan")
    return count_in(attribute(span, "val")) if span is not None else 1


def _property(cell: Element, name: str) -> Element | None:
    properties = child_named(cell, "tcPr")
    return child_named(properties, name) if properties is not None else None


def _is_switched_on(element: Element, properties: str, name: str) -> bool:
    found = child_named(element, properties)
    switch = child_named(found, name) if found is not None else None
    return switch is not None and attribute(switch, "val") not in OFF
