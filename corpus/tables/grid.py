"""Cells that reach over rows and columns, put where they stand in their table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.blocks import RowCell
from corpus.paper import Cell, Span

_MOST_COLUMNS = 1_000
"""Columns that a table may have, and that a cell may reach over: more are left out."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a file with its place in the table; `span` is empty where the cell is."""

    span: Span
    row: int
    column: int
    rows: int
    columns: int
    is_head: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self.span.start == self.span.end

    def as_cell(self) -> Cell:
        """Return it as a paper has it."""
        return Cell(self.span, self.row, self.column, self.rows, self.columns)


def place_cells(rows: Sequence[Sequence[tuple[RowCell, Span]]]) -> list[list[PlacedCell]]:
    """Put the cells of each row in columns, beside those that reach down from rows above."""
    reached = [0] * _MOST_COLUMNS
    return [
        list(_place_row(cells, number, len(rows), reached)) for number, cells in enumerate(rows)
    ]


def _place_row(
    cells: Sequence[tuple[RowCell, Span]], row: int, row_count: int, reached: list[int]
) -> Iterator[PlacedCell]:
    """Place the cells of a row; `reached` tells for each column the first row that is free."""
    column = 0
    for cell, span in cells:
        while column < _MOST_COLUMNS and reached[column] > row:
            column += 1
        if column >= _MOST_COLUMNS:
            return
        columns = max(1, min(cell.columns, _MOST_COLUMNS - column))
        # No cell reaches beyond the last row; one over 0 rows reaches to it.
        rows = min(cell.rows, row_count - row) if cell.rows > 0 else row_count - row
        yield PlacedCell(span, row, column, rows, columns, cell.is_head)
        reached[column : column + columns] = [row + rows] * columns
        column += columns
