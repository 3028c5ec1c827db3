"""The lines of print of all pages, column by column, with the measures of their columns."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.lines.abstract_boxes import split_at_abstract
from corpus.formats.pdf.lines.columns import split_into_columns
from corpus.formats.pdf.lines.gutters import Gutter, find_gutter
from corpus.formats.pdf.lines.print_lines import make_lines
from corpus.formats.pdf.values import Area, Furniture, PrintLine, Word

_SAME_EDGE_POINTS = 2.0
_ENOUGH_LINES_SHARE, _MOST_BEYOND_SHARE = 0.12, 0.5
"""How near ends of lines are to be one edge, and which share of the lines ends there;
where more go beyond, lines of ragged text end at one place by chance."""
_SAME_COLUMN_SIZES = 3
"""Columns over one another whose edges are nearer than this are one."""
_FEWEST_PAGES_WITH_SIDES = 3
_FIRST_PAGES = 2
"""The abstract is on one of so many; a cover may be before it."""
_FEW_LINES = 2
"""So few lines may all be short, and not show how wide their column is."""


def lay_out(
    furniture: Sequence[Furniture], drawn: Sequence[Sequence[Area]]
) -> list[list[PrintLine]]:
    """Return the lines of each page, on which something is drawn, in reading order."""
    gutters = [find_gutter(page.words) for page in furniture]
    known = _usual(gutters)
    pages = []
    for index, page in enumerate(furniture):
        parts = split_at_abstract(page.words) if index < _FIRST_PAGES else None
        columns = [
            column
            for part in parts or [page.words]
            for column in split_into_columns(part, known=known[index % 2], drawn=drawn[index])
        ]
        pages.append(_number(columns, index))
    _set_edges(pages)
    return pages


def _usual(gutters: Sequence[Gutter | None]) -> tuple[Gutter | None, Gutter | None]:
    """Return the gap between columns of even and odd pages where most pages have one."""
    usual: list[Gutter | None] = []
    for parity in (0, 1):
        own = gutters[parity::2] if len(gutters) >= _FEWEST_PAGES_WITH_SIDES else gutters
        found = [gutter for gutter in own if gutter]
        enough = found and 2 * len(found) >= len(own)
        usual.append((median(g[0] for g in found), median(g[1] for g in found)) if enough else None)
    return usual[0] or usual[1], usual[1] or usual[0]


def _number(columns: Sequence[Sequence[Word]], index: int) -> list[PrintLine]:
    lines: list[PrintLine] = []
    for column, words in enumerate(columns):
        made = make_lines(words, index)
        for before, line in pairwise(made):
            line.gap = line.y - before.y
        for line in made:
            line.column = column
        lines += made
    return lines


def _set_edges(pages: Sequence[Sequence[PrintLine]]) -> None:
    """Bound each line by the edges of the text around it.

    Columns of a page that stand over one another, such as those above and below a
    figure, have the same edges.
    """
    for lines in pages:
        columns: defaultdict[int, list[PrintLine]] = defaultdict(list)
        for line in lines:
            columns[line.column].append(line)
        for group in _stacked(list(columns.values())):
            left = _edge([line.left for line in group], least=True)
            right = _edge([line.right for line in group], least=False)
            for line in group:
                line.edge_left, line.edge_right = left, right


def _stacked(columns: Sequence[list[PrintLine]]) -> list[list[PrintLine]]:
    """Put columns that have nearly the same left and right edge together."""
    groups: list[list[PrintLine]] = []
    for column in columns:
        left, right = min(ln.left for ln in column), max(ln.right for ln in column)
        for group in groups:
            near = _SAME_COLUMN_SIZES * group[0].size
            group_right = max(ln.right for ln in group)
            if abs(min(ln.left for ln in group) - left) < near and (
                abs(group_right - right) < near
                or (right < group_right and len(column) <= _FEW_LINES)
            ):
                group.extend(column)
                break
        else:
            groups.append(list(column))
    return groups


def _edge(ends: Sequence[float], *, least: bool) -> float:
    """Return the outermost place at which several lines end, unless many go beyond it."""
    counts = Counter(round(end / _SAME_EDGE_POINTS) for end in ends)
    enough = max(2, _ENOUGH_LINES_SHARE * len(ends))
    usual = [
        end
        for end in ends
        if sum(counts[round(end / _SAME_EDGE_POINTS) + shift] for shift in (-1, 0, 1)) >= enough
    ]
    outermost = min if least else max
    edge = outermost(usual or ends)
    beyond = sum((edge - end if least else end - edge) > _SAME_EDGE_POINTS for end in ends)
    return outermost(ends) if beyond > _MOST_BEYOND_SHARE * len(ends) else edge
