"""Blocks of a page that stand over one another, told before its columns are.

White bands over the whole width part a page as the cuts of Nagy and Seth do (1984), with what
is drawn in them, but only where its columns end at them: where the strip between the columns is
another one below, where a picture or a rule lies over it, where a band is wider than that strip.
A frame over several columns holds a block of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.lines.gutters import SAME_ROW_SIZES, Gutter, close_up, find_gutter
from corpus.formats.pdf.lines.print_lines import rows_by_baseline
from corpus.formats.pdf.values import Area, Word

_ASCENT_SIZES, _DESCENT_SIZES = 0.7, 0.2
_LEAST_BAND_SIZES = 0.8
"""White space between rows, in sizes of type, that may end a block: more than between lines."""
_BARE_BAND_SIZES, _BARE_BAND_TIMES = 2.0, 1.5
"""The height of a band with nothing in it that ends columns: in sizes of type, and to the strip
between these."""
_FEWEST_ROWS = 5
_FEWEST_ROWS_BESIDE = 3
"""Rows of a block that show where its columns are, and that show that it keeps to known ones."""
_MOST_CROSSING_SHARE, _LEAST_CROSSING_SHARE = 0.2, 0.5
"""How many rows of a block run over the strip between columns that it has, and has not."""
_SAME_TYPE_POINTS = 0.6
_LEAST_RULE_SHARE = 0.8
"""How much of the width of the text a rule takes that parts it."""
_THINNEST_PICTURE_POINTS = 10.0
_LEAST_IN_BAND_SHARE, _BESIDE_BAND_POINTS = 0.3, 2.0
_LEAST_FILL_SHARE, _LEAST_LETTERED_SHARE, _FEWEST_LETTERS = 0.7, 0.8, 25
"""How much of the width of a frame the lines of a text in it take, how many of their words have
letters, and how many letters a line has."""
_ENDS = frozenset(".!?:;)]”’\"'»*")

_Row = list[Word]


@dataclass(frozen=True, slots=True)
class _Strip:
    """Rows that no white band parts; `above` is the height of the band over them."""

    rows: tuple[_Row, ...]
    above: float

    @property
    def words(self) -> list[Word]:
        return [word for row in self.rows for word in row]

    @property
    def top(self) -> float:
        return min(map(_top_of, self.rows[0]))

    @property
    def bottom(self) -> float:
        return max(map(_bottom_of, self.rows[-1]))

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)


def split_into_blocks(
    words: Sequence[Word], gutter: Gutter, drawn: Sequence[Area]
) -> list[list[Word]]:
    """Part words, most of which leave `gutter` free, into blocks from top to bottom."""
    for frame in drawn:
        parts = _split_at_frame(words, gutter, frame)
        if len(parts) > 1:
            return parts
    size = median(word.size for word in words)
    strips = list(_strips(rows_by_baseline(words, lambda *_: SAME_ROW_SIZES * size), size))
    if len(strips) < 2:  # noqa: PLR2004 - nothing to part
        return [list(words)]
    kept = [_keeps_to(strip, gutter) for strip in strips]
    cuts = set(_cuts_at_bands(strips, kept, words, gutter, drawn))
    cuts.update(_cuts_at_other_columns(strips, kept, gutter))
    blocks: list[list[Word]] = [[]]
    for place, strip in enumerate(strips):
        if place in cuts:
            blocks.append([])
        blocks[-1] += strip.words
    return blocks


def _split_at_frame(words: Sequence[Word], gutter: Gutter, frame: Area) -> list[list[Word]]:
    """Return what is above a frame with text over both columns, in it, and below it."""
    is_frame = frame.is_whole and frame.spans(gutter)
    if not is_frame or frame.bottom - frame.top < _THINNEST_PICTURE_POINTS:
        return []
    inside = [word for word in words if frame.holds((word.left + word.right) / 2, _middle(word))]
    above = [word for word in words if word.y <= frame.top]
    below = [word for word in words if _middle(word) >= frame.bottom]
    if len(above) + len(inside) + len(below) < len(words) or not _is_text_in(inside, frame):
        return []
    parts = [part for part in (above, inside, below) if part]
    # A box has room around it; what is drawn under lines that follow one another frames none.
    return parts if all(_are_apart(*pair) for pair in pairwise(parts)) else []


def _are_apart(upper: Sequence[Word], lower: Sequence[Word]) -> bool:
    white = min(map(_top_of, lower)) - max(map(_bottom_of, upper))
    return white > _LEAST_BAND_SIZES * median(word.size for word in lower)


def _is_text_in(words: Sequence[Word], frame: Area) -> bool:
    """Whether words are lines of text that fill a frame, and not those of a figure."""
    rows = rows_by_baseline(words, lambda word, _: SAME_ROW_SIZES * word.size)
    if len(rows) < _FEWEST_ROWS_BESIDE or any(
        word.left < frame.left or frame.right < word.right for word in words
    ):
        return False
    letters = sum(len(word.text) for word in words)
    if not _have_letters(words) or letters < _FEWEST_LETTERS * len(rows):
        return False
    filled = [max(w.right for w in row) - min(w.left for w in row) for row in rows]
    return median(filled) > _LEAST_FILL_SHARE * (frame.right - frame.left)


def _have_letters(words: Sequence[Word]) -> bool:
    lettered = sum(any(map(str.isalpha, word.text)) for word in words)
    return lettered >= _LEAST_LETTERED_SHARE * len(words)


def _strips(rows: Sequence[_Row], size: float) -> Iterator[_Strip]:
    own, above = [rows[0]], 0.0
    bottom = max(map(_bottom_of, rows[0]))
    for row in rows[1:]:
        white = min(map(_top_of, row)) - bottom
        if white > _LEAST_BAND_SIZES * size:
            yield _Strip(tuple(own), above)
            own, above = [], white
        own.append(row)
        bottom = max(bottom, *map(_bottom_of, row))
    yield _Strip(tuple(own), above)


def _cuts_at_other_columns(
    strips: Sequence[_Strip], kept: Sequence[bool], usual: Gutter
) -> Iterator[int]:
    """Return the strips that begin other columns, or what is over these, as their title.

    Those that keep to the `usual` gutter have it.
    """
    if all(kept):
        return
    last: tuple[int, Gutter] | None = None
    for place, strip in enumerate(strips):
        gutter = usual if kept[place] else None
        if gutter is None and len(strip.rows) >= _FEWEST_ROWS:
            gutter = find_gutter(strip.words)
        if gutter is None:
            continue
        if (
            last is not None
            and gutter != last[1]
            and (
                _crossing(strip, last[1]) > _LEAST_CROSSING_SHARE
                or _crossing(strips[last[0]], gutter) > _LEAST_CROSSING_SHARE
            )
        ):
            yield last[0] + 1
        last = place, gutter


def _cuts_at_bands(
    strips: Sequence[_Strip],
    kept: Sequence[bool],
    words: Sequence[Word],
    gutter: Gutter,
    drawn: Sequence[Area],
) -> Iterator[int]:
    """Return the strips before which the same columns end and begin anew."""
    width = max(word.right for word in words) - min(word.left for word in words)
    for place, (upper, lower) in enumerate(pairwise(strips), start=1):
        if not (kept[place - 1] and kept[place]):
            continue
        if abs(upper.size - lower.size) > _SAME_TYPE_POINTS:
            continue
        between = [area for area in drawn if _is_in_band(area, upper.bottom, lower.top)]
        # What words stand upon, as the picture of a scanned page, parts nothing.
        spanning = [
            area
            for area in between
            if area.spans(gutter)
            and upper.bottom - _BESIDE_BAND_POINTS < area.top
            and area.bottom < lower.top + _BESIDE_BAND_POINTS
        ]
        if any(area.right - area.left >= _LEAST_RULE_SHARE * width for area in spanning):
            yield place
        elif _flows_down(upper, lower, gutter):
            continue
        elif spanning or (not between and _is_wide(lower.above, lower.size, gutter)):
            yield place


def _is_wide(height: float, size: float, gutter: Gutter) -> bool:
    return height > max(_BARE_BAND_TIMES * (gutter[1] - gutter[0]), _BARE_BAND_SIZES * size)


def _is_in_band(area: Area, top: float, bottom: float) -> bool:
    """Whether something is drawn between two heights: all of it, or in much of the band."""
    if top <= area.top and area.bottom <= bottom:
        return True
    common = min(area.bottom, bottom) - max(area.top, top)
    return common > _LEAST_IN_BAND_SHARE * (bottom - top)


def _keeps_to(strip: _Strip, gutter: Gutter) -> bool:
    """Whether text stands on both sides of a gutter, and hardly any over it."""
    if not _have_letters(strip.words):
        return False
    middle = (gutter[0] + gutter[1]) / 2
    left = sum(any(word.right <= middle for word in row) for row in strip.rows)
    right = sum(any(word.left >= middle for word in row) for row in strip.rows)
    is_beside = min(left, right) >= _FEWEST_ROWS_BESIDE
    return is_beside and _crossing(strip, gutter) <= _MOST_CROSSING_SHARE


def _crossing(strip: _Strip, gutter: Gutter) -> float:
    """Return the share of rows that run over the middle of a gutter."""
    middle = (gutter[0] + gutter[1]) / 2
    crossing = 0
    for row in strip.rows:
        ordered = sorted(row, key=lambda word: word.left)
        segments = close_up(ordered, min(strip.size, row[0].size))
        crossing += any(one.left < middle - 1 and one.right > middle + 1 for one in segments)
    return crossing / len(strip.rows)


def _flows_down(upper: _Strip, lower: _Strip, gutter: Gutter) -> bool:
    """Whether a sentence goes on below a band, or from the foot of the page in the next column."""
    left, right = _sides(upper, gutter)
    left_below, right_below = _sides(lower, gutter)
    down = _goes_on(left, left_below) or _goes_on(right, right_below)
    across = _goes_on(left, right) or _goes_on(left_below, right_below)
    return (down or _goes_on(left_below, right)) and not (across or _goes_on(right, left_below))


def _sides(strip: _Strip, gutter: Gutter) -> tuple[list[Word], list[Word]]:
    middle = (gutter[0] + gutter[1]) / 2
    ordered = sorted(strip.words, key=lambda word: (round(word.y), word.left))
    left = [word for word in ordered if word.left < middle]
    return left, [word for word in ordered if word.left >= middle]


def _goes_on(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a text ends within a sentence that another one may go on with."""
    return before[-1].text[-1] not in _ENDS and after[0].text[0].islower()


def _top_of(word: Word) -> float:
    return word.y - _ASCENT_SIZES * word.size


def _bottom_of(word: Word) -> float:
    return word.y + _DESCENT_SIZES * word.size


def _middle(word: Word) -> float:
    return word.y - 0.3 * word.size
