"""PDFium's functions that are called for each character, by addresses instead of typed pointers.

What pypdfium2 offers makes an object of each pointer and checks it at each call; of a page of text
that takes longer than PDFium itself.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


@dataclass(frozen=True, slots=True)
class TextCalls:
    """Functions of a text page's address, the place of a character, and where to write to."""

    code: Callable[[int, int], int]
    text_object: Callable[[int, int], int | None]
    origin: Callable[[int, int, Any, Any], int]
    loose_box: Callable[[int, int, Any], int]
    box: Callable[[int, int, Any, Any, Any, Any], int]


@cache
def text_calls() -> TextCalls:
    """Return the functions; PDFium is loaded with them."""
    import pypdfium2.raw as pdfium

    return TextCalls(
        code=_typed(pdfium.FPDFText_GetUnicode, ctypes.c_uint),
        text_object=_typed(pdfium.FPDFText_GetTextObject, _POINTER),
        origin=_typed(pdfium.FPDFText_GetCharOrigin, _INT, 2),
        loose_box=_typed(pdfium.FPDFText_GetLooseCharBox, _INT, 1),
        box=_typed(pdfium.FPDFText_GetCharBox, _INT, 4),
    )


def text_box(page: int, place: int) -> tuple[float, float]:
    """Return the bottom and the top of a character's ink, in points from the foot of its page."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    sides = (ctypes.addressof(side) for side in (left, right, bottom, top))
    text_calls().box(page, place, *sides)
    return bottom.value, top.value


def address_of(pointer: Any) -> int:  # noqa: ANN401 - any of pypdfium2's
    """Return where something of PDFium's is."""
    return ctypes.cast(pointer, _POINTER).value or 0


def _typed(function: Any, result: Any, written: int = 0) -> Callable[..., Any]:  # noqa: ANN401
    """Return a function that takes a page, a place, and so many pointers to write to."""
    prototype = ctypes.PYFUNCTYPE(result, _POINTER, _INT, *[_POINTER] * written)
    typed: Callable[..., Any] = prototype(address_of(function))
    return typed
