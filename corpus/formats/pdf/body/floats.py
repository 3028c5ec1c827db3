"""Captions and tables: what stands between the lines of the text and is not part of it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.headings.statements import _CAPTION
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import Label, PrintLine

_LEADERS = re.compile(r"(?<!\.)(?<!\.\s)(?>(?:\.\s?+){5,})\s*+[\divxl]*+$")
_NUMBER = re.compile(r"[\divxlIVXL]+")
CELL_GAP_SIZES = 1.5
"""Words farther apart than this are of two cells, or of two columns of names."""
_SAME_END_POINTS = 2.0
_CAPTION_GAP_LEADINGS = 1.35
"""A gap above a caption is wider than this."""
_INSIDE_CAPTION_TIMES, _INSIDE_CAPTION_SIZES = 1.2, 1.6
"""A gap inside a caption is not wider than this, to its first gap and to its type."""
_FEWEST_TABLE_ROWS = 3
_CAPTION_SIZE_POINTS = 0.4
"""By how much a caption's type differs from the text's, and no line of it from the first."""
_LONGEST_BULLET_CHARACTERS = 3
_MOST_LINES_BETWEEN_ROWS = 2
_LONGEST_CAPTION_LINES = 12


def find_contents(lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the lines of a table of contents: with leaders, or with page numbers below theirs."""
    led = [line for line in lines if _LEADERS.search(line.text)]
    return [line for line in lines if line in led or any(_ends_like(line, other) for other in led)]


def _ends_like(line: PrintLine, other: PrintLine) -> bool:
    """Whether a line has a number far right, where that of a line with leaders is."""
    number = line.words[-1]
    far = len(line.words) > 1 and number.left - line.words[-2].right > CELL_GAP_SIZES * line.size
    return (
        far
        and abs(line.right - other.right) < _SAME_END_POINTS
        and _NUMBER.fullmatch(number.text) is not None
    )


def find_captions(lines: Sequence[PrintLine], measures: Measures) -> set[PrintLine]:
    """Return the lines of captions on a page."""
    found: set[PrintLine] = set()
    for place, line in enumerate(lines):
        if line not in found and _begins_caption(lines, place, measures):
            found.update(_lines_of_caption(lines, place))
    return found


def _begins_caption(lines: Sequence[PrintLine], place: int, measures: Measures) -> bool:
    """Whether a caption begins: with a name and a number, apart or in a type of its own."""
    line = lines[place]
    match = _CAPTION.match(line.text)
    if match is None or line.label is not Label.BODY:
        return False
    apart = line.gap is None or line.gap > _CAPTION_GAP_LEADINGS * max(measures.leading, 1.0)
    distinct = (
        abs(line.size - measures.size) > _CAPTION_SIZE_POINTS
        or line.pieces[0].bold != measures.bold
    )
    if match["end"].strip() or match.end() == len(line.text):
        return apart or distinct
    starts_distinct = line.pieces[0].bold and not measures.bold
    return apart and (distinct or starts_distinct)


def _lines_of_caption(lines: Sequence[PrintLine], place: int) -> Iterator[PrintLine]:
    first = lines[place]
    usual: float | None = None
    for line in lines[place : place + _LONGEST_CAPTION_LINES]:
        if line is not first:
            same = (
                line.column == first.column and abs(line.size - first.size) < _CAPTION_SIZE_POINTS
            )
            usual = usual or line.gap or first.size
            if (
                not same
                or not line.gap
                or line.gap > min(_INSIDE_CAPTION_TIMES * usual, _INSIDE_CAPTION_SIZES * line.size)
            ):
                return
        yield line


def find_table_rows(lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the runs of lines on a page that are made of cells far apart from one another."""
    found: list[PrintLine] = []
    rows = [
        place for place, line in enumerate(lines) if line.label is Label.BODY and _has_cells(line)
    ]
    run: list[int] = []
    for place in [*rows, len(lines) + _FEWEST_TABLE_ROWS + _MOST_LINES_BETWEEN_ROWS]:
        if run and (
            place - run[-1] > _MOST_LINES_BETWEEN_ROWS + 1
            or (place < len(lines) and lines[place].column != lines[run[-1]].column)
        ):
            if len(run) >= _FEWEST_TABLE_ROWS:
                found += lines[run[0] : run[-1] + 1]
            run = []
        run.append(place)
    return found


def _has_cells(line: PrintLine) -> bool:
    gaps = [after.left - before.right for before, after in pairwise(line.words)]
    wide = [place for place, gap in enumerate(gaps) if gap > CELL_GAP_SIZES * line.size]
    # Behind a bullet or a number of a list the text begins at a stop.
    return bool(wide) and (
        len(wide) > 1
        or sum(len(w.text) for w in line.words[: wide[0] + 1]) > _LONGEST_BULLET_CHARACTERS
    )
