"""Headings in the body's own type on its left edge, without a number: told by space alone."""

from collections.abc import Collection, Sequence

from corpus.formats.pdf.headings.candidates import (
    FEWEST_LETTERS_OF_TITLE,
    HEADING_GAP_LEADINGS,
    may_be_title,
)
from corpus.formats.pdf.headings.styles import style_of
from corpus.formats.pdf.lines.measures import INDENT_SIZES, Measures
from corpus.formats.pdf.values import PrintLine
from corpus.layout.headings import ends_sentence

_FEWEST_PLAIN_HEADINGS = 2
"""A single line of this kind may stand apart for many reasons."""
_MOST_WORDS_OF_PLAIN = 10
_LEAST_ALPHABETIC_SHARE = 0.8
_WIDEST_PLAIN_SHARE = 0.75
_FLUSH_LEFT_SIZES = 0.3
_ROOM_LEADINGS = 1.3
_LIKE_BODY_POINTS = 0.3
_RUNS_ON_SHARE = 0.9
_SAME_GAP_POINTS = 1
_CLOSING = ")?”’»"


def find_plain_headings(
    lines: Sequence[PrintLine], measures: Measures, apart: Collection[PrintLine]
) -> list[PrintLine]:
    """Return the lines that only space sets off as headings; none if there is but one.

    `apart` holds the lines that are known to be headings.
    """
    found = [
        line
        for before, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if line not in apart
        and before not in apart
        and below not in apart
        and _is_plain_heading(before, line, below, measures)
    ]
    return found if len(found) >= _FEWEST_PLAIN_HEADINGS else []


def _is_plain_heading(
    before: PrintLine, line: PrintLine, below: PrintLine, measures: Measures
) -> bool:
    """Whether a short line stands between the end of a text and the start of another."""
    text = line.text
    if abs(line.size - measures.size) > _LIKE_BODY_POINTS or not _reads_like_title(text):
        return False
    if line.typewritten:
        return False
    style = style_of(line, measures)
    if (
        style.numbering
        or style.italic
        or line.left - line.edge_left > _FLUSH_LEFT_SIZES * line.size
    ):
        return False
    if line.right - line.edge_left > _WIDEST_PLAIN_SHARE * (line.edge_right - line.edge_left):
        return False
    return _ends(before, line, measures) and _begins(line, below, measures)


def _reads_like_title(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return (
        may_be_title(text)
        and text[0].isupper()
        and (text[-1].isalnum() or text[-1] in _CLOSING)
        and letters
        >= max(FEWEST_LETTERS_OF_TITLE, _LEAST_ALPHABETIC_SHARE * len(text.replace(" ", "")))
        and len(text.split()) <= _MOST_WORDS_OF_PLAIN
    )


def _ends(before: PrintLine, line: PrintLine, measures: Measures) -> bool:
    """Whether a text ends before a line: with its sentence, and a gap behind it."""
    if (before.page, before.column) != (line.page, line.column):
        return ends_sentence(before.text)
    return (line.gap or 0.0) > _ROOM_LEADINGS * measures.leading and ends_sentence(before.text)


def _begins(line: PrintLine, below: PrintLine, measures: Measures) -> bool:
    """Whether a text of full lines begins below a heading, not farther away than above."""
    if (below.page, below.column) != (line.page, line.column) or below.gap is None:
        return False
    if abs(below.size - measures.size) > _LIKE_BODY_POINTS or not below.text[:1].isupper():
        return False
    near = line.gap is None or below.gap <= line.gap + _SAME_GAP_POINTS
    is_set_off = (
        below.gap > HEADING_GAP_LEADINGS * measures.leading
        or below.left - below.edge_left > INDENT_SIZES * below.size
    )
    runs_on = below.right - below.edge_left > _RUNS_ON_SHARE * (below.edge_right - below.edge_left)
    return near and is_set_off and runs_on
