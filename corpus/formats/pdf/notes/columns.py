"""The columns of a page that may have notes at their feet."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from corpus.formats.pdf.values import Label, PrintLine

_CLOSE_SIZES, _BESIDE_LINE_SIZES, _SAME_TYPE_POINTS = 1.6, 0.6, 0.5


def feet_of(lines: Sequence[PrintLine], found: AbstractSet[PrintLine]) -> Iterator[list[PrintLine]]:
    """Return the columns of a page with nothing but notes below them.

    Those at the foot come in reading order, for a note may go on from one to the next. What
    is found in them is to be in `found` before the next column is asked for.
    """
    by_column: dict[int, list[PrintLine]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    columns = _join(list(by_column.values()), lines)
    lowest = [column for column in columns if not _below(column, lines)]
    yield from lowest
    for column in reversed(columns):
        if column not in lowest and all(
            ln.label is Label.NOTE or ln in found for ln in _below(column, lines)
        ):
            yield column


def _join(columns: Sequence[list[PrintLine]], lines: Sequence[PrintLine]) -> list[list[PrintLine]]:
    """Join columns right below one another with nothing beside them.

    The last line of a note as wide as the page may be as short as a column.
    """
    joined: list[list[PrintLine]] = []
    for column in columns:
        if joined and _goes_on(joined[-1], column):
            edge = (joined[-1][-1], *column)
            if not any(_is_beside(other, line) for line in edge for other in lines):
                joined[-1] = [*joined[-1], *column]
                continue
        joined.append(column)
    return joined


def _goes_on(upper: Sequence[PrintLine], lower: Sequence[PrintLine]) -> bool:
    """Whether a column stands close below another of its size, and begins where it does."""
    size = lower[0].size
    step = lower[0].y - upper[-1].y
    apart = min(line.left for line in lower) - min(line.left for line in upper)
    is_close = 0 < step < _CLOSE_SIZES * size and abs(apart) < _CLOSE_SIZES * size
    return is_close and abs(upper[-1].size - size) < _SAME_TYPE_POINTS


def _is_beside(line: PrintLine, other: PrintLine) -> bool:
    return line.column != other.column and abs(line.y - other.y) < _BESIDE_LINE_SIZES * other.size


def _below(column: Sequence[PrintLine], lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the lines of a page under a column."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    own = {line.column for line in column}
    return [
        line
        for line in lines
        if line.column not in own
        and line.label in {Label.BODY, Label.NOTE}
        and line.left < right
        and line.right > left
        and line.y > column[-1].y
    ]
