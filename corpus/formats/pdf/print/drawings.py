"""The rules and the pictures of a page."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.formats.pdf.values import Area, Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from corpus.formats.pdf.print.glyph import Frame

_MOST_OBJECTS = 20_000
_DEEPEST_FORM_LEVELS = 3
_THICKEST_RULE_POINTS, _SHORTEST_RULE_POINTS = 3.0, 15.0

_PARTS_POINTS, _MOST_AREAS = 6.0, 2_000
"""Parts of a drawing are nearer than this; so many drawings are kept of a page."""
_GROUND_SHARE = 0.7
_LEAST_FRAME_POINTS = 100.0, 20.0
"""The sides of what may be the frame of a box; what covers so much of a page lies under it."""

_Matrix = tuple[float, float, float, float, float, float]
_Drawing = tuple[Any, int, tuple[_Matrix, ...]]
"""A path or an image, which of them it is, and the matrices of the forms it is in, inmost first."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The thin horizontal lines of a page from top to bottom, all that is drawn, and its images."""

    rules: tuple[Rule, ...]
    areas: tuple[Area, ...]
    pictures: int


def read_drawings(page: "PdfPage", frame: "Frame") -> Drawings:
    """Return what is drawn on a page."""
    import pypdfium2.raw as pdfium

    rules: list[Rule] = []
    areas: list[Area] = []
    pictures = 0
    for drawing, kind, matrices in _objects(page):
        is_picture = kind == pdfium.FPDF_PAGEOBJ_IMAGE
        pictures += is_picture
        area = _area_of(drawing, matrices, frame)
        if area is None:
            continue
        if not is_picture and _is_rule(area):
            rules.append(Rule(area.left, area.right, (area.top + area.bottom) / 2))
        # A picture is no frame, though words are upon it, as on a scanned page.
        area = replace(area, is_whole=not is_picture)
        if not _is_ground(area, frame):
            _add(area, areas)
    return Drawings(tuple(sorted(rules, key=lambda rule: rule.y)), tuple(areas), pictures)


def _is_rule(area: Area) -> bool:
    return (
        area.bottom - area.top <= _THICKEST_RULE_POINTS
        and area.right - area.left >= _SHORTEST_RULE_POINTS
    )


def _may_frame(area: Area) -> bool:
    width, height = area.right - area.left, area.bottom - area.top
    return area.is_whole and width > _LEAST_FRAME_POINTS[0] and height > _LEAST_FRAME_POINTS[1]


def _is_ground(area: Area, frame: "Frame") -> bool:
    """Whether something lies under a whole page."""
    width, height = frame.size
    covered = (area.right - area.left) * (area.bottom - area.top)
    return covered > _GROUND_SHARE * width * height


def _add(area: Area, areas: list[Area]) -> None:
    """Add what is drawn; parts of a drawing, which follow one another, are one."""
    last = areas[-1] if areas else None
    if last is not None and _are_parts(last, area):
        areas[-1] = Area(
            min(last.left, area.left),
            min(last.top, area.top),
            max(last.right, area.right),
            max(last.bottom, area.bottom),
            is_whole=False,
        )
    elif len(areas) < _MOST_AREAS:
        areas.append(area)


def _are_parts(last: Area, area: Area) -> bool:
    """Whether something that is no rule is drawn in or at what was drawn before it."""
    if any(_is_rule(one) or _may_frame(one) for one in (last, area)):
        return False
    across = max(last.left, area.left) - min(last.right, area.right)
    return max(across, max(last.top, area.top) - min(last.bottom, area.bottom)) < _PARTS_POINTS


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


def _area_of(path: Any, matrices: tuple[_Matrix, ...], frame: "Frame") -> Area | None:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return None
    if not math.isfinite(left.value + right.value + top.value + bottom.value):
        return None
    corners = (left.value, bottom.value), (right.value, top.value)
    ends = [frame.place(*_on_page(*corner, matrices)) for corner in corners]
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(*ends, strict=True))
    return Area(x0, y0, x1, y1)
