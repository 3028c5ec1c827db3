"""Lines between rules become rows of cells: lines that go on with one are put to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product, takewhile

from corpus.formats.pdf.tables.columns import Columns
from corpus.formats.pdf.tables.regions import Region
from corpus.formats.pdf.tables.segments import segments_of
from corpus.formats.pdf.values import Rule, Word

_GOES_ON = re.compile(r"[a-z(\[&+/–—-]")
"""How a line begins that goes on with the one above it."""
_FEWEST_RULES_BETWEEN_ROWS = 4
_MOST_HEAD_LINES = 5
_FEWEST_HEADS = 2
"""A lone segment among the heads is words of several columns that stand close together."""


@dataclass(slots=True)
class TableCell:
    """A cell: its lines from top to bottom, its first column and over how many it reaches."""

    lines: list[list[Word]]
    column: int
    columns: int = 1

    @property
    def over(self) -> range:
        """The columns that it stands in."""
        return range(self.column, self.column + self.columns)

    @property
    def first_word(self) -> str:
        """The word that it begins with."""
        return self.lines[0][0].text


@dataclass(slots=True)
class TableRow:
    """A row: its cells from left to right, and whether it heads the columns."""

    cells: list[TableCell] = field(default_factory=list)
    is_head: bool = False

    def cell_in(self, column: int) -> TableCell | None:
        """Return the cell that is in a column."""
        over = (one for one in self.cells if one.column <= column < one.column + one.columns)
        return next(over, None)


def make_rows(
    bands: Sequence[Sequence[Sequence[Word]]], columns: Columns, partial: Sequence[Rule]
) -> list[TableRow]:
    """Return the rows of a table, whose lines stand in bands between its rules.

    The first band holds the heads where it is short; `partial` are rules over some columns.
    """
    has_head = len(bands) > 1 and len(bands[0]) <= _MOST_HEAD_LINES
    lines = [
        [
            _cells_of(row, columns, partial, whole=not place and (has_head or not number))
            for number, row in enumerate(band)
        ]
        for place, band in enumerate(bands)
    ]
    if not has_head and len(lines[0]) > 1 and len(lines[0][0].cells) < len(lines[0][1].cells):
        _widen(lines[0][0], columns)
    if _rules_part_rows(lines):
        rows = [_merge(band) for band in lines]
        return _with_heads(rows, int(has_head))
    head = _merge_head(lines[0], columns) if has_head else []
    body = lines[1:] if has_head else lines
    rows = [*head, *(row for band in body for row in _join_lines(band))]
    return _with_heads(rows, len(head))


def _with_heads(rows: list[TableRow], count: int) -> list[TableRow]:
    """Mark the first rows as heads; one whose heads reach over columns has parts below it."""
    if 0 < count < len(rows) and any(cell.columns > 1 for cell in rows[count - 1].cells):
        count += 1
    for row in rows[:count]:
        row.is_head = True
    return rows


def bands_of(region: Region) -> list[list[tuple[Word, ...]]]:
    """Part the rows of words at the rules that run over the whole table."""
    bands: list[list[tuple[Word, ...]]] = [[] for _ in region.rules[1:] or (None,)]
    for row in region.rows:
        height = row[0].y - 0.3 * row[0].size
        place = sum(rule.y < height for rule in region.rules[1:-1])
        bands[place].append(row)
    return [band for band in bands if band]


def _cells_of(
    row: Sequence[Word], columns: Columns, partial: Sequence[Rule], *, whole: bool
) -> TableRow:
    """Put the words of a line in columns; a rule below some of them tells how far they reach.

    Segments that stand over several columns are heads of these where they stay `whole`, cells
    side by side elsewhere.
    """
    segments = segments_of(row)
    if not whole or len(segments) < _FEWEST_HEADS:
        segments = [part for one in segments for part in columns.parts_of(one)]
    cells: list[TableCell] = []
    for segment in segments:
        below = _rule_below(segment.left, segment.right, row[0], partial)
        left, right = (below.left, below.right) if below else (segment.left, segment.right)
        first, count = columns.reach(left, right)
        if cells and cells[-1].column + cells[-1].columns > first:
            cells[-1].lines[0].extend(segment.words)
            cells[-1].columns = max(cells[-1].columns, first + count - cells[-1].column)
        else:
            cells.append(TableCell([list(segment.words)], first, count))
    return TableRow(cells)


def _rule_below(left: float, right: float, word: Word, rules: Sequence[Rule]) -> Rule | None:
    """Return the short rule right below some words, which shows over which columns they stand."""
    near = (
        rule
        for rule in rules
        if 0 < rule.y - word.y < 1.2 * word.size and rule.left < right and left < rule.right
    )
    return next(near, None)


def _rules_part_rows(bands: Sequence[Sequence[TableRow]]) -> bool:
    """Whether each row stands between rules: many have several lines, and these go on."""
    if len(bands) < _FEWEST_RULES_BETWEEN_ROWS:
        return False
    several = [band for band in bands[1:] if len(band) > 1]
    going_on = sum(
        any(len(line.cells) < len(band[0].cells) for line in band[1:]) for band in several
    )
    return 2 * going_on >= len(several)


def _merge(lines: Sequence[TableRow]) -> TableRow:
    """Put lines of one row together, cell by cell."""
    merged = TableRow()
    for line in lines:
        _append(merged, line)
    return merged


def _append(row: TableRow, line: TableRow) -> None:
    for cell in line.cells:
        above = row.cell_in(cell.column)
        if above is not None:
            above.lines += cell.lines
        else:
            row.cells.append(cell)
    row.cells.sort(key=lambda cell: cell.column)


def _merge_head(lines: Sequence[TableRow], columns: Columns) -> list[TableRow]:
    """Return the rows of heads: one over several columns stands above those of each."""
    rows: list[TableRow] = []
    for line, below in pairwise(lines):
        if len(line.cells) < len(below.cells):
            _widen(line, columns)
    for line in lines:
        spans = any(cell.columns > 1 for cell in rows[-1].cells) if rows else True
        if rows and not spans and not any(cell.columns > 1 for cell in line.cells):
            _append(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _widen(line: TableRow, columns: Columns) -> None:
    """Let heads that stand in the middle of several columns reach over these."""
    taken = {column for cell in line.cells for column in cell.over}
    for cell in line.cells:
        words = cell.lines[0]
        middle = (words[0].left + words[-1].right) / 2
        first, last = cell.over[0], cell.over[-1]
        starts = [first, *takewhile(lambda one: one not in taken, range(first - 1, -1, -1))]
        ends = [last, *takewhile(lambda one: one not in taken, range(last + 1, len(columns)))]
        first, last = min(
            product(starts, ends), key=lambda ends: abs(columns.middle(*ends) - middle)
        )
        cell.column, cell.columns = first, last - first + 1
        taken.update(cell.over)


def _join_lines(lines: Sequence[TableRow]) -> Iterator[TableRow]:
    """Return the rows of lines that no rules part: some go on with the one above."""
    row: TableRow | None = None
    for line in lines:
        if row is not None and _goes_on(line, row):
            _append(row, line)
            continue
        if row is not None:
            yield row
        row = line
    if row is not None:
        yield row


def _goes_on(line: TableRow, row: TableRow) -> bool:
    """Whether a line goes on with the cells above it: none of its own begins anew."""
    has_head = line.cell_in(0) is not None
    if has_head and len(line.cells) > 1:
        return False
    covered = all(row.cell_in(cell.column) is not None for cell in line.cells)
    return covered and all(_GOES_ON.match(cell.first_word) for cell in line.cells)
