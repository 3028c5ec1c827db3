"""Tables made of the blocks of a text: its rows, with the caption beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.blocks import Block, RowCell
from corpus.paper import Span, Table
from corpus.tables.grid import place_cells
from corpus.tables.heads import count_head_columns, count_head_rows, find_titles

_CAPTION = re.compile(
    r"(?i:table|tab\.|tabelle|tableau|tabla|cuadro|tabela|quadro|tabella|таблица)\s{0,3}"
    r"(?:[A-Z]?\.?\d[\d.]{0,5}[a-z]?|[IVXLC]{1,6}|[A-Z])(?:\s{0,3}[.:|)—–-]|\s{0,3}$|\s{1,3}[\W\d]?[^\W\d_a-z])",
)
"""How a paragraph begins that is the caption of the table beside it."""
_LONGEST_CAPTION = 1_500


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A block with the span of the text that it became, and those of its cells if it is a row.

    The span of an empty row or cell is empty.
    """

    block: Block
    span: Span
    cells: tuple[tuple[RowCell, Span], ...] = ()

    @property
    def table(self) -> int | None:
        """Which table of the file it is a row of."""
        return self.block.row.table if self.block.row else None


def make_tables(written: Sequence[WrittenBlock], text: str) -> tuple[Table, ...]:
    """Return the tables among the blocks of a text."""
    tables = []
    start = 0
    for number, group in groupby(written, key=lambda one: one.table):
        rows = list(group)
        end = start + len(rows)
        if number is not None:
            filled = [row for row in rows if row.span.start < row.span.end]
            if filled:
                tables.append(_make_table(filled, _caption(written, start, end, text), text))
        start = end
    return tuple(tables)


def _make_table(rows: Sequence[WrittenBlock], caption: Span | None, text: str) -> Table:
    grid = place_cells([row.cells for row in rows])
    head_rows = count_head_rows(grid, text)
    return Table(
        rows=tuple(row.span for row in rows),
        cells=tuple(cell.as_cell() for row in grid for cell in row if not cell.is_empty),
        head_rows=head_rows,
        head_columns=count_head_columns(grid, head_rows, text),
        titles=find_titles(grid, head_rows),
        caption=caption,
    )


def _caption(written: Sequence[WrittenBlock], start: int, end: int, text: str) -> Span | None:
    """Return the paragraph before rows or behind them that is marked, or begins, as a caption."""
    before = written[start - 1] if start else None
    behind = written[end] if end < len(written) else None
    if before is not None and _is_caption(before, text):
        return before.span
    next_is_table = end + 1 < len(written) and written[end + 1].table is not None
    if behind is not None and not next_is_table and _is_caption(behind, text):
        return behind.span
    return None


def _is_caption(written: WrittenBlock, text: str) -> bool:
    if written.table is not None or not written.block.lines:
        return False
    said = text[written.span.start : written.span.end]
    return written.block.is_caption or (
        len(said) <= _LONGEST_CAPTION and _CAPTION.match(said) is not None
    )
