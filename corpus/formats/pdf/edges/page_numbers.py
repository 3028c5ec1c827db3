"""The printed page numbers: the numbers at the edges of pages that count up with the pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median

from corpus.formats.pdf.edges.numerals import (
    Numeral,
    is_page_number_alone,
    read_bare_number,
    read_outer_numbers,
    text_of,
)
from corpus.formats.pdf.edges.rows import EdgeRow
from corpus.formats.pdf.values import PrintedPage

SAME_HEIGHT_POINTS = 5.0
"""Rows that are nearer to one another's heights than this are at one."""
_FEW_PAGES = 2
_FEWEST_PAGES_BESIDE_TITLES = 3
_FEWEST_PAGES_WITH_LETTERS = 3
"""Fewer pages may have S1 and S2, as names of figures, where others have nothing."""
_CERTAIN_PAGES_SHARE = 0.6
_SAME_PAGE_SIZE_POINTS = 2.0

_NOTE = re.compile(r"\[?\d{1,4}[.)\]]\s+\S")

_Sequence = tuple[str, int]
"""A numeral system, and the number that page 0 would have in it."""
_Candidates = Mapping[EdgeRow, Sequence[Numeral]]


class PageNumbers:
    """Tells which of the numbers in rows at the edges number the pages."""

    def __init__(
        self, rows: Sequence[EdgeRow], recurring: Collection[EdgeRow], pages: Sequence[PrintedPage]
    ) -> None:
        self._pages = pages
        self._by_page: dict[int, _Sequence] = {}
        alone = {row: _alone(row, recurring) for row in rows}
        ranked = _rank(alone)
        for sequence, voters in ranked:
            new = {row.page for row in voters} - self._by_page.keys()
            if _counts(new, voters, alone, len(pages)):
                self._by_page |= dict.fromkeys(new, sequence)
        self._candidates = alone | self._beside_titles(rows, recurring)
        usual = Counter(self._by_page.values()).most_common(1)
        self._main = usual[0][0] if usual else None
        self._elsewhere = _at_odd_heights([row for row in rows if self._matching(row)])

    def _beside_titles(
        self, rows: Sequence[EdgeRow], recurring: Collection[EdgeRow]
    ) -> dict[EdgeRow, list[Numeral]]:
        """Take in the numbers beside titles that change from page to page, at one height."""
        outer = {
            row: read_outer_numbers(row.text)
            for row in rows
            if row.place == 0 and row.stands_apart and row not in recurring and not _is_note(row)
        }
        found: dict[EdgeRow, list[Numeral]] = {}
        for sequence, voters in _rank(outer):
            for at_top in (True, False):
                level = [row for row in voters if row.at_top is at_top]
                middle = median(row.y for row in level) if level else 0.0
                level = [row for row in level if abs(row.y - middle) < SAME_HEIGHT_POINTS]
                known = [page for page, other in self._by_page.items() if other == sequence]
                new = {row.page for row in level} - self._by_page.keys()
                if new and len(new) + len(known) >= _FEWEST_PAGES_BESIDE_TITLES:
                    self._by_page |= dict.fromkeys(new, sequence)
                    found |= {row: outer[row] for row in level if row.page in new}
        return found

    def number_in(self, row: EdgeRow) -> Numeral | None:
        """Return the page number in a row; None for one that is where others have none."""
        return None if row in self._elsewhere else self._matching(row)

    def _matching(self, row: EdgeRow) -> Numeral | None:
        wanted = self._by_page.get(row.page)
        for numeral in self._candidates[row]:
            if (numeral.system, numeral.value - row.page) == wanted:
                return numeral
        return None

    def of_pages(self, rows: Iterable[EdgeRow]) -> dict[int, str]:
        """Return the numbers of pages: those printed, and those that their neighbours make sure.

        A page between two that are numbered in one sequence has the number between theirs. The
        page before the first number has the one before it, if nearly all pages have theirs.
        """
        printed = {r.page: numeral.text for r in rows if (numeral := self.number_in(r))}
        if self._main is None or text_of(*self._main) is None:
            return printed
        sure = [page for page in sorted(printed) if self._by_page[page] == self._main]
        if not sure:
            return printed
        first, last = sure[0], sure[-1]
        if self._opens(first - 1, printed) and len(sure) >= _CERTAIN_PAGES_SHARE * len(self._pages):
            first -= 1
        others = {page for page in printed if self._by_page[page] != self._main}
        between = {
            page: text_of(self._main[0], page + self._main[1])
            for page in range(first, last + 1)
            if page + self._main[1] > 0 and not (others and _is_between(page, others, sure))
        }
        return {page: text for page, text in between.items() if text is not None} | printed

    def _opens(self, page: int, printed: Mapping[int, str]) -> bool:
        """Whether a page without number may open the paper, and is no cover of another."""
        if page < 0 or page in printed or len(printed) < _FEW_PAGES:
            return False
        own, following = self._pages[page], self._pages[page + 1]
        return (
            abs(own.width - following.width) < _SAME_PAGE_SIZE_POINTS
            and abs(own.height - following.height) < _SAME_PAGE_SIZE_POINTS
        )


def _at_odd_heights(rows: Sequence[EdgeRow]) -> set[EdgeRow]:
    """Return all but one of the rows of each page: numbers of equations may match by chance."""
    heights = Counter((row.at_top, round(row.y / SAME_HEIGHT_POINTS)) for row in rows)
    best: dict[int, EdgeRow] = {}
    for row in sorted(rows, key=lambda row: (row.place, not row.at_top)):
        known = best.setdefault(row.page, row)
        if _votes(heights, row) > _votes(heights, known):
            best[row.page] = row
    return set(rows) - set(best.values())


def _votes(heights: Mapping[tuple[bool, int], int], row: EdgeRow) -> int:
    step = round(row.y / SAME_HEIGHT_POINTS)
    return sum(heights.get((row.at_top, step + shift), 0) for shift in (-1, 0, 1))


def _is_between(page: int, others: Collection[int], sure: Sequence[int]) -> bool:
    """Whether one of the nearest numbers around a page is of another sequence."""
    known = sorted({*others, *sure})
    before = max((other for other in known if other <= page), default=page)
    behind = min((other for other in known if other >= page), default=page)
    return before in others or behind in others


def _rank(candidates: _Candidates) -> list[tuple[_Sequence, list[EdgeRow]]]:
    """Return the sequences that numbers would be of, with their rows, the most pages first."""
    votes: defaultdict[_Sequence, list[EdgeRow]] = defaultdict(list)
    for row, numerals in candidates.items():
        for numeral in numerals:
            votes[numeral.system, numeral.value - row.page].append(row)
    return sorted(votes.items(), key=lambda vote: -len({row.page for row in vote[1]}))


def _counts(
    new: Collection[int], voters: Sequence[EdgeRow], candidates: _Candidates, page_count: int
) -> bool:
    """Whether numbers on pages make a sequence: on several, or by themselves in a short file."""
    if any(numeral.is_lettered for row in voters for numeral in candidates[row]):
        return len(new) >= min(_FEWEST_PAGES_WITH_LETTERS, max(_FEW_PAGES, page_count))
    if len(new) > 1:
        return True
    return page_count <= _FEW_PAGES and any(
        row.page in new and _is_sure_alone(row) for row in voters
    )


def _is_sure_alone(row: EdgeRow) -> bool:
    """Whether a number pages a file without others: outermost, and at one side of its row."""
    ends = (row.segments[0].text, row.segments[-1].text)
    return row.place == 0 and any(is_page_number_alone(text) for text in ends)


def _is_note(row: EdgeRow) -> bool:
    """Whether a row at the foot begins as a note does: “1. See …”."""
    return not row.at_top and _NOTE.match(row.text) is not None


def _alone(row: EdgeRow, recurring: Collection[EdgeRow]) -> list[Numeral]:
    """Read the numbers that stand alone in a row, or beside words that recur."""
    bare = [read_bare_number(segment.text) for segment in row.segments]
    found = [numeral for numeral in bare if numeral and numeral.value > 0]
    is_running = row in recurring and not _is_note(row)
    return found + read_outer_numbers(row.text) if is_running else found
