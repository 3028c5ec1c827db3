"""The columns of a page, told by the white space between them, and the order to read them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from corpus.readers.pdf.values import Word

_CLOSED = 0.6
"""Words nearer than this, in sizes of type, are of one line."""
_FEWEST_ROWS = 5
_FEWEST_SHARE = 0.12
_NARROWEST = 8.0
"""The least width of a column, in sizes of type."""
_LEAST_FILL = 0.5
_LEAST_WORDS = 2.5
_FLUSH, _LEAST_FLUSH = 0.6, 0.5
_MOST_COLUMNS = 4
_ASCENT, _DESCENT = 0.7, 0.2


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words of a row that stand together."""

    left: float
    right: float
    words: tuple[Word, ...]


_Row = list[_Segment]


_Gutter = tuple[float, float]


def split_into_columns(
    words: Sequence[Word], *, known: _Gutter | None = None, depth: int = 0
) -> list[list[Word]]:
    """Give the words of each column in reading order.

    Rows of print that run over the gap between columns part the page into bands, which
    are read one after another, and each of them column by column. `known` is the gap of
    other pages, for a page that has too little on it to show its own.
    """
    if not words:
        return []
    gutter = find_gutter(words) if depth < _MOST_COLUMNS else None
    if gutter is None and known is not None and _leaves_free(words, known):
        gutter = known
    if gutter is None:
        return [list(words)]
    columns: list[list[Word]] = []
    for spanning, band in _bands(words, gutter):
        if spanning:
            columns.append(band)
            continue
        left = [word for word in band if word.right <= gutter[1]]
        right = [word for word in band if word.right > gutter[1]]
        columns += split_into_columns(left, depth=depth + 1)
        columns += split_into_columns(right, depth=depth + 1)
    return columns


def find_gutter(words: Sequence[Word]) -> _Gutter | None:
    """Find the white strip that most rows leave free; None if it does not part columns."""
    if not words:
        return None
    size = median(word.size for word in words)
    rows = [_scan(words, y, size) for y in _baselines(words, size)]
    gaps = [(before.right, after.left) for row in rows for before, after in pairwise(row)]
    strip = _most_covered(gaps)
    if strip is None:
        return None
    middle = (strip[0] + strip[1]) / 2
    found = [_around(row, middle) for row in rows]
    pairs = [pair for pair in found if pair is not None]
    if len(pairs) < max(_FEWEST_ROWS, _FEWEST_SHARE * len(rows)):
        return None
    if _longest_run([_crosses_at(row, middle) for row in rows]) < _FEWEST_ROWS:
        return None
    return strip if _are_columns(pairs, size) else None


def _leaves_free(words: Sequence[Word], gutter: _Gutter) -> bool:
    """Tell whether most rows leave a strip free, and some stand on each side of it."""
    size = median(word.size for word in words)
    rows = _rows(words, size)
    crossing = sum(_crosses(row, gutter, size) for row in rows)
    right = sum(word.left >= gutter[0] for word in words)
    return 2 * crossing < len(rows) and 0 < right < len(words)


def _baselines(words: Sequence[Word], size: float) -> list[float]:
    baselines: list[float] = []
    for y in sorted(word.y for word in words):
        if not baselines or y - baselines[-1] > 0.4 * size:
            baselines.append(y)
    return baselines


def _scan(words: Sequence[Word], y: float, size: float) -> _Row:
    """Give what a horizontal line through the small letters over `y` meets."""
    level = y - 0.25 * size
    met = [w for w in words if w.y - _ASCENT * w.size <= level <= w.y + _DESCENT * w.size]
    return _close(sorted(met, key=lambda word: word.left), size)


def _close(words: Sequence[Word], size: float) -> _Row:
    segments: _Row = []
    for word in words:
        last = segments[-1] if segments else None
        if last and word.left - last.right < _CLOSED * size:
            right = max(last.right, word.right)
            segments[-1] = _Segment(last.left, right, (*last.words, word))
        else:
            segments.append(_Segment(word.left, word.right, (word,)))
    return segments


def _most_covered(gaps: Sequence[tuple[float, float]]) -> _Gutter | None:
    """Give the stretch that lies in the most gaps."""
    if len(gaps) < _FEWEST_ROWS:
        return None
    events = sorted([(left, 0) for left, _ in gaps] + [(right, 1) for _, right in gaps])
    depth, deepest, best = 0, 0, None
    for place, (x, closes) in enumerate(events):
        depth += -1 if closes else 1
        if not closes and depth > deepest:
            deepest, best = depth, (x, events[place + 1][0])
    return best


def _around(row: _Row, middle: float) -> tuple[_Segment, _Segment] | None:
    """Give the segments of a row on both sides of `middle`, joined each; None if one crosses."""
    left = [segment for segment in row if segment.right <= middle]
    right = [segment for segment in row if segment.left >= middle]
    if not left or not right or len(left) + len(right) < len(row):
        return None
    return _join(left), _join(right)


def _join(segments: Sequence[_Segment]) -> _Segment:
    words = tuple(word for segment in segments for word in segment.words)
    return _Segment(segments[0].left, segments[-1].right, words)


def _crosses_at(row: _Row, middle: float) -> bool | None:
    """Tell whether a segment of a row runs over `middle`; None if the row has but one side."""
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


def _are_columns(pairs: Sequence[tuple[_Segment, _Segment]], size: float) -> bool:
    """Tell whether what stands on both sides is running text and not cells of a table."""
    for side in zip(*pairs, strict=True):
        left, right = min(s.left for s in side), max(s.right for s in side)
        if right - left < _NARROWEST * size:
            return False
        if fmean((s.right - s.left) / (right - left) for s in side) < _LEAST_FILL:
            return False
        if fmean(len(s.words) for s in side) < _LEAST_WORDS:
            return False
    return _are_flush([right.left for _, right in pairs])


def _are_flush(starts: Sequence[float]) -> bool:
    """Tell whether lines begin at one place, and not where wide spaces happen to be."""
    most = max(sum(abs(start - other) < _FLUSH for other in starts) for start in starts)
    return most >= _LEAST_FLUSH * len(starts)


def _bands(words: Sequence[Word], gutter: _Gutter) -> list[tuple[bool, list[Word]]]:
    """Part the rows from top to bottom into those that cross the gutter and those that do not."""
    size = median(word.size for word in words)
    rows = _rows(words, size)
    crossing = [_crosses(row, gutter, size) for row in rows]
    for place in range(1, len(rows) - 1):
        # A wide space may stand over the gutter by chance.
        near = rows[place + 1][0].y - rows[place - 1][0].y < 3 * size
        crossing[place] |= near and crossing[place - 1] and crossing[place + 1]
    bands: list[tuple[bool, list[Word]]] = []
    for crosses, row in zip(crossing, rows, strict=True):
        if bands and bands[-1][0] == crosses:
            bands[-1][1].extend(row)
        else:
            bands.append((crosses, list(row)))
    return bands


def _rows(words: Sequence[Word], size: float) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1][0].y <= 0.4 * size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _crosses(row: Sequence[Word], gutter: _Gutter, size: float) -> bool:
    segments = _close(sorted(row, key=lambda word: word.left), min(size, row[0].size))
    middle = (gutter[0] + gutter[1]) / 2
    return any(s.left < middle - 1 and s.right > middle + 1 for s in segments)
