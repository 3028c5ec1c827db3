"""Notes on the paper itself at the foot of its first page, such as how to reach the authors."""

import re
from collections.abc import Iterable, Sequence

from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.notes.feet import Foot
from corpus.formats.pdf.values import Label, PrintLine

_FEWEST_ABOVE_LINES, _LONGEST_BLOCK_LINES = 3, 15
_ABOUT_PAPER = re.compile(
    r"\S@\S|©|\bcopyright\b|\be-?mail\b|\bcorrespond(?:ing|ence)\b|\b(?:received|accepted)\b"
    r"|\blicen[cs]ed? under\b|\bredistribut|\bpermission\b|\bauthors?[’'] version\b",
    re.IGNORECASE,
)
_UPPER_PART_SHARE = 0.7
"""The share of a page's height above its lowest part."""


def tells_of_paper(place: Foot, first: int) -> bool:
    """Whether the first page has, below a gap, how to reach the authors or whose it is."""
    lines = place.lines
    if (
        lines[first].page
        or first < _FEWEST_ABOVE_LINES
        or len(lines) - first > _LONGEST_BLOCK_LINES
    ):
        return False
    return _tell(lines[first:]) and place.is_behind_gap(first)


def find_paper_notes(
    lines: Sequence[PrintLine], measures: Measures, *, height: float
) -> Sequence[PrintLine]:
    """Return what tells of the paper in small type below all columns of the first page."""
    body = [line for line in lines if line.label is Label.BODY]
    lowest = max((line.y for line in body if not measures.is_small(line)), default=height)
    block = [line for line in body if line.y > lowest]
    is_low = all(line.y > _UPPER_PART_SHARE * height for line in block)
    return block if is_low and len(block) <= _LONGEST_BLOCK_LINES and _tell(block) else ()


def _tell(lines: Iterable[PrintLine]) -> bool:
    return any(_ABOUT_PAPER.search(line.text) for line in lines)
