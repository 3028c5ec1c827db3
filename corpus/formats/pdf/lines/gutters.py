"""The white strip between the columns of a page: where it is, and whether there is one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TypeAlias

from corpus.formats.pdf.values import Word

CLOSED_SIZES = 0.6
"""Words nearer than this, in sizes of type, are of one line."""
SAME_ROW_SIZES = 0.4
"""Baselines nearer than this are of one row."""
_FEWEST_ROWS_BESIDE = 5
_FEWEST_ROWS_SHARE = 0.12
"""Rows with both sides: how many there must be, and which share of all rows."""
_NARROWEST_SIZES = 8.0
"""The least width of a column, in sizes of type."""
_LEAST_WORDS_OF_ROW = 2.5
_FLUSH_POINTS = 0.6
_LEAST_FILL_SHARE, _LEAST_FLUSH_SHARE = 0.5, 0.5
_RAGGED_FILL_SHARE, _RAGGED_FLUSH_SHARE = 0.4, 0.4
"""How much of its column a row fills on average, and how many rows begin where others do."""
_FEW_CROSS_SHARE = 0.34
"""Where no more rows than this cross a strip, what is beside it may be more ragged."""
_OUTLIERS_SHARE = 0.1
"""The share of lines that may run into the gap between columns."""
_MOST_STRIPS_COUNT = 3
_LABEL = re.compile(r"[\[(]?(\d{1,3})[\]).]{0,2}")
_LABEL_SIZES = 4.0
"""How far from the text behind it a label ends at most."""
_FEWEST_LABELS = 3
_ASCENT_SIZES, _DESCENT_SIZES = 0.7, 0.2
_MIDDLE_SIZES = 0.25
"""How high the middle of small letters is."""

Gutter: TypeAlias = tuple[float, float]
"""The left and the right edge of the strip between two columns."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a row that stand together."""

    left: float
    right: float
    words: tuple[Word, ...]


_Row = list[Segment]


def find_gutter(words: Sequence[Word]) -> Gutter | None:
    """Find the white strip that most rows leave free; None if it does not part columns.

    A strip that more rows leave free, as that behind the numbers of a list, may be none.
    """
    if not words:
        return None
    size = median(word.size for word in words)
    ordered = sorted(words, key=lambda word: word.y)
    largest = max(word.size for word in words)
    rows = [_scan(ordered, y, size, largest) for y in _baselines(words, size)]
    gaps = [(before.right, after.left) for row in rows for before, after in pairwise(row)]
    for attempt in range(_MOST_STRIPS_COUNT):
        strip = _most_covered(gaps)
        if strip is None:
            return None
        middle = (strip[0] + strip[1]) / 2
        gutter = _gutter_around(rows, middle, size, is_first=attempt == 0)
        if gutter is not None:
            return _before_labels(words, gutter, size)
        gaps = [gap for gap in gaps if not gap[0] < middle < gap[1]]
    return None


def _before_labels(words: Sequence[Word], gutter: Gutter, size: float) -> Gutter:
    """Return the strip left of the labels that a column of a bibliography or a list begins with.

    The space behind labels may be wider than that between the columns. They count up in ones,
    as the cells of a table beside the strip do not.
    """
    near = gutter[1] - _LABEL_SIZES * size
    labels = sorted(
        (w for w in words if near < w.right <= gutter[1] and _LABEL.fullmatch(w.text)),
        key=lambda word: word.y,
    )
    numbers = [int(_LABEL.sub(r"\1", label.text)) for label in labels]
    if len(labels) < _FEWEST_LABELS or any(b - a != 1 for a, b in pairwise(numbers)):
        return gutter
    edge = min(label.left for label in labels)
    left = [word.right for word in words if word.right <= edge]
    crossing = sum(word.left < edge < word.right for word in words if word.right <= gutter[1])
    return gutter if not left or crossing else (max(left), edge)


def _gutter_around(
    rows: Sequence[_Row], middle: float, size: float, *, is_first: bool
) -> Gutter | None:
    """Return the strip between the columns on both sides of `middle`; None if there are none.

    One that is not the first, which most rows leave free, may be crossed by few rows only.
    """
    crosses = [_crosses_at(row, middle) for row in rows]
    is_free = crosses.count(True) <= _FEW_CROSS_SHARE * len(rows)
    if not (is_free or is_first) or _longest_run(crosses) < _FEWEST_ROWS_BESIDE:
        return None
    pairs = [pair for row in rows if (pair := _around(row, middle)) is not None]
    if len(pairs) < max(_FEWEST_ROWS_BESIDE, _FEWEST_ROWS_SHARE * len(rows)):
        return None
    if not _are_columns(pairs, size, is_free=is_free):
        return None
    outliers = int(_OUTLIERS_SHARE * len(pairs))
    ends = sorted((left.right for left, _ in pairs), reverse=True)
    starts = sorted(right.left for _, right in pairs)
    return ends[outliers], starts[outliers]


