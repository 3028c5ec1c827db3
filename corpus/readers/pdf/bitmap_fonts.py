"""Bitmap fonts (Type 3), which need not tell their size: it is read from how high letters are."""

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from corpus.readers.pdf.fonts import Style

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_SMALLEST = 2.0
"""No type is so small, in points; a font that has such a size counts in a printer's dots."""
_LOW, _FIGURE, _HIGH = 0.44, 0.65, 0.69
"""How high letters and figures are, in sizes of type, in the faces of books."""
_LOW_LETTERS = frozenset("acemnorsuvwxz")
_HIGH_LETTERS = frozenset("bdfhklABCDEFGHIKLMNOPRSTUVWXYZ")
_NAMED_CR = 0x0D
"""Such fonts name their letters by number, "CR" that of "c"; it is taken for a line's end."""


class BitmapFonts:
    """What the first `count` characters of a page tell of its bitmap fonts."""

    def __init__(self, text_page: "PdfTextPage", count: int) -> None:
        self._text_page = text_page
        self._count = count
        self._sizes: dict[int, float] | None = None

    def code_at(self, place: int) -> int:
        """Give the Unicode of a character."""
        import pypdfium2.raw as pdfium

        code = int(pdfium.FPDFText_GetUnicode(self._text_page, place))
        return ord("c") if code == _NAMED_CR and 0 < self._told_size(place) < _SMALLEST else code

    def with_size(self, style: Style) -> Style:
        """Give a style with its real size; as it is, if its font has no letters and figures."""
        if style.size >= _SMALLEST:
            return style
        if self._sizes is None:
            self._sizes = self._measure()
        return replace(style, size=self._sizes.get(style.face, style.size))

    def _measure(self) -> dict[int, float]:
        """Give the size of each font, by its address."""
        found: defaultdict[int, list[float]] = defaultdict(list)
        for face, letter, height in self._letters():
            if letter in _LOW_LETTERS:
                found[face].append(height / _LOW)
            elif letter in _HIGH_LETTERS:
                found[face].append(height / _HIGH)
            elif letter.isdecimal():
                found[face].append(height / _FIGURE)
        return {face: round(median(sizes), 1) for face, sizes in found.items()}

    def _letters(self) -> Iterator[tuple[int, str, float]]:
        """Give the font, the text and the height in points of each character."""
        import pypdfium2.raw as pdfium

        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        for place in range(self._count):
            if not 0 < self._told_size(place) < _SMALLEST:
                continue
            pdfium.FPDFText_GetCharBox(self._text_page, place, left, right, bottom, top)
            font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(self._text_page, place))
            if font:
                letter = chr(self.code_at(place))
                yield ctypes.addressof(font.contents), letter, top.value - bottom.value

    def _told_size(self, place: int) -> float:
        """Give the size that the file tells for a character, in points; 0 for none of its text."""
        import pypdfium2.raw as pdfium

        found = pdfium.FPDFText_GetTextObject(self._text_page, place)
        if not found:
            return 0.0
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFText_GetMatrix(self._text_page, place, matrix)
        pdfium.FPDFTextObj_GetFontSize(found, size)
        return float(size.value * math.hypot(matrix.c, matrix.d))
