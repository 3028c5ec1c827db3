"""Raised figures, which Tesseract takes for quotation marks: cut out and recognised again.

A page's are put below one another, larger, in a picture of figures alone: one run of the
program reads them all.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from corpus.formats.markup.tree import Element, text_of
from corpus.formats.pdf.scans.hocr import LineOfHocr, Place, lines_of, of_kind, parse_hocr, place_of
from corpus.formats.pdf.scans.tesseract import Tesseract

if TYPE_CHECKING:
    from PIL.Image import Image

_ROW_PIXELS, _FIGURE_PIXELS, _MARGIN_PIXELS = 120, 48, 30
_MOST_FIGURES_COUNT = 200
"""On a page; what has more is a table or a picture."""


def mend_raised(hocr: bytes, picture: bytes, tesseract: Tesseract, path: Path) -> bytes:
    """Return what was recognised on a page, its raised figures read again."""
    root = parse_hocr(hocr, path)
    runs = [run for line in lines_of(root) for run in _raised_runs(line)]
    if not runs or len(runs) > _MOST_FIGURES_COUNT:
        return hocr
    read = _read_again([_around(run) for run in runs], picture, tesseract, path)
    for run, figures in zip(runs, read, strict=True):
        if figures.isdecimal() and figures[0] != "0":
            # There may be other letters than figures: the last one has the rest.
            for place, element in enumerate(run[:-1]):
                element.text = figures[place : place + 1]
            run[-1].text = figures[len(run) - 1 :]
    return bytes(etree.tostring(root, encoding="utf-8", method="html"))


def _raised_runs(line: LineOfHocr) -> Iterator[list[Element]]:
    """Return the letters of a line that stand raised, those side by side together."""
    for word in of_kind(line.element, "ocrx_word"):
        letters = [one for one in of_kind(word, "ocrx_cinfo") if place_of(one) and text_of(one)]
        for is_raised, run in groupby(letters, key=lambda one: line.is_raised(_place(one))):
            if is_raised:
                yield list(run)


def _place(element: Element) -> Place:
    place = place_of(element)
    if place is None:
        raise ValueError("only letters with a place are looked at")
    return place


def _around(run: Sequence[Element]) -> Place:
    places = [_place(one) for one in run]
    return Place(
        places[0].left,
        min(place.top for place in places),
        places[-1].right,
        max(place.bottom for place in places),
    )


def _read_again(
    places: Sequence[Place], picture: bytes, tesseract: Tesseract, path: Path
) -> list[str]:
    """Return the figures in each rectangle of a picture, "" where there are none."""
    from PIL import Image

    page = Image.open(io.BytesIO(picture))
    cuts = [_enlarged(page, place) for place in places]
    width = max(cut.width for cut in cuts) + 2 * _MARGIN_PIXELS
    sheet = Image.new("L", (width, _ROW_PIXELS * len(cuts)), 255)
    for row, cut in enumerate(cuts):
        sheet.paste(cut, (_MARGIN_PIXELS, row * _ROW_PIXELS + _MARGIN_PIXELS))
    file = io.BytesIO()
    sheet.save(file, "PNG")
    found = [""] * len(cuts)
    for line in lines_of(parse_hocr(tesseract.read_figures(file.getvalue()), path)):
        row = int((line.place.top + line.place.bottom) / 2 // _ROW_PIXELS)
        if row < len(found):
            found[row] += line.text.replace(" ", "")
    return found


def _enlarged(page: "Image", place: Place) -> "Image":
    cut = page.crop(
        (int(place.left) - 1, int(place.top) - 1, int(place.right) + 2, int(place.bottom) + 2)
    )
    factor = _FIGURE_PIXELS / cut.height
    return cut.resize((max(1, round(cut.width * factor)), _FIGURE_PIXELS))