def _baselines(words: Sequence[Word], size: float) -> list[float]:
    baselines: list[float] = []
    for y in sorted(word.y for word in words):
        if not baselines or y - baselines[-1] > SAME_ROW_SIZES * size:
            baselines.append(y)
    return baselines


def _scan(words: Sequence[Word], y: float, size: float, largest: float) -> _Row:
    """Return what a horizontal line through the small letters over `y` meets.

    `words` come from top to bottom, none of them in larger type than `largest`.
    """
    level = y - _MIDDLE_SIZES * size
    first = bisect_left(words, level - _DESCENT_SIZES * largest, key=_baseline)
    last = bisect_right(words, level + _ASCENT_SIZES * largest, key=_baseline)
    near = words[first:last]
    met = [
        w for w in near if w.y - _ASCENT_SIZES * w.size <= level <= w.y + _DESCENT_SIZES * w.size
    ]
    return close_up(sorted(met, key=lambda word: word.left), size)


def _baseline(word: Word) -> float:
    return word.y


def close_up(words: Sequence[Word], size: float) -> list[Segment]:
    """Put the words of a row that are near one another together; they come from left to right."""
    segments: _Row = []
    own: list[Word] = []
    right = 0.0
    for word in words:
        if own:
            unit = max(size, min(word.size, own[-1].size))
            if word.left - right < CLOSED_SIZES * unit:
                own.append(word)
                right = max(right, word.right)
                continue
            segments.append(Segment(own[0].left, right, tuple(own)))
        own, right = [word], word.right
    if own:
        segments.append(Segment(own[0].left, right, tuple(own)))
    return segments


def _most_covered(gaps: Sequence[tuple[float, float]]) -> Gutter | None:
    """Return the stretch that lies in the most gaps."""
    if len(gaps) < _FEWEST_ROWS_BESIDE:
        return None
    events = sorted([(left, 0) for left, _ in gaps] + [(right, 1) for _, right in gaps])
    depth, deepest, best = 0, 0, None
    for place, (x, closes) in enumerate(events):
        depth += -1 if closes else 1
        if not closes and depth > deepest:
            deepest, best = depth, (x, events[place + 1][0])
    return best


def _around(row: _Row, middle: float) -> tuple[Segment, Segment] | None:
    """Return the segments of a row on both sides of `middle`, joined each; None if one crosses."""
    left = [segment for segment in row if segment.right <= middle]
    right = [segment for segment in row if segment.left >= middle]
    if not left or not right or len(left) + len(right) < len(row):
        return None
    return _join(left), _join(right)


def _join(segments: Sequence[Segment]) -> Segment:
    words = tuple(word for segment in segments for word in segment.words)
    return Segment(segments[0].left, segments[-1].right, words)


def _crosses_at(row: _Row, middle: float) -> bool | None:
    """Whether a segment of a row runs over `middle`; None if the row has but one side."""
    if any(segment.left < middle < segment.right for segment in row):
        return True
    sides = {segment.left > middle for segment in row}
    return False if len(sides) > 1 else None


def _longest_run(crossing: Sequence[bool | None]) -> int:
    """Count the rows in a row with both sides that none crosses: wide spaces make short runs."""
    longest = run = 0
    for crosses in crossing:
        run = 0 if crosses else run + (crosses is False)
        longest = max(longest, run)
    return longest


def _are_columns(pairs: Sequence[tuple[Segment, Segment]], size: float, *, is_free: bool) -> bool:
    """Whether what stands on both sides is running text and not cells of a table.

    `is_free` says that few rows of the page cross the strip between them.
    """
    least_fill = _RAGGED_FILL_SHARE if is_free else _LEAST_FILL_SHARE
    for side in zip(*pairs, strict=True):
        left, right = min(s.left for s in side), max(s.right for s in side)
        if right - left < _NARROWEST_SIZES * size:
            return False
        if fmean((s.right - s.left) / (right - left) for s in side) < least_fill:
            return False
        if fmean(len(s.words) for s in side) < _LEAST_WORDS_OF_ROW:
            return False
    starts = [right.left for _, right in pairs]
    return _share_flush(starts) >= (_RAGGED_FLUSH_SHARE if is_free else _LEAST_FLUSH_SHARE)


def _share_flush(starts: Sequence[float]) -> float:
    """Return the share of lines that begin at one place, and not where wide spaces happen to be."""
    most = max(sum(abs(start - other) < _FLUSH_POINTS for other in starts) for start in starts)
    return most / len(starts)
