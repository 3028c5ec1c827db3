"""Running heads and feet, and the printed page numbers: what recurs at the edges of pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import median

from corpus.formats.pdf.edges.numerals import read_bare_number
from corpus.formats.pdf.edges.page_numbers import SAME_HEIGHT_POINTS, PageNumbers
from corpus.formats.pdf.edges.rows import EdgeRow, edge_rows
from corpus.formats.pdf.values import Furniture, PrintedPage

_AT_PLACE_POINTS = 2.5
_OTHER_SIZE_TIMES = 1.15
_DISPLAY_TYPE_TIMES = 1.5
_FEWEST_RECURRING_LETTERS = 3
_NAME_ROWS = 2
_PAIR_PAGES = 2
_LEAST_PAGES_PART = 4
"""By its place alone a row runs if one page of so many, and two in all, have a line there."""
_NUMBERED_NOTE = re.compile(r"\[?\d{1,4}[.)\]]?\s")
_NOT_WORDS = re.compile(r"[\W\d_]+|\b[ivxlcdm]+\b")
_IMPRINT = re.compile(
    r"^(?:https?://)?(?:dx\.)?doi(?:\.org/|:\s?)10\.|©|(?:\(c\)|^c)\s+(?:19|20)\d\d|\bcopyright\b"
    r"|all rights reserved|\be?-?issn\b|creative commons|\bcc[ -]by\b"
    r"|downloaded (?:from|by|on)|this is an open access|\b(?:preprint|manuscript) submitted to\b",
    re.IGNORECASE,
)
_VOLUME_AND_YEAR = re.compile(r"\b\d{1,4}(?:[.:/]\d{1,3})?,?\s?\((?:1[6-9]|20)\d\d\)")
_VOLUME = re.compile(
    r"\b(?:vol(?:ume|umen)?|no|nr|bd|band|jg|jahrgang|heft|n[úu]m|tome|t|issue|ann[ée]e|a[ñn]o|anno)\b"
    r"\.?\s?\d{1,4}\b",
    re.IGNORECASE,
)
_YEAR_OR_PAGES = re.compile(r"\d{4}|\d[-–]\d")


def strip_running_lines(pages: Sequence[PrintedPage]) -> list[Furniture]:
    """Take running heads, feet and page numbers off all pages."""
    rows = [row for page in pages for row in edge_rows(page)]
    recurring = _recurring(rows, _usual_size(pages))
    numbers = PageNumbers(rows, recurring, pages)
    found = _peel(rows, recurring, numbers)
    of_pages = numbers.of_pages(found)
    by_page: defaultdict[int, list[EdgeRow]] = defaultdict(list)
    for row in found:
        by_page[row.page].append(row)
    return [_take_off(page, by_page[page.index], numbers, of_pages) for page in pages]


def _usual_size(pages: Sequence[PrintedPage]) -> float:
    return median([word.size for page in pages for word in page.words] or [0.0])


def _recurring(rows: Sequence[EdgeRow], usual: float) -> set[EdgeRow]:
    """Return the rows of words that recur, in one size and at one height, on other pages.

    Those much larger than the usual type, such as “Chapter 1”, open something; code recurs.
    """
    alike: defaultdict[tuple[bool, str], list[EdgeRow]] = defaultdict(list)
    for row in rows:
        words = _NOT_WORDS.sub("", row.text.casefold())
        if (
            len(words) >= _FEWEST_RECURRING_LETTERS
            and row.size <= _DISPLAY_TYPE_TIMES * usual
            and not row.is_code
        ):
            alike[row.at_top, words].append(row)
    found: set[EdgeRow] = set()
    for group in alike.values():
        y, size = median(row.y for row in group), median(row.size for row in group)
        near = [
            r
            for r in group
            if abs(r.y - y) <= SAME_HEIGHT_POINTS and size / r.size < _OTHER_SIZE_TIMES
        ]
        near = [row for row in near if row.size / size < _OTHER_SIZE_TIMES]
        if _is_run({row.page for row in near}):
            found.update(near)
    return found


def _is_masthead(text: str) -> bool:
    """Whether a row has a journal's volume, year and pages: “Law Review 12 (1999), 87–103”."""
    volume = _VOLUME.search(text)
    is_paged = volume is not None and _YEAR_OR_PAGES.search(text, volume.end()) is not None
    return is_paged or _VOLUME_AND_YEAR.search(text) is not None


def _is_run(pages: set[int]) -> bool:
    """Whether a line on these pages runs: on two alone, if they follow, or face one way."""
    return len(pages) > _PAIR_PAGES or (
        len(pages) == _PAIR_PAGES and max(pages) - min(pages) <= _PAIR_PAGES
    )


