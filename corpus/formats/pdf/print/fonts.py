"""The size and the weight of type, as a text object of a PDF tells them."""

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_SMALLEST, _LARGEST = 0.5, 1000.0
"""Sizes of type, in points; what is told of smaller or larger ones is wrong."""
_BOLD_WEIGHT = 600
"""As fonts count the weight of type: 400 is regular, 700 bold."""
_FILL_AND_STROKE_MODE, _INVISIBLE_MODE = 2, 3
"""How a text is drawn, as PDF counts the ways."""
_QUARTER_DEGREES = 90
_SKEW_DEGREES = 12
"""Degrees by which a line may lean and count as upright."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|CMB|CMSSBX|SFB|-Bd|-Md", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli|CMTI|CMSL|SFTI|CMBXTI|kursiv|-It\b|slant", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"roman|regu|book|light|normal|italic", re.IGNORECASE)
"""Such a name outweighs the weight that PDFium tells, which is guessed from the stems."""
_NAME_LENGTH_BYTES = 128
_ITALIC_FLAG = 1 << 6


@dataclass(frozen=True, slots=True)
class Style:
    """What the letters of a text object share. `turn` counts right angles; None if it slants.

    `face` tells the fonts of a page apart, which may have their letters in several. `hidden` says
    that the letters are not drawn, as those that a program recognised in a picture are not.
    """

    size: float
    bold: bool
    italic: bool
    turn: int | None
    face: int = field(compare=False)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Font:
    """What a font says of itself, wherever it is used."""

    address: int
    bold: bool
    italic: bool


class StyleReader:
    """Reads the styles of text objects, and what their fonts say, once each."""

    def __init__(self, text_page: "PdfTextPage") -> None:
        self._text_page = text_page
        self._fonts: dict[int, _Font] = {}

    def read(self, place: int) -> Style:
        """Read the style of the text object that holds the character at `place`."""
        import pypdfium2.raw as pdfium

        text_object = pdfium.FPDFText_GetTextObject(self._text_page, place)
        matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
        pdfium.FPDFText_GetMatrix(self._text_page, place, matrix)
        pdfium.FPDFTextObj_GetFontSize(text_object, size)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        font = self._font_of(text_object)
        return Style(
            size=_clamp(float(size.value * math.hypot(matrix.c, matrix.d))),
            bold=font.bold or mode == _FILL_AND_STROKE_MODE,
            italic=font.italic,
            turn=_turn(matrix.a, matrix.b),
            face=font.address,
            hidden=mode == _INVISIBLE_MODE,
        )

    def _font_of(self, text_object: Any) -> _Font:  # noqa: ANN401 - a pointer
        import pypdfium2.raw as pdfium

        font = pdfium.FPDFTextObj_GetFont(text_object)
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self._fonts:
            name = _font_name(font)
            heavy = not _PLAIN_NAME.search(name) and pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            slanted = pdfium.FPDFFont_GetFlags(font) & _ITALIC_FLAG
            self._fonts[address] = _Font(
                address,
                bold=bool(_BOLD_NAME.search(name)) or heavy,
                italic=bool(_ITALIC_NAME.search(name)) or bool(slanted),
            )
        return self._fonts[address]


def told_size(text_page: "PdfTextPage", place: int, text_object: Any) -> float:  # noqa: ANN401 - a pointer
    """Return the size of the character at `place`, in points, as its text object tells it."""
    import pypdfium2.raw as pdfium

    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    pdfium.FPDFText_GetMatrix(text_page, place, matrix)
    pdfium.FPDFTextObj_GetFontSize(text_object, size)
    return float(size.value * math.hypot(matrix.c, matrix.d))


def _font_name(font: Any) -> str:  # noqa: ANN401 - a pointer
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(_NAME_LENGTH_BYTES)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _NAME_LENGTH_BYTES)
    return buffer.value.decode("latin-1").partition("+")[2] or buffer.value.decode("latin-1")


def _clamp(size: float) -> float:
    return round(min(max(size, _SMALLEST), _LARGEST), 1) if math.isfinite(size) else _SMALLEST


def _turn(a: float, b: float) -> int | None:
    if not math.isfinite(a + b):
        return None
    degrees = math.degrees(math.atan2(b, a))
    turn = round(degrees / _QUARTER_DEGREES)
    return turn % 4 if abs(degrees - _QUARTER_DEGREES * turn) < _SKEW_DEGREES else None
