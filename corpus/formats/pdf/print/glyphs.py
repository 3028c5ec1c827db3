"""Words and rules of a page, from what PDFium knows of its characters."""

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.coverage import count_letters
from corpus.formats.pdf.print.accents import compose_accents
from corpus.formats.pdf.print.bitmap_fonts import TOLD_BY_NUMBER, BitmapFonts
from corpus.formats.pdf.print.characters import character_of
from corpus.formats.pdf.print.copies import drop_copies, drop_covered, have_copies
from corpus.formats.pdf.print.fonts import Style, StyleReader
from corpus.formats.pdf.print.glyph import MARGIN_POINTS, Frame, Glyph
from corpus.formats.pdf.print.pdfium import address_of, text_box, text_calls
from corpus.formats.pdf.print.right_to_left import (
    FIRST_LEFTWARDS,
    as_read,
    from_left_to_right,
    parts_words,
    runs_leftwards,
)
from corpus.formats.pdf.values import PrintedPage, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_CHARACTERS = 100_000
"""A page with more is no page of a paper; the rest of it is left out."""
_SPACES = frozenset((0x20, 0x0A, 0x0D, 0x09, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
_WORD_GAP_SIZES = 0.15
"""Two letters further apart, in sizes of type, are of two words."""

_SUPERIOR_CLEAR_SIZES, _SUPERIOR_RAISE_SIZES, _SUPERIOR_SIZES = 0.2, 0.35, 0.6
"""How high a font's own superscripts stand, and what is made of them, in sizes of type."""

_character = cache(character_of)


def read_page(page: "PdfPage", index: int) -> PrintedPage:
    """Read the words and the rules of a page, turned so that most of its text is upright."""
    from corpus.formats.pdf.print.drawings import read_drawings

    glyphs = from_left_to_right(compose_accents(drop_covered(list(_read_glyphs(page)))))
    turns = Counter(glyph.style.turn for glyph in glyphs if glyph.style.turn is not None)
    turn = max(turns, key=turns.__getitem__, default=0)
    frame = Frame(turn, *page.get_bbox())
    words = tuple(_words(glyphs, frame))
    if have_copies(words):
        glyphs = drop_copies(glyphs)
        words = tuple(_words(glyphs, frame))
    drawings = read_drawings(page, frame)
    drawn, shown = ("".join(one.text for one in some) for some in (glyphs, words))
    return PrintedPage(
        index,
        *frame.size,
        words,
        drawings.rules,
        drawings.pictures,
        _widths_by_face(glyphs),
        aside=count_letters(drawn) - count_letters(shown),
        drawn=drawings.areas,
    )


def _widths_by_face(glyphs: Iterable[Glyph]) -> dict[int, dict[str, float]]:
    """Return the width of each letter in each face, in sizes of type."""
    faces: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for glyph in glyphs:
        widths = faces[glyph.style.face]
        if glyph.text not in widths:
            widths[glyph.text] = round((glyph.right - glyph.left) / glyph.style.size, 3)
    return dict(faces)


def _read_glyphs(page: "PdfPage") -> Iterator[Glyph]:
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    calls, address = text_calls(), address_of(text_page.raw)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, to_x, to_y = ctypes.addressof(box), ctypes.addressof(x), ctypes.addressof(y)
    styles: dict[int, Style] = {}
    reader = StyleReader(text_page)
    last, origin = 0, (0.0, 0.0)
    spaced = False
    count = min(text_page.count_chars(), MOST_CHARACTERS)
    bitmaps = BitmapFonts(text_page, count)
    for place in range(count):
        code = calls.code(address, place)
        if code in TOLD_BY_NUMBER:
            code = bitmaps.decode(code, place)
        if code in _SPACES:
            spaced = True
            continue
        found = calls.text_object(address, place)
        text = _character(code)
        if not found or not text:
            continue
        if found != last:
            if found not in styles:
                styles[found] = bitmaps.with_size(reader.read(place))
            calls.origin(address, place, to_x, to_y)
            last, origin, style = found, (x.value, y.value), styles[found]
        calls.loose_box(address, place, to_box)
        sides = box.left, box.bottom, box.right, box.top
        if text.isdecimal() and style.turn == 0 and _is_superior(address, place, origin, style):
            raised = origin[0], origin[1] + _SUPERIOR_RAISE_SIZES * style.size
            yield Glyph(text, *sides, raised, _superior(style), spaced)
        else:
            yield Glyph(text, *sides, origin, style, spaced)
        spaced = False
    text_page.close()


def _is_superior(address: int, place: int, origin: tuple[float, float], style: Style) -> bool:
    """Whether a figure stands high over its baseline, as a font's own superscripts do."""
    bottom, top = text_box(address, place)
    return bottom > origin[1] + _SUPERIOR_CLEAR_SIZES * style.size and top > bottom


@cache
def _superior(style: Style) -> Style:
    return replace(style, size=round(_SUPERIOR_SIZES * style.size, 1))


def _words(glyphs: Sequence[Glyph], frame: Frame) -> Iterator[Word]:
    """Put the upright letters that stand side by side in one style together."""
    # Elsewhere signs stay at the letters beside them.
    is_mixed = any(runs_leftwards(glyph.text) for glyph in glyphs if glyph.text >= FIRST_LEFTWARDS)
    word: _GrowingWord | None = None
    for glyph, left, right, y in _upright(glyphs, frame):
        if (
            word is not None
            and word.takes(glyph, left, y)
            and not (is_mixed and parts_words(word.letters[-1], glyph.text))
        ):
            word.letters.append(glyph.text)
            word.right = max(word.right, right)
            continue
        if word is not None:
            yield word.finish()
        word = _GrowingWord([glyph.text], left, right, y, glyph.style, glyph.spaced)
    if word is not None:
        yield word.finish()


def _upright(glyphs: Iterable[Glyph], frame: Frame) -> Iterator[tuple[Glyph, float, float, float]]:
    """Return the upright letters that a page shows, with their sides and baselines."""
    width, height = frame.size
    for glyph in glyphs:
        if glyph.style.turn != frame.turn:
            continue
        if frame.turn == 0:
            left, right = glyph.left - frame.left, glyph.right - frame.left
            y = frame.top - glyph.origin[1]
        else:
            ends = (frame.place(glyph.left, glyph.bottom), frame.place(glyph.right, glyph.top))
            left, right = sorted(end[0] for end in ends)
            y = frame.place(*glyph.origin)[1]
        middle = (left + right) / 2
        if (
            -MARGIN_POINTS < middle < width + MARGIN_POINTS
            and -MARGIN_POINTS < y < height + MARGIN_POINTS
        ):
            yield glyph, left, right, y


@dataclass(slots=True)
class _GrowingWord:
    letters: list[str]
    left: float
    right: float
    y: float
    style: Style
    spaced: bool

    def takes(self, glyph: Glyph, left: float, y: float) -> bool:
        """Whether a letter goes on with the word."""
        if glyph.spaced or (glyph.style is not self.style and glyph.style != self.style):
            return False
        near = _WORD_GAP_SIZES * self.style.size
        return abs(y - self.y) < near / 2 and -2 * near < left - self.right < near

    def finish(self) -> Word:
        """Return the word as it stands."""
        style = self.style
        return Word(
            as_read(self.letters),
            self.left,
            self.right,
            self.y,
            style.size,
            style.bold,
            style.italic,
            self.spaced,
            style.face,
        )
