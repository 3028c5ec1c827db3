"""The tables of a page, taken out of its words before these become lines."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from corpus.formats.pdf.tables.columns import find_columns
from corpus.formats.pdf.tables.regions import Region, find_ruled_regions
from corpus.formats.pdf.tables.rows import TableRow, bands_of, make_rows
from corpus.formats.pdf.tables.unruled import find_unruled_regions
from corpus.formats.pdf.values import Area, Furniture, PrintedPage, Rule, Word

_FEWEST_COLUMNS = 2
_FEWEST_FILLED_ROWS = 3
_FEWEST_BODY_ROWS = 4
"""Rows below the heads from which these alone show where the columns are."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on a page: its rows, how many columns it has, and its edges."""

    rows: tuple[TableRow, ...]
    columns: int
    left: float
    right: float
    top: float
    bottom: float

    @property
    def area(self) -> Area:
        """The rectangle around it."""
        return Area(self.left, self.top, self.right, self.bottom)


def take_tables(
    furniture: Sequence[Furniture], printed: Sequence[PrintedPage]
) -> tuple[list[Furniture], list[list[PrintedTable]]]:
    """Return the pages without the words of their tables, and the tables of each."""
    left: list[Furniture] = []
    found: list[list[PrintedTable]] = []
    for page, whole in zip(furniture, printed, strict=True):
        tables: list[PrintedTable] = []
        taken: set[Word] = set()
        for region in _regions(page.words, whole.rules, taken):
            table = _table_of(region)
            if table is not None:
                tables.append(table)
                taken.update(region.words)
        found.append(sorted(tables, key=lambda table: table.top))
        kept = tuple(word for word in page.words if word not in taken)
        left.append(replace(page, words=kept) if taken else page)
    return left, found


def _regions(words: Sequence[Word], rules: Sequence[Rule], taken: Set[Word]) -> Iterator[Region]:
    """Return the regions of a page, those between rules first; `taken` grows meanwhile."""
    yield from find_ruled_regions(words, rules)
    left = [word for word in words if word not in taken]
    for region in find_unruled_regions(left):
        if taken.isdisjoint(region.words):
            yield region


def _table_of(region: Region) -> PrintedTable | None:
    """Return the table of a region; None where its words make no columns."""
    bands = bands_of(region)
    body = [row for band in bands[1:] for row in band]
    columns = find_columns(body if len(body) >= _FEWEST_BODY_ROWS else region.rows, region.size)
    rows = make_rows(bands, columns, region.partial)
    filled = sum(len(row.cells) > 1 for row in rows)
    if len(columns) < _FEWEST_COLUMNS or filled < _FEWEST_FILLED_ROWS:
        return None
    words = [word for row in region.rows for word in row]
    return PrintedTable(
        tuple(rows),
        len(columns),
        left=min(edge.left for edge in region.rules or words),
        right=max(edge.right for edge in region.rules or words),
        top=min(word.y - word.size for word in words),
        bottom=max(word.y for word in words),
    )
