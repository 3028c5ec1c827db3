"""Letters that stand on their own copies: bold type and shadows drawn twice, text under text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.formats.pdf.values import Word

if TYPE_CHECKING:
    from corpus.formats.pdf.print.glyph import Glyph

_APART_SIZES = 0.12
"""A letter that is less far from its like, in sizes of type, is a copy."""
_CELL_POINTS = 4.0
_LEAST_COVERED_SHARE = 0.5
"""What is not drawn goes where so many of its letters lie upon others that are."""
_SAME_LINE_SIZES = 0.5
_LONGEST_LIGATURE_LETTERS = 3
"""The letters of a ligature, such as ffi, are told at one place, one after another."""


def drop_covered(glyphs: Sequence["Glyph"]) -> Sequence["Glyph"]:
    """Leave out a hidden text that lies upon the one that is seen.

    Programs that recognise letters put hidden ones over the picture of a page; where that has
    letters of its own, these are what the page says.
    """
    shown = [glyph for glyph in glyphs if not glyph.style.hidden]
    if not shown or len(shown) == len(glyphs):
        return glyphs
    return list(_without_covered(glyphs, shown))


def have_copies(words: Sequence[Word]) -> bool:
    """Whether a word may stand upon its like: such words are few where no text is drawn twice."""
    cells = {(w.text, int(w.left / _CELL_POINTS), int(w.y / _CELL_POINTS)) for w in words}
    return len(cells) < len(words)


def drop_copies(glyphs: Sequence["Glyph"]) -> list["Glyph"]:
    """Return each letter once."""
    return list(_without_likes(glyphs))


def _without_likes(glyphs: Sequence["Glyph"]) -> Iterator["Glyph"]:
    """Leave out what stands where the same letter does already, drawn before."""
    cells: defaultdict[tuple[str, int, int], list[tuple[int, Glyph]]] = defaultdict(list)
    for place, glyph in enumerate(glyphs):
        x, y = int(glyph.left / _CELL_POINTS), int(glyph.bottom / _CELL_POINTS)
        around = (
            other
            for column in (x - 1, x, x + 1)
            for row in (y - 1, y, y + 1)
            for before, other in cells.get((glyph.text, column, row), ())
            if place - before >= _LONGEST_LIGATURE_LETTERS
        )
        if not any(_is_copy(glyph, other) for other in around):
            cells[glyph.text, x, y].append((place, glyph))
            yield glyph


def _is_copy(glyph: "Glyph", other: "Glyph") -> bool:
    near = _APART_SIZES * min(glyph.style.size, other.style.size)
    return (
        abs(glyph.left - other.left) < near
        and abs(glyph.bottom - other.bottom) < near
        and abs(glyph.right - other.right) < near
    )


def _without_covered(glyphs: Sequence["Glyph"], shown: Sequence["Glyph"]) -> Iterator["Glyph"]:
    """Leave out the hidden runs of letters that mostly lie upon letters that are shown."""
    covered = {cell for glyph in shown for cell in _cells_of(glyph)}
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not (glyph.style.hidden and _goes_on(run[-1], glyph)):
            yield from _left_of_run(run, covered)
            run = []
        if glyph.style.hidden:
            run.append(glyph)
        else:
            yield glyph
    yield from _left_of_run(run, covered)


def _cells_of(glyph: "Glyph") -> Iterator[tuple[int, int]]:
    """Return the cells of the page that a letter takes up."""
    for column in range(int(glyph.left / _CELL_POINTS), int(glyph.right / _CELL_POINTS) + 1):
        for row in range(int(glyph.bottom / _CELL_POINTS), int(glyph.top / _CELL_POINTS) + 1):
            yield column, row


def _left_of_run(run: Sequence["Glyph"], covered: set[tuple[int, int]]) -> Sequence["Glyph"]:
    lying = sum(_middle_of(glyph) in covered for glyph in run)
    return () if lying >= _LEAST_COVERED_SHARE * len(run) else run


def _middle_of(glyph: "Glyph") -> tuple[int, int]:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return int(x / _CELL_POINTS), int(y / _CELL_POINTS)


def _goes_on(before: "Glyph", glyph: "Glyph") -> bool:
    """Whether a letter stands on in the line of another."""
    return abs(glyph.bottom - before.bottom) < _SAME_LINE_SIZES * before.style.size
