"""The rules and the pictures of a page."""

import ctypes
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.formats.pdf.values import Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from corpus.formats.pdf.print.glyph import Frame

_MOST_OBJECTS = 20_000
_DEEPEST_FORM_LEVELS = 3
_THICKEST_RULE_POINTS, _SHORTEST_RULE_POINTS = 3.0, 15.0

_Matrix = tuple[float, float, float, float, float, float]
_Drawing = tuple[Any, int, tuple[_Matrix, ...]]
"""A path or an image, which of them it is, and the matrices of the forms it is in, inmost first."""


def read_drawings(page: "PdfPage", frame: "Frame") -> tuple[list[Rule], int]:
    """Return the thin horizontal lines of a page from top to bottom, and count its images."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    pictures = 0
    for drawing, kind, matrices in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif (rule := _as_rule(drawing, matrices, frame)) is not None:
            rules.append(rule)
    return sorted(rules, key=lambda rule: rule.y), pictures


def _objects(page: "PdfPage") -> Iterator[_Drawing]:
    """Return the paths and images of a page and of the forms on it."""
    import pypdfium2.raw as pdfium

    for place in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        yield from _drawings_in(pdfium.FPDFPage_GetObject(page, place), ())


def _drawings_in(found: Any, matrices: tuple[_Matrix, ...]) -> Iterator[_Drawing]:  # noqa: ANN401
    """Return an object if it is a path or an image, those in it if it is a form."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(found)
    if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
        yield found, kind, matrices
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(matrices) < _DEEPEST_FORM_LEVELS:
        inner = (_matrix_of(found), *matrices)
        for place in range(min(pdfium.FPDFFormObj_CountObjects(found), _MOST_OBJECTS)):
            yield from _drawings_in(pdfium.FPDFFormObj_GetObject(found, place), inner)


def _matrix_of(form: Any) -> _Matrix:  # noqa: ANN401 - a pointer
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    pdfium.FPDFPageObj_GetMatrix(form, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _on_page(x: float, y: float, matrices: tuple[_Matrix, ...]) -> tuple[float, float]:
    """Return a point of a form, which may be in other forms, on the page."""
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def _as_rule(path: Any, matrices: tuple[_Matrix, ...], frame: "Frame") -> Rule | None:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return None
    if not math.isfinite(left.value + right.value + top.value + bottom.value):
        return None
    corners = (left.value, bottom.value), (right.value, top.value)
    ends = [frame.place(*_on_page(*corner, matrices)) for corner in corners]
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*ends, strict=True))
    if y1 - y0 > _THICKEST_RULE_POINTS or x1 - x0 < _SHORTEST_RULE_POINTS:
        return None
    return Rule(x0, x1, (y0 + y1) / 2)
