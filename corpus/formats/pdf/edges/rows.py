"""The rows of words at the upper and lower edges of pages, where running lines stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.edges.numerals import read_bare_number
from corpus.formats.pdf.lines.gutters import SAME_ROW_SIZES
from corpus.formats.pdf.lines.print_lines import make_line
from corpus.formats.pdf.values import PrintedPage, PrintLine, Word

_DEPTH_ROWS = 4
"""How many rows at an edge are looked at."""
_LONGEST_ROW_CHARACTERS = 250
_SEGMENT_GAP_SIZES = 1.5
_LEAST_ROOM_SIZES = 1.4
_LEAST_ROOM_LEADINGS = 1.1
"""How much room is at least between a row that stands apart and the text."""
_TIGHTEST_SIZES, _LOOSEST_SIZES = 0.9, 1.6
"""Between which distances, in sizes of type, baselines follow one another in a text."""
_FEWEST_MEASURED_LINES = 5
_BESIDE_SIZES = 0.5
"""Words nearer than this to a baseline stand on it."""
_FREE_POINTS = 10_000.0
"""The room beside which a page has nothing."""
_WIDE_RULE_SHARE, _RULE_BELOW_POINTS = 0.8, 9.0
"""The share of the text's width, and the distance in points, of a rule below a running head."""
_RAISED_SIZE_SHARE, _MOST_RAISE_SIZES = 0.8, 0.6
"""The size of superscripts to their row's, and how far above it they stand, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeRow:
    """A row at an edge.

    `place` counts from the edge, `y` is the distance to the page's edge. `stands_apart` says
    that more room than between lines of text is on the inner side of all its segments: beside
    a foot, the text of another column may go on. `is_ruled` says that a rule as long as the
    lines of text parts a row at the top from them.
    """

    page: int
    at_top: bool
    place: int
    y: float
    segments: tuple[PrintLine, ...]
    stands_apart: bool
    is_ruled: bool = False

    @property
    def size(self) -> float:
        """The size of its first words."""
        return self.segments[0].size

    @property
    def is_code(self) -> bool:
        """Whether most of it is typewritten, and the text is not."""
        code = sum(len(segment.text) for segment in self.segments if segment.typewritten)
        return 2 * code > sum(len(segment.text) for segment in self.segments)

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(segment.text for segment in self.segments)


def edge_rows(page: PrintedPage) -> list[EdgeRow]:
    """Return the outermost rows of a page, the upper ones first, each edge from outside in."""
    rows = _rows(page.words)
    leading = _leading(page.words)
    depth = min(_DEPTH_ROWS, len(rows) // 2 or len(rows))
    below = rows[depth:][::-1]
    found = [
        _row(page, row, place, leading, at_top=at_top)
        for edge, at_top in ((rows[:depth], True), (below[:depth], False))
        for place, row in enumerate(_part_margins(edge, page.words))
    ]
    return [row for row in found if len(row.text) <= _LONGEST_ROW_CHARACTERS]


def _part_margins(rows: Iterable[Sequence[Word]], words: Sequence[Word]) -> Iterator[list[Word]]:
    """Put a number in the margin, where nothing else is on the page, in a row outside its own."""
    for row in rows:
        margin = [word for word in row if _is_in_margin(word, words)]
        if margin and len(margin) < len(row):
            yield margin
            yield [word for word in row if word not in margin]
        else:
            yield list(row)


def _is_in_margin(word: Word, words: Iterable[Word]) -> bool:
    if read_bare_number(word.text) is None:
        return False
    beside = _SEGMENT_GAP_SIZES * word.size
    left, right = word.left - beside, word.right + beside
    return not any(other.left < right and other.right > left for other in words if other != word)


def _leading(words: Sequence[Word]) -> float:
    """Return the usual distance of baselines on a page, in points; 0 if it has few lines."""
    steps = [after.y - word.y for word, after in pairwise(words)]
    lines = [step for step, word in zip(steps, words, strict=False) if _is_leading(step, word)]
    return median(lines) if len(lines) >= _FEWEST_MEASURED_LINES else 0.0


def _is_leading(step: float, word: Word) -> bool:
    return _TIGHTEST_SIZES * word.size < step < _LOOSEST_SIZES * word.size


def _row(
    page: PrintedPage, words: Sequence[Word], place: int, leading: float, *, at_top: bool
) -> EdgeRow:
    baseline = max(word.y for word in words)
    y = baseline if at_top else page.height - baseline
    segments = tuple(make_line(part, page.index) for part in _split(words))
    apart = all(
        _room(part, page.words, at_top=at_top)
        > max(_LEAST_ROOM_SIZES * part.size, _LEAST_ROOM_LEADINGS * leading)
        for part in segments
    )
    ruled = at_top and apart and _is_ruled(baseline, page)
    return EdgeRow(page.index, at_top, place, y, segments, apart, ruled)


def _is_ruled(y: float, page: PrintedPage) -> bool:
    """Whether the first rule of a page is right below a row, and as wide as the text."""
    if not page.rules:
        return False
    first = page.rules[0]
    left, right = min(w.left for w in page.words), max(w.right for w in page.words)
    is_long = first.right - first.left > _WIDE_RULE_SHARE * (right - left)
    return is_long and 0 < first.y - y < _RULE_BELOW_POINTS


def _room(segment: PrintLine, words: Iterable[Word], *, at_top: bool) -> float:
    """Return the distance to the nearest words below a segment, or above one at the foot."""
    left, right, sign = segment.left, segment.right, 1 if at_top else -1
    steps = (
        sign * (word.y - segment.y) for word in words if word.left < right and word.right > left
    )
    return min(
        (step for step in steps if step > _BESIDE_SIZES * segment.size), default=_FREE_POINTS
    )


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1][0].y <= SAME_ROW_SIZES * word.size:
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
            and max(word.size for word in above) <= _RAISED_SIZE_SHARE * size
            and row[0].y - above[0].y <= _MOST_RAISE_SIZES * size
        ):
            above.extend(row)
        else:
            joined.append(row)
    return joined


def _split(words: Iterable[Word]) -> list[list[Word]]:
    """Part a row where it has wide gaps."""
    parts: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.left):
        if parts and word.left - parts[-1][-1].right < _SEGMENT_GAP_SIZES * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts
