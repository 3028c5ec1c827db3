"""The columns of a page, told by the white space between them, and the order to read them in."""

import math
from collections.abc import Sequence
from statistics import median

from corpus.formats.pdf.lines.blocks import split_into_blocks
from corpus.formats.pdf.lines.gutters import SAME_ROW_SIZES, Gutter, close_up, find_gutter
from corpus.formats.pdf.lines.print_lines import rows_by_baseline
from corpus.formats.pdf.values import Area, Word

_MOST_SPLITS_COUNT = 4
"""How often columns are parted into columns again."""
_RAISED_SIZES = 0.6
"""A row nearer than this to the one below holds the raised markers of that."""
_NEIGHBOURS_SIZES = 3
"""Two rows with one between them are nearer to one another than this."""
_BLOCK_GAP_SIZES = 1.8
"""A gap above a row that is wider than this ends the block above it."""


def split_into_columns(
    words: Sequence[Word],
    *,
    known: Gutter | None = None,
    drawn: Sequence[Area] = (),
    depth: int = 0,
) -> list[list[Word]]:
    """Return the words of each column in reading order.

    Blocks of unlike columns are read one after another. Within one, rows of print that run over
    the gap between columns part it into bands, each of which is read column by column. `known` is
    the gap of other pages, for a page that has too little on it to show its own; `drawn` is what
    may part blocks.
    """
    if not words:
        return []
    gutter = find_gutter(words) if depth < _MOST_SPLITS_COUNT else None
    if gutter is None and known is not None and _leaves_free(words, known):
        gutter = known
    if gutter is None:
        return [list(words)]
    blocks = split_into_blocks(words, gutter, drawn)
    if len(blocks) > 1:
        return [
            column
            for block in blocks
            for column in split_into_columns(block, known=known, drawn=drawn, depth=depth + 1)
        ]
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


def _leaves_free(words: Sequence[Word], gutter: Gutter) -> bool:
    """Whether most rows leave a strip free, and some stand on each side of it."""
    size = median(word.size for word in words)
    rows = _rows(words, size)
    crossing = sum(_crosses(row, gutter, size) for row in rows)
    right = sum(word.left >= gutter[0] for word in words)
    return 2 * crossing < len(rows) and 0 < right < len(words)


def _bands(words: Sequence[Word], gutter: Gutter) -> list[tuple[bool, list[Word]]]:
    """Part the rows from top to bottom into those that cross the gutter and those that do not."""
    size = median(word.size for word in words)
    rows = _rows(words, size)
    crossing = [_crosses(row, gutter, size) for row in rows]
    for place in range(len(rows) - 1):
        # Markers alone are raised over the row that they belong to.
        raised = rows[place + 1][0].y - rows[place][0].y < _RAISED_SIZES * rows[place + 1][0].size
        crossing[place] |= raised and crossing[place + 1]
    for place in range(1, len(rows) - 1):
        # A wide space may stand over the gutter by chance.
        near = rows[place + 1][0].y - rows[place - 1][0].y < _NEIGHBOURS_SIZES * size
        crossing[place] |= near and crossing[place - 1] and crossing[place + 1]
    bands: list[tuple[bool, list[Word]]] = []
    ends = _ends_of_heads(rows, crossing, gutter, size)
    for place, (crosses, row) in enumerate(zip(crossing, rows, strict=True)):
        if bands and bands[-1][0] == crosses and place not in ends:
            bands[-1][1].extend(row)
        else:
            bands.append((crosses, list(row)))
    return bands


def _ends_of_heads(
    rows: Sequence[Sequence[Word]], crossing: Sequence[bool], gutter: Gutter, size: float
) -> set[int]:
    """Return the rows that begin columns below short rows on both sides, as those of authors.

    Such rows follow one that crosses the gutter; none begins where its column does, and more
    room than before is below them.
    """
    edges = min(word.left for row in rows for word in row) + size, gutter[1] + size
    found: set[int] = set()
    for start in range(1, len(rows)):
        end = _end_of_block(rows, start, size)
        is_head = crossing[start - 1] and end < len(rows) and not any(crossing[start : end + 1])
        if is_head and all(_is_inside(row, edges, gutter) for row in rows[start:end]):
            found.add(end)
    return found


def _end_of_block(rows: Sequence[Sequence[Word]], start: int, size: float) -> int:
    """Return the position behind rows that follow one another without a wide gap."""
    end = start + 1
    while end < len(rows) and rows[end][0].y - rows[end - 1][0].y <= _BLOCK_GAP_SIZES * size:
        end += 1
    return end


def _is_inside(row: Sequence[Word], edges: tuple[float, float], gutter: Gutter) -> bool:
    """Whether a row begins farther in than both columns do."""
    left = [word.left for word in row if word.right <= gutter[1]]
    right = [word.left for word in row if word.right > gutter[1]]
    return min(left, default=math.inf) > edges[0] and min(right, default=math.inf) > edges[1]


def _rows(words: Sequence[Word], size: float) -> list[list[Word]]:
    return rows_by_baseline(words, lambda *_: SAME_ROW_SIZES * size)


def _crosses(row: Sequence[Word], gutter: Gutter, size: float) -> bool:
    segments = close_up(sorted(row, key=lambda word: word.left), min(size, row[0].size))
    middle = (gutter[0] + gutter[1]) / 2
    return any(s.left < middle - 1 and s.right > middle + 1 for s in segments)
