"""Tables put back among the lines of their page, a line for each line of a cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.formats.pdf.lines.print_lines import make_line
from corpus.formats.pdf.tables.finding import PrintedTable
from corpus.formats.pdf.tables.rows import TableRow
from corpus.formats.pdf.values import CellPlace, Label, PrintLine
from corpus.tables.heads import is_number

_SAME_EDGE_POINTS = 8.0
_CONTINUED = re.compile(
    r"(?i:\b(?:continued|cont['’]?d|cont\.|fortsetzung|suite|continuación|continuação|segue)\W*$)"
)


def place_tables(
    pages: Sequence[Sequence[PrintLine]], tables: Sequence[Sequence[PrintedTable]]
) -> list[list[PrintLine]]:
    """Return the lines of each page with those of its tables where these stand.

    The first table of a page may go on with the last one of the page before. Heads that it repeats,
    and the title that says so, are left out.
    """
    placed: list[list[PrintLine]] = []
    number, rows = 0, 0
    open_table: PrintedTable | None = None
    for index, (page, own) in enumerate(zip(pages, tables, strict=True)):
        lines = list(page)
        for table in own:
            shown, last = table, table
            if open_table is not None and _goes_on(table, open_table, page):
                shown = _without_heads(table, open_table)
                heads = (row for row in open_table.rows if row.is_head)
                last = replace(table, rows=(*heads, *shown.rows))
                lines = [line for line in lines if not _is_continuation(line, table)]
            else:
                number, rows = number + 1, 0
            at = _place(lines, table)
            column = lines[at - 1].column if at else lines[0].column if lines else 0
            lines[at:at] = _lines_of(shown, number, rows, index, column)
            rows += len(shown.rows)
            open_table = None
        open_table = last if own and not _has_below(own[-1], page) else None
        placed.append(lines)
    return placed


def _goes_on(table: PrintedTable, before: PrintedTable, page: Sequence[PrintLine]) -> bool:
    """Whether a table at the top of a page goes on with one before, whose heads it leaves out."""
    return (
        table.columns == before.columns
        and abs(table.left - before.left) < _SAME_EDGE_POINTS
        and abs(table.right - before.right) < _SAME_EDGE_POINTS
        and not any(
            line.y < table.top and not _is_continuation(line, table)
            for line in _beside(table, page)
        )
        and (_repeats_heads(table, before) or _has_numbers(table.rows[0]))
    )


def _is_continuation(line: PrintLine, table: PrintedTable) -> bool:
    """Whether a line above a table says that it goes on: Table 2 (continued)."""
    return line.y < table.top and _CONTINUED.search(line.text) is not None


def _repeats_heads(table: PrintedTable, before: PrintedTable) -> bool:
    """Whether a table begins with the heads of the one before."""
    heads = [_texts_of(row) for row in before.rows if row.is_head]
    return bool(heads) and [_texts_of(row) for row in table.rows[: len(heads)]] == heads


def _texts_of(row: TableRow) -> list[str]:
    return [" ".join(w.text for words in cell.lines for w in words) for cell in row.cells]


def _has_below(table: PrintedTable, page: Sequence[PrintLine]) -> bool:
    return any(
        line.y > table.bottom and line.label is not Label.NOTE for line in _beside(table, page)
    )


def _beside(table: PrintedTable, page: Sequence[PrintLine]) -> Iterator[PrintLine]:
    return (line for line in page if line.left < table.right and table.left < line.right)


def _has_numbers(row: TableRow) -> bool:
    """Whether most cells of a row behind its first are numbers: it is no row of heads."""
    cells = [cell for cell in row.cells if cell.column > 0]
    return 2 * sum(is_number(cell.first_word) for cell in cells) > len(cells)


def _without_heads(table: PrintedTable, before: PrintedTable) -> PrintedTable:
    """Return a table that goes on with the one before: its rows alone, under the heads of that."""
    repeated = sum(row.is_head for row in before.rows) if _repeats_heads(table, before) else 0
    return replace(table, rows=tuple(replace(row, is_head=False) for row in table.rows[repeated:]))


def _place(lines: Sequence[PrintLine], table: PrintedTable) -> int:
    """Return the place behind the last line above a table, else before the first one below."""
    beside = [
        place
        for place, line in enumerate(lines)
        if line.left < table.right and table.left < line.right
    ]
    above = [place for place in beside if lines[place].y <= table.top + 1]
    if above:
        at = max(above, key=lambda place: (lines[place].y, place)) + 1
        while at < len(lines) and _are_of_one_table(lines[at - 1], lines[at]):
            at += 1
        return at
    return beside[0] if beside else len(lines)


def _are_of_one_table(line: PrintLine, other: PrintLine) -> bool:
    if line.cell is None or other.cell is None:
        return False
    return line.cell.table == other.cell.table


def _lines_of(
    table: PrintedTable, number: int, first_row: int, page: int, column: int
) -> Iterator[PrintLine]:
    for place, row in enumerate(table.rows, first_row):
        for cell in row.cells:
            at = CellPlace(number, place, cell.column, cell.columns, row.is_head)
            for words in cell.lines:
                line = make_line(words, page)
                line.label, line.column, line.cell = Label.TABLE, column, at
                line.edge_left, line.edge_right = table.left, table.right
                yield line
