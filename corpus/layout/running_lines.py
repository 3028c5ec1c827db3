"""Running heads and page numbers in files with form feeds: what recurs at the edges of pages.

The printed numbers of a paper count up with its pages. A number at an edge is
believed where it agrees with another page's; a line of words where it recurs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.layout.headings import is_heading_like
from corpus.layout.lines import Line

_EDGE = 2
_LONGEST = 200
_FEW_PAGES = 5
_BARE_NUMBER = re.compile(
    r"\W*(?:page\s)?([0-9]{1,4})(?:\s?(?:of|/)\s?[0-9]{1,4})?\W*", re.IGNORECASE
)
_NUMBERED = re.compile(r"([0-9]{1,4})\b\W*+(.*)|(.*?)(?<!\W)\W*+\b([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class RunningLines:
    """The positions of running lines; page numbers by the position of the page's first line."""

    positions: frozenset[int] = frozenset()
    page_numbers: Mapping[int, str] = field(default_factory=dict)
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line at the top or the foot of a page: its words, if any, and its number, if any.

    Pages are counted from 0, whatever is printed on them. `outer` is the position of a
    line between this one and the edge. `apart` says that a gap is between the line and
    the text of the page.
    """

    page: int
    position: int
    outer: int | None
    at_top: bool
    apart: bool
    words: str
    number: int | None

    @property
    def kind(self) -> tuple[bool, bool, str]:
        """What recurs: the same words at the same edge."""
        return self.at_top, self.apart, self.words.casefold()

    @property
    def first_number(self) -> int | None:
        """The number of page 0, if this line's number is the number of its page."""
        return None if self.number is None else self.number - self.page


def find_running_lines(lines: Sequence[Line]) -> RunningLines:
    """Find the lines that belong to the pages of a file and not to its text."""
    pages = _split_into_pages(lines)
    if len(pages) == 1:
        return RunningLines()
    edges = [edge for page, span in enumerate(pages) for edge in _edge_lines(lines, page, span)]
    recurring = _recurring(edges, len(pages))
    numbered = [edge for edge in edges if not edge.words or edge.kind in recurring]
    first_number = _agreed(numbered)
    counting = [edge for edge in numbered if edge.first_number == first_number is not None]
    # A title that the running heads repeat is not one of them.
    heads = [edge for edge in edges if edge.kind in recurring and edge.position > 0]
    found = {edge.position for edge in (*counting, *heads)}
    return RunningLines(
        frozenset(e.position for e in (*counting, *heads) if e.outer is None or e.outer in found),
        {pages[edge.page].start: str(edge.number) for edge in counting},
        next((edge.words for edge in heads if is_heading_like(edge.words)), None),
    )


def _split_into_pages(lines: Sequence[Line]) -> list[range]:
    starts = [place for place, line in enumerate(lines) if line.new_page and place > 0]
    return [
        range(start, end) for start, end in zip([0, *starts], [*starts, len(lines)], strict=True)
    ]


def _edge_lines(lines: Sequence[Line], page: int, span: range) -> Iterator[_EdgeLine]:
    """Read the first and the last line of a page, and those beside them if set apart."""
    depth = min(_EDGE, len(span) // 2)
    top = [(place, True, _has_gap(lines, place + 1)) for place in span[:depth]]
    foot = [(place, False, _has_gap(lines, place)) for place in span[len(span) - depth :]]
    for place, at_top, apart in (*top, *foot):
        edge = span[0] if at_top else span[-1]
        outer = None if place == edge else edge
        if (outer is None or apart) and len(lines[place].text) <= _LONGEST:
            words, number = _read_edge(lines[place].text)
            yield _EdgeLine(page, place, outer, at_top, apart, words, number)


def _has_gap(lines: Sequence[Line], place: int) -> bool:
    """Whether a gap is before the line at `place`."""
    return place >= len(lines) or lines[place].gap > 0 or lines[place].new_page


def _read_edge(text: str) -> tuple[str, int | None]:
    """Take the number from a line that is one, or that begins or ends with one."""
    if bare := _BARE_NUMBER.fullmatch(text):
        return "", int(bare[1])
    if match := _NUMBERED.fullmatch(text):
        return match[2] or match[3] or "", int(match[1] or match[4])
    return text, None


def _recurring(edges: Sequence[_EdgeLine], page_count: int) -> set[tuple[bool, bool, str]]:
    """Return the kinds of lines that stand on several pages."""
    counts = Counter(kind for kind, _ in {(e.kind, e.page) for e in edges if e.words})
    enough = {True: 2 if page_count <= _FEW_PAGES else 3, False: 3}
    return {kind for kind, count in counts.items() if count >= enough[kind[1]]}


def _agreed(edges: Sequence[_EdgeLine]) -> int | None:
    """Return the number of the first page on which most pages agree, and at least two."""
    votes = Counter(
        first_number
        for first_number, _ in dict.fromkeys((edge.first_number, edge.page) for edge in edges)
        if first_number is not None
    )
    first_number, count = max(votes.items(), key=lambda vote: vote[1], default=(None, 0))
    return first_number if count > 1 else None
