"""Tables put back among the lines of their page, a line for each line of a cell."""

from collections.abc import Iterator, Sequence
from itertools import count

from corpus.formats.pdf.lines.print_lines import make_line
from corpus.formats.pdf.tables.finding import PrintedTable
from corpus.formats.pdf.values import CellPlace, Label, PrintLine


def place_tables(
    pages: Sequence[Sequence[PrintLine]], tables: Sequence[Sequence[PrintedTable]]
) -> list[list[PrintLine]]:
    """Return the lines of each page with those of its tables where these stand."""
    numbers = count(1)
    placed = []
    for index, (page, own) in enumerate(zip(pages, tables, strict=True)):
        lines = list(page)
        for table in own:
            at = _place(lines, table)
            column = lines[at - 1].column if at else lines[0].column if lines else 0
            lines[at:at] = _lines_of(table, next(numbers), index, column)
        placed.append(lines)
    return placed


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


def _lines_of(table: PrintedTable, number: int, page: int, column: int) -> Iterator[PrintLine]:
    for place, row in enumerate(table.rows):
        for cell in row.cells:
            at = CellPlace(number, place, cell.column, cell.columns, row.is_head)
            for words in cell.lines:
                line = make_line(words, page)
                line.label, line.column, line.cell = Label.TABLE, column, at
                line.edge_left, line.edge_right = table.left, table.right
                yield line