def _peel(rows: Sequence[EdgeRow], recurring: set[EdgeRow], numbers: PageNumbers) -> list[EdgeRow]:
    """Take running rows off the edges, from outside in."""
    heads = {row for row in recurring if not _opens_note(row)}
    sure = {row for row in rows if row in heads or numbers.number_in(row)}
    feet = [row for row in heads if not row.at_top]
    sure |= _outside_numbers(rows, numbers) | _outside(rows, feet)
    sure |= _imprints(rows) | {row for row in rows if row.is_ruled and row.place == 0}
    alone = _peel_if(rows, sure.__contains__, numbers)
    heights = Counter((row.at_top, round(row.y / _AT_PLACE_POINTS)) for row in alone)
    least = max(2, len({row.page for row in rows}) // _LEAST_PAGES_PART)
    return _peel_if(rows, lambda row: row in sure or _is_at_place(row, heights, least), numbers)


def _imprints(rows: Sequence[EdgeRow]) -> set[EdgeRow]:
    """Return the rows that say who publishes a page, those outside them, and the journal's name."""
    found = {row for row in rows if _IMPRINT.search(row.text) and not _opens_note(row)}
    first = min((row.page for row in rows), default=0)
    found |= _rest_of_block(rows, [row for row in found if row.page == first])
    names = (row for row in rows if row.page == first and row.at_top and row.place < _NAME_ROWS)
    return found | _outside(rows, found) | {row for row in names if _is_masthead(row.text)}


def _rest_of_block(rows: Sequence[EdgeRow], found: Collection[EdgeRow]) -> set[EdgeRow]:
    """Return the rows in the same type between rows found and the gap that parts them from text."""
    places = {(row.page, row.at_top, row.place): row for row in rows}
    rest: set[EdgeRow] = set()
    for row in found:
        block = []
        inner: EdgeRow | None = row
        while inner and not inner.stands_apart:
            inner = places.get((row.page, row.at_top, inner.place + 1))
            if inner is None or inner.size != row.size or _opens_note(inner):
                break
            block.append(inner)
        else:
            rest.update(block)
    return rest


def _outside(rows: Sequence[EdgeRow], running: Collection[EdgeRow]) -> set[EdgeRow]:
    """Return the rows between the page's edge and a running one that stands apart from the text."""
    # In the order of the rows, so that of several at one edge the innermost counts.
    apart = (row for row in rows if row in running and row.stands_apart)
    places = {(row.page, row.at_top): row.place for row in apart}
    return {row for row in rows if row.place < places.get((row.page, row.at_top), 0)}


def _outside_numbers(rows: Sequence[EdgeRow], numbers: PageNumbers) -> set[EdgeRow]:
    """Return the rows between a page number, which has no text outside it, and the page's edge."""
    return _outside(rows, [r for r in rows if len(r.segments) == 1 and _is_bare(r, numbers)])


def _is_bare(row: EdgeRow, numbers: PageNumbers) -> bool:
    numeral = numbers.number_in(row)
    return numeral is not None and numeral == read_bare_number(row.text)


def _peel_if(
    rows: Sequence[EdgeRow], is_running: Callable[[EdgeRow], bool], numbers: PageNumbers
) -> list[EdgeRow]:
    edges: defaultdict[tuple[int, bool], list[EdgeRow]] = defaultdict(list)
    for row in rows:
        edge = edges[row.page, row.at_top]
        if len(edge) == row.place and is_running(row):
            edge.append(row)
    return [row for edge in edges.values() for row in _cut_from_text(edge, numbers)]


def _opens_note(row: EdgeRow) -> bool:
    """Whether a note such as “12 Ibid.” begins, which may recur at the foot of pages."""
    return not row.at_top and (
        row.segments[0].pieces[0].raised or _NUMBERED_NOTE.match(row.text) is not None
    )


def _cut_from_text(edge: Sequence[EdgeRow], numbers: PageNumbers) -> Sequence[EdgeRow]:
    """Keep the rows up to the last one that stands apart from the text, or has the number."""
    for end in range(len(edge), 0, -1):
        last = edge[end - 1]
        if last.stands_apart or numbers.number_in(last):
            return edge[:end]
    return ()


def _is_at_place(row: EdgeRow, heights: Mapping[tuple[bool, int], int], least: int) -> bool:
    """Whether a row stands apart where other pages have running lines."""
    step = round(row.y / _AT_PLACE_POINTS)
    near = sum(heights.get((row.at_top, step + shift), 0) for shift in (-1, 0, 1))
    return near >= least and row.stands_apart


def _take_off(
    page: PrintedPage, rows: Sequence[EdgeRow], numbers: PageNumbers, of_pages: Mapping[int, str]
) -> Furniture:
    lines = [segment for row in rows for segment in row.segments]
    bare = [
        segment
        for row in rows
        if (numeral := numbers.number_in(row)) is not None
        for segment in row.segments
        if read_bare_number(segment.text) == numeral
    ]
    taken = {word for line in lines for word in line.words}
    words = tuple(word for word in page.words if word not in taken)
    return Furniture(tuple(lines), tuple(bare), words, of_pages.get(page.index))
