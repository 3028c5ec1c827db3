"""The columns of a table: what stands between strips that nearly all rows leave free."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.pdf.tables.segments import Segment, segments_of
from corpus.formats.pdf.values import Word

_MOST_CROSSING_SHARE = 0.15
"""The share of rows that may run over a strip: spanning heads, titles, a long cell."""
_NARROWEST_STRIP_SIZES = 0.55
_NARROWEST_OF_FEW_SIZES = 1.0
_FEW_ROWS = 4
"""Where rows are few, spaces between words may stand over one another by chance."""
_NARROWEST_SPACE_SIZES = 0.15


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, by the free strips between them, each from left to right."""

    strips: tuple[tuple[float, float], ...]
    left: float
    right: float

    def __len__(self) -> int:
        return len(self.strips) + 1

    def reach(self, left: float, right: float) -> tuple[int, int]:
        """Return the first column that something between two places is in, and how many.

        It is in those between whose strips it stands; in a strip alone, in the nearer one.
        """
        columns = [
            column
            for column in range(len(self))
            if left < self._end_of(column) and self._start_of(column) < right
        ]
        if columns:
            return columns[0], len(columns)
        middle = (left + right) / 2
        return sum((start + end) / 2 < middle for start, end in self.strips), 1

    def middle(self, first: int, last: int) -> float:
        """Return the place in the middle of some columns."""
        left = self.left if first == 0 else self._start_of(first)
        right = self.right if last == len(self) - 1 else self._end_of(last)
        return (left + right) / 2

    def _start_of(self, column: int) -> float:
        return self.strips[column - 1][1] if column else -math.inf

    def _end_of(self, column: int) -> float:
        return self.strips[column][0] if column < len(self.strips) else math.inf

    def parts_of(self, segment: Segment) -> Iterator[Segment]:
        """Part a segment where a space between its words stands in a strip."""
        words: list[Word] = []
        for word in segment.words:
            if words and self._parts(words[-1], word):
                yield Segment(tuple(words))
                words = []
            words.append(word)
        yield Segment(tuple(words))

    def _parts(self, before: Word, word: Word) -> bool:
        left, right = before.right, word.left
        if right - left < _NARROWEST_SPACE_SIZES * word.size:
            return False
        return any(start < right and left < end for start, end in self.strips)


def find_columns(rows: Sequence[Sequence[Word]], size: float) -> Columns:
    """Return the columns into which most rows are parted."""
    segments = [segments_of(row) for row in rows]
    counted = [row for row in segments if len(row) > 1] or segments
    narrowest = _NARROWEST_STRIP_SIZES if len(counted) >= _FEW_ROWS else _NARROWEST_OF_FEW_SIZES
    most = int(_MOST_CROSSING_SHARE * len(counted))
    if len(counted) >= _FEW_ROWS:
        most = max(most, 1)
    strips = [
        (left, right)
        for left, right in _free_strips(counted, most)
        if right - left >= narrowest * size
    ]
    left = min(one.left for row in segments for one in row)
    return Columns(tuple(strips), left, max(one.right for row in segments for one in row))


def _free_strips(rows: Sequence[Sequence[Segment]], most: int) -> list[tuple[float, float]]:
    """Return the strips, inside the outermost words, that at most so many rows run over."""
    ends = [(one.left, 1) for row in rows for one in row]
    ends += [(one.right, -1) for row in rows for one in row]
    strips: list[tuple[float, float]] = []
    depth, free_from = 0, None
    for place, step in sorted(ends):
        before, depth = depth, depth + step
        if before > most >= depth:
            free_from = place
        elif before <= most < depth and free_from is not None:
            strips.append((free_from, place))
            free_from = None
    return strips
