"""Bitmap fonts (Type 3), as TeX made them: they tell neither their size nor all their letters.

The size is read from how high letters are. What is no ASCII stands for what it does in the
encodings of TeX's fonts, OT1 (Knuth 1986) or T1 (the Cork encoding of 1990).
"""

import ctypes
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from corpus.formats.pdf.print.fonts import Style, told_size
from corpus.formats.pdf.print.pdfium import address_of, text_box, text_calls

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_SMALLEST_TOLD_POINTS = 2.0
"""No type is so small, in points; a font that has such a size counts in a printer's dots."""
_LOW_SIZES, _FIGURE_SIZES, _HIGH_SIZES = 0.44, 0.65, 0.69
"""How high letters and figures are, in sizes of type, in the faces of books."""
_LOW_LETTERS = frozenset("acemnorsuvwxz")
_HIGH_LETTERS = frozenset("bdfhklABCDEFGHIKLMNOPRSTUVWXYZ")
_NAMED_CR = 0x0D
"""Such fonts name their letters by number, "CR" that of "c"; it is taken for a line's end."""
_LOW_OR_HIGH_SIZES = 0.55
"""A character that is less high than this is as low as small letters are."""
_LIGATURES = (0xFB00, 0xFB01, 0xFB02, 0xFB03, 0xFB04)
_OF_OT1 = dict(
    zip(
        range(0x0B, 0x1D),
        (*_LIGATURES, *map(ord, "\u0131\u0237`\xb4\u02c7\u02d8\xaf\u02da\xb8\xdf\xe6\u0153\xf8")),
        strict=True,
    )
)
_OF_T1 = dict(
    zip(
        (*range(0x10, 0x17), *range(0x1B, 0x20), 0xFF),
        (*map(ord, "\u201c\u201d\u201e\xab\xbb\u2013\u2014"), *_LIGATURES, ord("\xdf")),
        strict=True,
    )
)
"""Ligatures; letters without dot, accents and other letters; quotation marks and dashes."""
TOLD_BY_NUMBER = frozenset((*_OF_OT1, *_OF_T1))
"""Codes that stand for other characters in bitmap fonts."""
_ONLY_IN_OT1 = frozenset((0x0B, 0x0C, 0x0E, 0x0F))
"""In T1, these are signs that texts have not."""


class BitmapFonts:
    """What the first `count` characters of a page tell of its bitmap fonts."""

    def __init__(self, text_page: "PdfTextPage", count: int) -> None:
        self._text_page = text_page
        self._address = address_of(text_page.raw)
        self._count = count
        self._bitmaps: dict[int, bool] = {}

    def decode(self, code: int, place: int) -> int:
        """Return the Unicode of a character that PDFium gives one of `TOLD_BY_NUMBER` for."""
        if not self._is_bitmap(place):
            return code
        if code == _NAMED_CR and self._is_low(place):
            return ord("c")
        return self._encoding.get(code, code)

    def with_size(self, style: Style) -> Style:
        """Return a style with its real size; as it is, if its font has no letters to be seen."""
        if style.size >= _SMALLEST_TOLD_POINTS:
            return style
        return replace(style, size=max(style.size, self._sizes.get(style.face, 0.0)))

    @cached_property
    def _encoding(self) -> dict[int, int]:
        """What codes stand for in the encoding that the page's bitmap fonts have."""
        codes = {self._told_code(place) for place in range(self._count) if self._is_bitmap(place)}
        return _OF_OT1 if codes & _ONLY_IN_OT1 else _OF_T1

    @cached_property
    def _sizes(self) -> dict[int, float]:
        """The size of each font, by its address."""
        found: defaultdict[int, list[float]] = defaultdict(list)
        for place in filter(self._is_bitmap, range(self._count)):
            face, height = self._face_and_height(place)
            letter = chr(self._told_code(place))
            if letter in _LOW_LETTERS:
                found[face].append(height / _LOW_SIZES)
            elif letter in _HIGH_LETTERS:
                found[face].append(height / _HIGH_SIZES)
            elif letter.isdecimal():
                found[face].append(height / _FIGURE_SIZES)
        return {face: round(median(sizes), 1) for face, sizes in found.items()}

    def _is_low(self, place: int) -> bool:
        """Whether a character is no higher than small letters."""
        face, height = self._face_and_height(place)
        return height < _LOW_OR_HIGH_SIZES * self._sizes.get(face, height)

    def _face_and_height(self, place: int) -> tuple[int, float]:
        """Return the address of a character's font, and its height in points."""
        import pypdfium2.raw as pdfium

        bottom, top = text_box(self._address, place)
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(self._text_page, place))
        return ctypes.addressof(font.contents) if font else 0, top - bottom

    def _told_code(self, place: int) -> int:
        return text_calls().code(self._address, place)

    def _is_bitmap(self, place: int) -> bool:
        """Whether a character is set in a font that tells no size."""
        import pypdfium2.raw as pdfium

        address = text_calls().text_object(self._address, place)
        if not address:
            return False
        if address not in self._bitmaps:
            found = pdfium.FPDFText_GetTextObject(self._text_page, place)
            size = told_size(self._text_page, place, found)
            self._bitmaps[address] = 0 < size < _SMALLEST_TOLD_POINTS
        return self._bitmaps[address]
