"""The abstract beside a narrow column that names dates and keywords, above the paper's text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.lines.gutters import CLOSED_SIZES, SAME_ROW_SIZES
from corpus.formats.pdf.values import Word

ABSTRACT = r"abstract|summary|zusammenfassung|r[ée]sum[ée]|resumen|riassunto|resumo"
"""The titles of abstracts, as an expression that ignores case."""
_TITLE = re.compile(ABSTRACT, re.IGNORECASE)
_TITLES_APART_SIZES = 2.0
"""The space between the titles of both columns, in sizes of type, is wider than this."""
_BOX_ROWS = 3
_GAP_TIMES = 2.0
"""A gap over both columns that is wider than this, in usual distances, ends them."""

_Row = list[Word]


def split_at_abstract(words: Sequence[Word]) -> list[Sequence[Word]] | None:
    """Return what is above both columns, the left one, the right one, and what is below them.

    None if no title of an abstract has something beside it, and lines below on both sides.
    """
    rows = _rows(words)
    for place, row in enumerate(rows):
        edge = _edge_beside_title(row)
        if edge is None:
            continue
        end = _end_of_box(rows, place, edge)
        box = [word for row in rows[place:end] for word in row]
        left = [word for word in box if word.left < edge]
        right = [word for word in box if word.left >= edge]
        if min(len(_rows(left)), len(_rows(right))) >= _BOX_ROWS:
            above = [word for row in rows[:place] for word in row]
            return [above, left, right, [word for row in rows[end:] for word in row]]
    return None


def _edge_beside_title(row: _Row) -> float | None:
    """Return where the right one of two titles begins, if one of them is that of an abstract."""
    gaps = [
        place
        for place in range(1, len(row))
        if row[place].left - row[place - 1].right > _TITLES_APART_SIZES * row[place].size
    ]
    if len(gaps) != 1:
        return None
    titles = ("".join(word.text for word in part) for part in (row[: gaps[0]], row[gaps[0] :]))
    return row[gaps[0]].left - 1 if any(_TITLE.fullmatch(title) for title in titles) else None


def _end_of_box(rows: Sequence[_Row], place: int, edge: float) -> int:
    """Return the position behind the last row before text over the edge, or a wide gap."""
    ys = [row[0].y for row in rows]
    end = place + 1
    while end < len(rows) and not _crosses(rows[end], edge):
        steps = [below - y for y, below in pairwise(ys[place:end])]
        if len(steps) >= _BOX_ROWS and ys[end] - ys[end - 1] > _GAP_TIMES * median(steps):
            break
        end += 1
    return end


def _rows(words: Sequence[Word]) -> list[_Row]:
    rows: list[_Row] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1][0].y <= SAME_ROW_SIZES * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _crosses(row: _Row, edge: float) -> bool:
    """Whether words stand over an edge, or too close on both its sides."""
    left = max((word.right for word in row if word.left < edge), default=None)
    right = min((word.left for word in row if word.left >= edge), default=None)
    if left is None:
        return False
    return left > edge or (right is not None and right - left < CLOSED_SIZES * row[0].size)
