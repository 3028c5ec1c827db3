"""A table with its words: what each cell says, and which heads stand over and beside it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from corpus.paper import Cell, Paper, Span, Table

_MOST_IN_FRONT = 400
"""Characters of caption and heads that stand in front of rows when they are indexed."""


@dataclass(frozen=True)
class TableWords:
    """A table of a paper, to be asked by row and column, which count from 0."""

    paper: Paper
    table: Table

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max(cell.column + cell.columns for cell in self.table.cells)

    @property
    def body(self) -> list[int]:
        """The rows that are neither heads of columns nor titles."""
        first, titles = self.table.head_rows, set(self.table.titles)
        return [row for row in range(first, len(self.table.rows)) if row not in titles]

    @property
    def columns(self) -> range:
        """The columns that do not head the rows."""
        return range(self.table.head_columns, self.width)

    @property
    def caption(self) -> str | None:
        """Its caption."""
        return self._text(self.table.caption) if self.table.caption else None

    @cached_property
    def _rows(self) -> dict[int, list[Cell]]:
        """The cells that stand in each row, those that reach down from above among them."""
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.table.cells:
            for row in range(cell.row, cell.row + cell.rows):
                rows[row].append(cell)
        return rows

    def says(self, cell: Cell) -> str:
        """Return the words of a cell."""
        return self._text(cell.span)

    def cells_of(self, row: int) -> list[Cell]:
        """Return the cells that are written in a row, from left to right."""
        own = [cell for cell in self._rows.get(row, ()) if cell.row == row]
        return sorted(own, key=lambda cell: cell.column)

    def cell_at(self, row: int, column: int) -> Cell | None:
        """Return the cell over a place of the table; None where it is empty."""
        over = (one for one in self._rows.get(row, ()) if 0 <= column - one.column < one.columns)
        return next(over, None)

    @cached_property
    def _heads_over(self) -> dict[int, tuple[str, ...]]:
        heads = {}
        for column in range(self.width):
            over = (self.cell_at(row, column) for row in range(self.table.head_rows))
            heads[column] = tuple(dict.fromkeys(self.says(cell) for cell in over if cell))
        return heads

    def heads_over(self, column: int) -> tuple[str, ...]:
        """Return the heads of a column, the uppermost first."""
        return self._heads_over.get(column, ())

    def heads_beside(self, row: int) -> tuple[str, ...]:
        """Return the heads of a row: the title over it, then what its first columns say.

        What the first columns leave out is that of the row above.
        """
        title = max((one for one in self.table.titles if one < row), default=None)
        heads = [] if title is None else [self.says(cell) for cell in self.cells_of(title)[:1]]
        for column in range(self.table.head_columns):
            cell = self.cell_at(row, column) or self._carried(row, column)
            if cell is not None and (not heads or heads[-1] != self.says(cell)):
                heads.append(self.says(cell))
        return tuple(heads)

    def _carried(self, row: int, column: int) -> Cell | None:
        """Return what an empty cell of all but the last of the first columns goes on with."""
        if column + 1 >= self.table.head_columns or not self.cell_at(row, column + 1):
            return None
        first = max((one for one in self.table.titles if one < row), default=-1) + 1
        above = range(row - 1, max(first, self.table.head_rows) - 1, -1)
        return next((cell for one in above if (cell := self.cell_at(one, column))), None)

    def row_at(self, span: Span) -> int | None:
        """Return the row that is, or holds, a sentence of the text."""
        rows = enumerate(self.table.rows)
        return next((number for number, row in rows if row.holds(span)), None)

    def in_front(self, start: int) -> str:
        """Return caption and heads of the columns, as far as they stand before rows from `start`.

        Rows that follow in another passage are found by them.
        """
        caption, heads = self.table.caption, self.table.rows[: self.table.head_rows]
        before = [span for span in (caption, *heads) if span and span.end <= start]
        return " ".join(f"{self._text(span)}." for span in before)[:_MOST_IN_FRONT]

    def _text(self, span: Span) -> str:
        return self.paper.text[span.start : span.end]


def table_words_at(paper: Paper, offset: int) -> TableWords | None:
    """Return the table that has a row at an offset of a paper's text."""
    table = paper.table_at(offset)
    return TableWords(paper, table) if table is not None else None
