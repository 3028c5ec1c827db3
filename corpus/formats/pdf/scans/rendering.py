"""Pages drawn as pictures, in a process of its own."""

import io
import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from corpus.formats.child_process import read_in_child
from corpus.formats.pdf.scans.tesseract import DOTS_PER_INCH

_MOST_PIXELS = 40_000_000
"""Of a drawn page: a newspaper's is drawn less finely."""
_POINTS_PER_INCH = 72


def draw_pages(data: bytes, path: Path, numbers: Sequence[int]) -> list[tuple[bytes, int]]:
    """Draw pages as PNG files, each with its dots per inch. Raises `UnsupportedContent`."""
    return read_in_child(partial(_draw, numbers=numbers), data, path)


def count_pages(data: bytes, path: Path) -> int:
    """Count the pages of a file. Raises `UnsupportedContent`."""
    return read_in_child(_count, data, path)


def _count(data: bytes, path: Path) -> int:
    from corpus.formats.pdf.print.document import open_document

    return len(open_document(data, path))


def _draw(data: bytes, path: Path, *, numbers: Sequence[int]) -> list[tuple[bytes, int]]:
    from corpus.formats.pdf.print.document import open_document

    document = open_document(data, path)
    drawn = []
    for number in numbers:
        page = document[number]
        width, height = page.get_size()
        at_full = width * height * (DOTS_PER_INCH / _POINTS_PER_INCH) ** 2
        dots = int(DOTS_PER_INCH * min(1.0, math.sqrt(_MOST_PIXELS / max(at_full, 1.0))))
        file = io.BytesIO()
        page.render(scale=dots / _POINTS_PER_INCH, grayscale=True).to_pil().save(file, "PNG")
        drawn.append((file.getvalue(), dots))
    return drawn
