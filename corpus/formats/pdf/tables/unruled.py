"""Tables without rules: rows of cells below a caption, as far as they follow one another."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.lines.gutters import Gutter, find_gutter
from corpus.formats.pdf.tables.regions import Region, is_prose, rows_of
from corpus.formats.pdf.tables.segments import segments_of
from corpus.formats.pdf.values import Word

_CAPTION = re.compile(
    r"(?i:table|tab\.|tabelle|tableau|tabla|tabela|cuadro)\s*(?:[A-Z]?\.?\d+|[IVX]+)\b"
)
_CAPTION_WORD = re.compile(r"(?i:table|tab\.|tabelle|tableau|tabla|tabela|cuadro)")
_WORDS_OF_TEXT = 5
"""Words without a wide gap between them that are no cell."""
_WIDE_GAP_SIZES = 1.2
"""A gap from which words are surely of two cells."""
_FEWEST_ROWS = 3
_MOST_CAPTION_LINES = 4
_MOST_BETWEEN = 1
"""Lines with one cell that may stand between rows: titles, and what goes on in a first cell."""
_FARTHEST_TIMES = 2.2
"""How much farther apart than the nearest rows two rows of a table may be."""


def find_unruled_regions(words: Sequence[Word]) -> Iterator[Region]:
    """Return the rows of cells that follow captions of tables."""
    if not any(_CAPTION_WORD.fullmatch(word.text) for word in words):
        return
    for rows in _sides(words):
        for place, row in enumerate(rows):
            if _CAPTION.match(" ".join(word.text for word in row[:2])):
                below = _rows_below(rows, place)
                if len(below) >= _FEWEST_ROWS and not is_prose(below):
                    yield Region(tuple(below), ())


def _sides(words: Sequence[Word]) -> Iterator[Sequence[Sequence[Word]]]:
    """Return the rows of each column of text, then those over the whole page."""
    rows = rows_of(words)
    gutter = find_gutter(words)
    if gutter is not None and _have_columns(rows, gutter):
        yield rows_of([word for word in words if word.right <= gutter[1]])
        yield rows_of([word for word in words if word.left >= gutter[0]])
    yield rows


def _have_columns(rows: Sequence[Sequence[Word]], gutter: Gutter) -> bool:
    """Whether lines of text, and not only cells, stand on both sides of a gutter."""
    beside = 0
    for row in rows:
        long = [one for one in segments_of(row) if len(one.words) >= _WORDS_OF_TEXT]
        left = any(one.right <= gutter[1] for one in long)
        beside += left and any(one.left >= gutter[0] for one in long)
    return beside >= _FEWEST_ROWS


def _rows_below(rows: Sequence[Sequence[Word]], caption: int) -> list[tuple[Word, ...]]:
    """Return the rows of cells behind a caption and the lines that it goes on with."""
    start = caption + 1
    last = start + _MOST_CAPTION_LINES
    while start < min(last, len(rows)) and not _has_cells(rows[start]):
        start += 1
    if start >= len(rows) or not _has_cells(rows[start]):
        return []
    found, alone = [tuple(rows[start])], 0
    nearest = _nearest(rows[start : start + _FEWEST_ROWS + 2])
    for before, row in pairwise(rows[start:]):
        alone = 0 if _has_cells(row) else alone + 1
        if alone > _MOST_BETWEEN or row[0].y - before[0].y > _FARTHEST_TIMES * nearest:
            break
        found.append(tuple(row))
    while found and not _has_cells(found[-1]):
        found.pop()
    return found


def _nearest(rows: Sequence[Sequence[Word]]) -> float:
    return min((after[0].y - row[0].y for row, after in pairwise(rows)), default=0.0)


def _has_cells(row: Sequence[Word]) -> bool:
    """Whether a row is parted by a gap too wide to be one between words."""
    return len(segments_of(row, gap_sizes=_WIDE_GAP_SIZES)) > 1
