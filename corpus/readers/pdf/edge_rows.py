"""The rows of words at the upper and lower edges of pages, where running lines stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.print_lines import make_line
from corpus.readers.pdf.values import PrintedPage, PrintLine, Word

_DEPTH = 4
"""How many rows at an edge are looked at."""
_LONGEST = 250
_SEGMENT_GAP = 1.5
_CLEARANCE = 1.4
_RAISED_SIZE, _RAISE = 0.8, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class EdgeRow:
    """A row at an edge.

    `place` counts from the edge, `y` is the distance to the page's edge, and `clearance` that
    to the next row, away from the edge.
    """

    page: int
    at_top: bool
    place: int
    y: float
    segments: tuple[PrintLine, ...]
    clearance: float

    @property
    def stands_apart(self) -> bool:
        """Whether there is more room than between lines of text on its inner side."""
        return self.clearance > _CLEARANCE * self.size

    @property
    def size(self) -> float:
        """The size of its first words."""
        return self.segments[0].size

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(segment.text for segment in self.segments)


def edge_rows(page: PrintedPage) -> list[EdgeRow]:
    """Give the outermost rows of a page, the upper ones first, each edge from outside in."""
    rows = _rows(page.words)
    ys = [max(word.y for word in row) for row in rows]
    depth = min(_DEPTH, len(rows) // 2 or len(rows))
    found = []
    for place in range(depth):
        below = ys[place + 1] - ys[place] if place + 1 < len(ys) else page.height
        found.append(_row(page, rows[place], place, below, at_top=True))
    for place in range(min(depth, len(rows) - depth)):
        at = len(rows) - 1 - place
        found.append(_row(page, rows[at], place, ys[at] - ys[at - 1], at_top=False))
    return [row for row in found if len(row.text) <= _LONGEST]


def _row(
    page: PrintedPage, words: Sequence[Word], place: int, clearance: float, *, at_top: bool
) -> EdgeRow:
    baseline = max(word.y for word in words)
    y = baseline if at_top else page.height - baseline
    segments = tuple(make_line(part, page.index) for part in _split(words))
    return EdgeRow(page.index, at_top, place, y, segments, clearance)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1][0].y <= 0.4 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return _join_raised(rows)


def _join_raised(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Join rows of superscripts alone with the row that they are raised over."""
    joined: list[list[Word]] = []
    for row in rows:
        size = max(word.size for word in row)
        above = joined[-1] if joined else []
        if (
            above
            and max(word.size for word in above) <= _RAISED_SIZE * size
            and row[0].y - above[0].y <= _RAISE * size
        ):
            above.extend(row)
        else:
            joined.append(row)
    return joined


def _split(words: Iterable[Word]) -> list[list[Word]]:
    """Part a row where it has wide gaps."""
    parts: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.left):
        if parts and word.left - parts[-1][-1].right < _SEGMENT_GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts
