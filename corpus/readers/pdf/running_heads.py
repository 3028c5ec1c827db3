"""Running heads and feet, and the printed page numbers: what recurs at the edges of pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf.numerals import Numeral, read_bare_number, read_outer_numbers
from corpus.readers.pdf.print_lines import make_line
from corpus.readers.pdf.values import Label, PrintedPage, PrintLine, Word

_DEPTH = 4
"""How many rows at an edge are looked at."""
_LONGEST = 250
_NEAR = 5.0
_AT_PLACE = 2.5
_OTHER_SIZE = 1.15
_SEGMENT_GAP = 1.5
_FEWEST_LETTERS = 3
_CLEARANCE = 1.4
_FEW_PAGES = 2
_CERTAIN = 0.6
_NUMBERED_NOTE = re.compile(r"\[?\d{1,4}[.)\]]?\s")
_NOT_WORDS = re.compile(r"[\W\d_]+|\b[ivxlcdm]+\b")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running lines of a page, its other words, and the number printed on it."""

    lines: tuple[PrintLine, ...]
    words: tuple[Word, ...]
    number: str | None


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A row at an edge. `place` counts from the edge; `y` is its distance to the page's edge."""

    page: int
    at_top: bool
    place: int
    y: float
    segments: tuple[PrintLine, ...]
    clearance: float

    @property
    def size(self) -> float:
        return self.segments[0].size

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def key(self) -> tuple[bool, str]:
        return self.at_top, _NOT_WORDS.sub("", self.text.casefold())


def strip_running_lines(pages: Sequence[PrintedPage]) -> list[Furniture]:
    """Take running heads, feet and page numbers off all pages."""
    rows = [row for page in pages for row in _edge_rows(page)]
    recurring = _recurring(rows)
    sequences = _Sequences(rows, recurring, [page.index for page in pages])
    found = _peel(rows, recurring, sequences)
    numbers = sequences.numbers(found)
    by_page: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in found:
        by_page[row.page].append(row)
    return [_take_off(page, by_page[page.index], sequences, numbers) for page in pages]


def _edge_rows(page: PrintedPage) -> list[_Row]:
    rows = _rows(page.words)
    ys = [max(word.y for word in row) for row in rows]
    depth = min(_DEPTH, len(rows) // 2 or len(rows))
    found = []
    for place in range(depth):
        below = ys[place + 1] - ys[place] if place + 1 < len(ys) else page.height
        found.append(_row(page, rows[place], place, below, at_top=True))
    for place in range(min(depth, len(rows) - depth)):
        at = len(rows) - 1 - place
        found.append(_row(page, rows[at], place, ys[at] - ys[at - 1], at_top=False))
    return [row for row in found if len(row.text) <= _LONGEST]


def _row(
    page: PrintedPage, words: Sequence[Word], place: int, clearance: float, *, at_top: bool
) -> _Row:
    baseline = max(word.y for word in words)
    y = baseline if at_top else page.height - baseline
    segments = tuple(make_line(part, page.index) for part in _split(words))
    return _Row(page.index, at_top, place, y, segments, clearance)


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1][0].y <= 0.4 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _split(words: Iterable[Word]) -> list[list[Word]]:
    """Part a row where it has wide gaps."""
    parts: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.left):
        if parts and word.left - parts[-1][-1].right < _SEGMENT_GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _recurring(rows: Sequence[_Row]) -> set[_Row]:
    """Give the rows of words that recur, in one size and at one height, on other pages."""
    alike: defaultdict[tuple[bool, str], list[_Row]] = defaultdict(list)
    for row in rows:
        if len(row.key[1]) >= _FEWEST_LETTERS:
            alike[row.key].append(row)
    found: set[_Row] = set()
    for group in alike.values():
        y, size = median(row.y for row in group), median(row.size for row in group)
        near = [r for r in group if abs(r.y - y) <= _NEAR and size / r.size < _OTHER_SIZE]
        near = [row for row in near if row.size / size < _OTHER_SIZE]
        if len({row.page for row in near}) > 1:
            found.update(near)
    return found


class _Sequences:
    """The page numbers that count up with the pages.

    A sequence is a numeral system and the number that page 0 would have in it.
    """

    def __init__(self, rows: Sequence[_Row], recurring: set[_Row], pages: Sequence[int]) -> None:
        self._pages = pages
        self._candidates = {row: _numerals(row, recurring) for row in rows}
        votes: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
        for row, numerals in self._candidates.items():
            for numeral in numerals:
                votes[numeral.system, numeral.value - row.page].add(row.page)
        ranked = sorted(votes.items(), key=lambda vote: -len(vote[1]))
        self._by_page: dict[int, tuple[str, int]] = {}
        for sequence, voters in ranked:
            new = voters - self._by_page.keys()
            if _counts(new, len(pages)):
                self._by_page |= dict.fromkeys(new, sequence)
        self.main = ranked[0][0] if ranked and _counts(ranked[0][1], len(pages)) else None

    def number_in(self, row: _Row) -> Numeral | None:
        """Give the page number in a row."""
        wanted = self._by_page.get(row.page)
        for numeral in self._candidates[row]:
            if (numeral.system, numeral.value - row.page) == wanted:
                return numeral
        return None

    def numbers(self, rows: Iterable[_Row]) -> dict[int, str]:
        """Give the numbers of pages: those printed, and those that their neighbours make sure."""
        printed = {r.page: numeral.text for r in rows if (numeral := self.number_in(r))}
        if self.main is None or self.main[0] != "arabic":
            return printed
        agreeing = [p for p in printed if self._by_page[p] == self.main]
        others = [p for p in printed if self._by_page[p] != self.main]
        if len(agreeing) < max(2, _CERTAIN * len(self._pages)):
            return printed
        first = max((p for p in others if p < min(agreeing)), default=-1) + 1
        counted = {p: str(p + self.main[1]) for p in self._pages if p + self.main[1] > 0}
        return {p: n for p, n in counted.items() if p >= first} | printed


def _counts(voters: set[int], page_count: int) -> bool:
    """Tell whether numbers on these pages make a sequence."""
    return len(voters) > 1 or (page_count <= _FEW_PAGES and len(voters) == 1)


def _numerals(row: _Row, recurring: set[_Row]) -> list[Numeral]:
    bare = [read_bare_number(segment.text) for segment in row.segments]
    found = [numeral for numeral in bare if numeral and numeral.value > 0]
    return found + read_outer_numbers(row.text) if row in recurring else found


def _peel(rows: Sequence[_Row], recurring: set[_Row], sequences: _Sequences) -> list[_Row]:
    """Take running rows off the edges, from outside in."""
    heads = {row for row in recurring if not _opens_note(row)}
    sure = {row for row in rows if row in heads or sequences.number_in(row)}
    alone = _peel_if(rows, sure.__contains__, sequences)
    heights = Counter((row.at_top, round(row.y / _AT_PLACE)) for row in alone)
    least = max(2, len({row.page for row in rows}) // 4)
    return _peel_if(rows, lambda row: row in sure or _is_at_place(row, heights, least), sequences)


def _peel_if(
    rows: Sequence[_Row], is_running: Callable[[_Row], bool], sequences: _Sequences
) -> list[_Row]:
    edges: defaultdict[tuple[int, bool], list[_Row]] = defaultdict(list)
    for row in rows:
        edge = edges[row.page, row.at_top]
        if len(edge) == row.place and is_running(row):
            edge.append(row)
    return [row for edge in edges.values() for row in _cut_from_text(edge, sequences)]


def _opens_note(row: _Row) -> bool:
    """Tell whether a note such as “12 Ibid.” begins, which may recur at the foot of pages."""
    return not row.at_top and (
        row.segments[0].pieces[0].raised or _NUMBERED_NOTE.match(row.text) is not None
    )


def _cut_from_text(edge: Sequence[_Row], sequences: _Sequences) -> Sequence[_Row]:
    """Keep the rows up to the last one that stands apart from the text, or has the number."""
    for end in range(len(edge), 0, -1):
        last = edge[end - 1]
        if last.clearance > _CLEARANCE * last.size or sequences.number_in(last):
            return edge[:end]
    return ()


def _is_at_place(row: _Row, heights: Mapping[tuple[bool, int], int], least: int) -> bool:
    """Tell whether a row stands apart where other pages have running lines."""
    step = round(row.y / _AT_PLACE)
    near = sum(heights.get((row.at_top, step + shift), 0) for shift in (-1, 0, 1))
    return near >= least and row.clearance > _CLEARANCE * row.size


def _take_off(
    page: PrintedPage, rows: Sequence[_Row], sequences: _Sequences, numbers: Mapping[int, str]
) -> Furniture:
    lines: list[PrintLine] = []
    for row in rows:
        numeral = sequences.number_in(row)
        for segment in row.segments:
            bare = read_bare_number(segment.text)
            is_number = bare is not None and numeral is not None and bare == numeral
            segment.label = Label.PAGE_NUMBER if is_number else Label.HEAD
            lines.append(segment)
    taken = {id(word) for line in lines for word in line.words}
    words = tuple(word for word in page.words if id(word) not in taken)
    return Furniture(tuple(lines), words, numbers.get(page.index))
