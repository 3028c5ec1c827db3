"""Words and rules of a page, from what PDFium knows of its characters."""

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.coverage import count_letters
from corpus.formats.pdf.print.accents import compose_accents
from corpus.formats.pdf.print.bitmap_fonts import BitmapFonts
from corpus.formats.pdf.print.characters import character_of
from corpus.formats.pdf.print.copies import drop_copies, drop_covered, have_copies
from corpus.formats.pdf.print.fonts import Style, read_style
from corpus.formats.pdf.print.glyph import Frame, Glyph
from corpus.formats.pdf.values import PrintedPage, Word

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

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

    glyphs = compose_accents(drop_covered(list(_read_glyphs(page))))
    turns = Counter(glyph.style.turn for glyph in glyphs if glyph.style.turn is not None)
    turn = max(turns, key=turns.__getitem__, default=0)
    frame = Frame(turn, *page.get_bbox())
    words = tuple(_words(glyphs, frame))
    if have_copies(words):
        glyphs = drop_copies(glyphs)
        words = tuple(_words(glyphs, frame))
    rules, pictures = read_drawings(page, frame)
    drawn, shown = ("".join(one.text for one in some) for some in (glyphs, words))
    return PrintedPage(
        index,
        *frame.size,
        words,
        tuple(rules),
        pictures,
        _widths_by_face(glyphs),
        aside=count_letters(drawn) - count_letters(shown),
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
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int, Style] = {}
    last, origin = 0, (0.0, 0.0)
    spaced = False
    count = min(text_page.count_chars(), MOST_CHARACTERS)
    bitmaps = BitmapFonts(text_page, count)
    for place in range(count):
        code = bitmaps.code_at(place)
        if code in _SPACES:
            spaced = True
            continue
        found = pdfium.FPDFText_GetTextObject(text_page, place)
        text = _character(code)
        if not found or not text:
            continue
        address = ctypes.addressof(found.contents)
        if address not in styles:
            styles[address] = bitmaps.with_size(read_style(text_page, place, found))
        if address != last:
            pdfium.FPDFText_GetCharOrigin(text_page, place, x, y)
            last, origin = address, (x.value, y.value)
        pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
        style = styles[address]
        if text.isdecimal() and style.turn == 0 and _is_superior(text_page, place, origin, style):
            origin_y, style = origin[1] + _SUPERIOR_RAISE_SIZES * style.size, _superior(style)
            yield Glyph(
                text, box.left, box.bottom, box.right, box.top, (origin[0], origin_y), style, spaced
            )
        else:
            yield Glyph(text, box.left, box.bottom, box.right, box.top, origin, style, spaced)
        spaced = False
    text_page.close()


def _is_superior(
    text_page: "PdfTextPage", place: int, origin: tuple[float, float], style: Style
) -> bool:
    """Whether a figure stands high over its baseline, as a font's own superscripts do."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, place, left, right, bottom, top)
    return (
        bottom.value > origin[1] + _SUPERIOR_CLEAR_SIZES * style.size and top.value > bottom.value
    )


@cache
def _superior(style: Style) -> Style:
    return replace(style, size=round(_SUPERIOR_SIZES * style.size, 1))


def _words(glyphs: Iterable[Glyph], frame: Frame) -> Iterator[Word]:
    """Put the upright letters that stand side by side in one style together."""
    word: _GrowingWord | None = None
    for glyph in (glyph for glyph in glyphs if glyph.style.turn == frame.turn):
        ends = (frame.place(glyph.left, glyph.bottom), frame.place(glyph.right, glyph.top))
        left, right = sorted(end[0] for end in ends)
        y = frame.place(*glyph.origin)[1]
        if not frame.shows((left + right) / 2, y):
            continue
        if word is not None and word.takes(glyph, left, y):
            word.text += glyph.text
            word.right = max(word.right, right)
            continue
        if word is not None:
            yield word.finish()
        word = _GrowingWord(glyph.text, left, right, y, glyph.style, glyph.spaced)
    if word is not None:
        yield word.finish()


@dataclass(slots=True)
class _GrowingWord:
    text: str
    left: float
    right: float
    y: float
    style: Style
    spaced: bool

    def takes(self, glyph: Glyph, left: float, y: float) -> bool:
        """Whether a letter goes on with the word."""
        if glyph.spaced or glyph.style != self.style:
            return False
        near = _WORD_GAP_SIZES * self.style.size
        return abs(y - self.y) < near / 2 and -2 * near < left - self.right < near

    def finish(self) -> Word:
        """Return the word as it stands."""
        style = self.style
        return Word(
            self.text,
            self.left,
            self.right,
            self.y,
            style.size,
            style.bold,
            style.italic,
            self.spaced,
            style.face,
        )
