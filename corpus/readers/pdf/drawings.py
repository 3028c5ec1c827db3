"""The rules and the pictures of a page."""

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.readers.pdf.values import Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from corpus.readers.pdf.glyphs import Frame

_MOST_OBJECTS = 20_000
_DEEPEST = 3
_THICKEST, _SHORTEST = 3.0, 15.0


def read_drawings(page: "PdfPage", frame: "Frame") -> tuple[list[Rule], int]:
    """Give the thin horizontal lines of a page from top to bottom, and count its images."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    pictures = 0
    for drawing, kind in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif (rule := _as_rule(drawing, frame)) is not None:
            rules.append(rule)
    return sorted(rules, key=lambda rule: rule.y), pictures


def _objects(page: "PdfPage") -> Iterator[tuple[Any, int]]:
    """Give the paths and images of a page and of the forms on it."""
    import pypdfium2.raw as pdfium

    wanted = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    for place in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page, place)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind in wanted:
            yield found, kind
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _pictures_of(found, 1)


def _pictures_of(form: Any, depth: int) -> Iterator[tuple[Any, int]]:  # noqa: ANN401 - a pointer
    """Give the images of a form; where it stands on the page is not looked up."""
    import pypdfium2.raw as pdfium

    for place in range(min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
        found = pdfium.FPDFFormObj_GetObject(form, place)
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield found, kind
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _pictures_of(found, depth + 1)


def _as_rule(path: Any, frame: "Frame") -> Rule | None:  # noqa: ANN401 - a pointer
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return None
    if not math.isfinite(left.value + right.value + top.value + bottom.value):
        return None
    ends = frame.place(left.value, bottom.value), frame.place(right.value, top.value)
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*ends, strict=True))
    if y1 - y0 > _THICKEST or x1 - x0 < _SHORTEST:
        return None
    return Rule(x0, x1, (y0 + y1) / 2)
