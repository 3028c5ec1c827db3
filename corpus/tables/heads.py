"""Which rows of a table head its columns, which columns head its rows, and which rows are titles.

What the file marks as a head is one. Otherwise the first row heads the columns unless it looks
like those below it, and the first column heads the rows.
"""

import re
from collections.abc import Sequence

from corpus.tables.grid import PlacedCell

Grid = Sequence[Sequence[PlacedCell]]

_NUMBER = re.compile(r"[\s<>≤≥=~≈±+\-−–($€£]*\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MOST_HEAD_ROWS = 6
_MOSTLY = 0.5


def count_head_rows(grid: Grid, text: str) -> int:
    """Return how many rows, from the first on, head the columns."""
    marked = _count_marked(grid)
    if marked or len(grid) < 2:  # noqa: PLR2004 - a single row heads nothing
        return marked if marked < len(grid) else 0
    if not _may_be_head(grid[0], text) or not _differs(grid, text):
        return 0
    return _with_lower_rows(grid, text)


def _count_marked(grid: Grid) -> int:
    """Return how many rows, from the first on, consist of what the file marks as heads."""
    for number, row in enumerate(grid):
        if not row or not all(cell.is_head for cell in row):
            return number
    return len(grid)


def _may_be_head(row: Sequence[PlacedCell], text: str) -> bool:
    """Whether a row has words, or years, over its columns and no other numbers."""
    over = [_text(cell, text) for cell in row[1:] if not cell.is_empty]
    if not over and len(row) > 1:
        return False
    words = [one for one in over if not is_number(one) or _YEAR.fullmatch(one)]
    return len(words) > _MOSTLY * len(over)


def _differs(grid: Grid, text: str) -> bool:
    """Whether the first row differs from what is below: no list of two columns, all alike."""
    below = [cell for row in grid[1:] for cell in row if not cell.is_empty and cell.column > 0]
    if any(cell.is_empty for cell in grid[0][:1]) or len(grid[0]) > 2:  # noqa: PLR2004 - of two
        return True
    numbers = sum(is_number(_text(cell, text)) for cell in below)
    return numbers > 0 or not below


def _with_lower_rows(grid: Grid, text: str) -> int:
    """Return how many rows head the columns where the first does: its spanning heads have parts."""
    count = max((cell.rows for cell in grid[0]), default=1)
    while count < min(len(grid) - 1, _MOST_HEAD_ROWS):
        spans = any(cell.columns > 1 for cell in grid[count - 1] if cell.column > 0)
        if not spans or not _may_be_head(grid[count], text):
            break
        count += 1
    return min(count, len(grid) - 1)


def find_titles(grid: Grid, head_rows: int) -> tuple[int, ...]:
    """Return the rows below the heads with one cell only, which stands over the rows behind."""
    width = _width(grid)
    if width < 2:  # noqa: PLR2004 - a list has no titles
        return ()
    return tuple(
        number
        for number, row in enumerate(grid[:-1])
        if number >= head_rows and _is_title(row, _reached_from_above(grid, number))
    )


def _is_title(row: Sequence[PlacedCell], reached: bool) -> bool:  # noqa: FBT001 - a plain fact
    filled = [cell for cell in row if not cell.is_empty]
    return not reached and len(filled) == 1 and filled[0].column == 0


def _reached_from_above(grid: Grid, number: int) -> bool:
    return any(
        cell.row + cell.rows > number for row in grid[max(0, number - 50) : number] for cell in row
    )


def count_head_columns(grid: Grid, head_rows: int, text: str) -> int:
    """Return how many columns, from the first on, head the rows below the heads.

    Two do where the first leaves out what it has in common with the row above, and the second
    has words, or is left out itself where the first has something.
    """
    body = [row for row in grid[head_rows:] if any(not cell.is_empty for cell in row)]
    width = _width(grid)
    if width < 2 or not body:  # noqa: PLR2004 - nothing beside the heads
        return 0
    marked = [_count_marked_in(row) for row in body]
    if sum(map(bool, marked)) > _MOSTLY * len(body):
        return min(max(marked), width - 1)
    has_two = _leaves_out(body, 0) and (_has_words(body, 1, text) or _leaves_out(body, 1))
    return 2 if has_two and width > 2 else 1  # noqa: PLR2004 - two columns and one beside


def _count_marked_in(row: Sequence[PlacedCell]) -> int:
    count = 0
    for cell in row:
        if not cell.is_head:
            break
        count = cell.column + cell.columns
    return count


def _leaves_out(body: Grid, column: int) -> bool:
    """Whether some rows have nothing in one of the first two columns, but in the other."""
    beside = 1 - column
    return any(not _is_filled(row, column) and _is_filled(row, beside) for row in body)


def _is_filled(row: Sequence[PlacedCell], column: int) -> bool:
    return any(cell.column == column and not cell.is_empty for cell in row)


def _has_words(body: Grid, column: int, text: str) -> bool:
    told = [
        _text(cell, text)
        for row in body
        for cell in row
        if cell.column == column and not cell.is_empty
    ]
    return sum(_WORD.search(one) is not None for one in told) > _MOSTLY * len(told)


def is_number(text: str) -> bool:
    """Whether a cell begins with a number, whatever sign or currency stands before it."""
    return _NUMBER.match(text) is not None


def _width(grid: Grid) -> int:
    return max((cell.column + cell.columns for row in grid for cell in row), default=0)


def _text(cell: PlacedCell, text: str) -> str:
    return text[cell.span.start : cell.span.end]
