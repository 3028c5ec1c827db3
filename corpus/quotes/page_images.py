"""The pages of a PDF on which a quote is printed, as images, and where its lines are on them."""

import ctypes
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnsupportedContent
from corpus.formats.child_process import read_in_child
from corpus.formats.pdf.print.characters import character_of
from corpus.formats.pdf.print.glyphs import MOST_CHARACTERS
from corpus.formats.pdf.scans.hocr import RecognisedLetters, read_letters
from corpus.paper import Span
from corpus.quotes.quote_letters import Letters, align, fold, shared

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_WIDEST_PIXELS, _HIGHEST_PIXELS = 1100, 1600
"""Pixels of an image at most; a narrower page is not blown up beyond `_MOST_PIXELS_TO_POINT`."""
_MOST_PIXELS_TO_POINT = 3.0
_SURE_SHARE = 0.9
"""Of what is looked for, so much on two pages in a row ends the search."""
_LEAST_FOUND_SHARE = 0.5
"""Of a quote's letters, so many must be found."""
_DEVICE_STEPS = 20_000
"""PDFium gives places on a rendered page in whole steps; so many make them fine."""
_MOST_SECONDS = 15
"""Of a processor: many times what a page takes, and what others can be made to wait."""
_SAME_LINE_HEIGHTS = 3.0
"""How far two letters of a line may stand apart, in heights of a letter."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on an image: its left upper corner and its sides, as shares of the image."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a PNG file, with a box around each line of the quote on it.

    `number` counts the pages of the file, of which there are `count`, from 0; `first` is
    the offset, in the text that was given, of the first boxed character.
    """

    number: int
    count: int
    png: bytes
    size: tuple[int, int]
    boxes: tuple[Box, ...]
    first: int


@dataclass(frozen=True, slots=True)
class _Printed:
    """A letter box in points of its page, before that is turned or cropped."""

    left: float
    bottom: float
    right: float
    top: float
    upright: bool

    def follows(self, last: "_Printed") -> bool:
        """Whether the letter stands in the line of `last`, a little behind it."""
        along, across = (0, 1) if self.upright else (1, 0)
        own, other = self.sides(), last.sides()
        height = min(_length(own[across]), _length(other[across]))
        common = min(own[across][1], other[across][1]) - max(own[across][0], other[across][0])
        gap = max(own[along][0] - other[along][1], other[along][0] - own[along][1])
        return (
            self.upright == last.upright
            and 2 * common > height
            and gap < _SAME_LINE_HEIGHTS * height
        )

    def joined(self, other: "_Printed") -> "_Printed":
        """Return the rectangle around both."""
        return _Printed(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
            self.upright,
        )

    def sides(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return where it begins and ends, across the page and up."""
        return (self.left, self.right), (self.bottom, self.top)


def _length(side: tuple[float, float]) -> float:
    return side[1] - side[0]


def draw_quote(
    data: bytes,
    path: Path,
    *,
    text: str,
    quote: Span,
    how_far: float,
    recognised: Mapping[int, bytes] | None = None,
) -> tuple[PageImage, ...]:
    """Draw the pages that print ``text[quote.start:quote.end]``; none if it is not found.

    `text` is the quote with some of what stands around it in the paper, which tells it
    from others of the same words. `how_far`, from 0 to 1, is where it is expected: pages
    near to that come first. `recognised` are pages of a scan as hOCR, by their numbers. The
    file is opened in a process of its own. Raises `UnsupportedContent`, in which `path` names
    the file.
    """
    draw = partial(_draw, text=text, quote=quote, how_far=how_far, recognised=recognised or {})
    return read_in_child(draw, data, path, seconds=_MOST_SECONDS)


def _draw(
    data: bytes,
    path: Path,
    *,
    text: str,
    quote: Span,
    how_far: float,
    recognised: Mapping[int, bytes],
) -> tuple[PageImage, ...]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnsupportedContent(f"{path} cannot be opened as a PDF. Get it anew.") from error
    pages = _Pages(document, {n: read_letters(hocr, path) for n, hocr in recognised.items()})
    sought = fold(text)
    wanted = sought.between(quote.start, quote.end)
    if not wanted:
        return ()
    found = _find_on(pages, _search(pages, sought.text, how_far), sought, wanted)
    if sum(map(len, found.values())) < _LEAST_FOUND_SHARE * len(wanted):
        return ()
    return tuple(pages.draw(number, letters) for number, letters in sorted(found.items()))


def _search(pages: "_Pages", sought: str, how_far: float) -> Sequence[int]:
    """Return the page that has most of what is sought and its neighbours, in order.

    The search goes outwards from where it is expected. It ends with the first two
    neighbours that have nearly all of it between them.
    """
    count = len(pages)
    expected = min(max(int(how_far * count), 0), count - 1)
    shares: dict[int, float] = {}
    for number in sorted(range(count), key=lambda number: abs(number - expected)):
        shares[number] = share = shared(sought, pages.letters(number).text)
        if share + max(shares.get(number - 1, 0), shares.get(number + 1, 0)) >= _SURE_SHARE:
            break
    best = max(shares, key=shares.__getitem__, default=0)
    return [number for number in (best - 1, best, best + 1) if 0 <= number < count]


def _find_on(
    pages: "_Pages", numbers: Sequence[int], sought: Letters, wanted: range
) -> dict[int, dict[int, int]]:
    """Return for each page the characters that print the quote, with their offsets in the text."""
    printed = [
        (number, place, letter)
        for number in numbers
        for letter, place in zip(
            pages.letters(number).text, pages.letters(number).places, strict=True
        )
    ]
    found: dict[int, dict[int, int]] = {}
    places = align(sought.text, "".join(letter for _, _, letter in printed))
    for letter in wanted:
        if letter in places:
            number, place, _ = printed[places[letter]]
            found.setdefault(number, {})[place] = sought.places[letter]
    return found


class _Pages:
    """The pages of an open document: their letters, read once, and their images.

    Those of scans have the letters that were `recognised` on them.
    """

    def __init__(
        self, document: "PdfDocument", recognised: Mapping[int, RecognisedLetters]
    ) -> None:
        self._document = document
        self._recognised = recognised
        self._letters: dict[int, Letters] = {}

    def __len__(self) -> int:
        return len(self._document)

    def letters(self, number: int) -> Letters:
        """Return the letters of a page, by the places of their characters on it."""
        if number not in self._letters:
            self._letters[number] = fold(self._characters(number))
        return self._letters[number]

    def _characters(self, number: int) -> list[str]:
        import pypdfium2
        import pypdfium2.raw as pdfium

        if number in self._recognised:
            return list(self._recognised[number].texts)
        try:
            text_page = self._document[number].get_textpage()
        except pypdfium2.PdfiumError:
            return []
        count = min(text_page.count_chars(), MOST_CHARACTERS)
        return [
            character_of(pdfium.FPDFText_GetUnicode(text_page, place)) for place in range(count)
        ]

    def draw(self, number: int, characters: dict[int, int]) -> PageImage:
        """Draw a page on which some characters are boxed; their offsets tell which is first."""
        page = self._document[number]
        width, height = page.get_size()
        scale = min(
            _MOST_PIXELS_TO_POINT, _WIDEST_PIXELS / max(width, 1), _HIGHEST_PIXELS / max(height, 1)
        )
        image = page.render(scale=scale).to_pil()
        file = io.BytesIO()
        image.save(file, "PNG")
        if number in self._recognised:
            boxes = _boxes_on_scan(self._recognised[number], sorted(characters))
        else:
            lines = _lines(_boxes(page.get_textpage(), sorted(characters)))
            boxes = tuple(_on_image(page, line) for line in lines)
        return PageImage(
            number,
            len(self),
            file.getvalue(),
            image.size,
            boxes,
            min(characters.values()),
        )


def _boxes(text_page: "PdfTextPage", places: Iterable[int]) -> Iterator[_Printed]:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    for place in places:
        pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
        quarter = round(pdfium.FPDFText_GetCharAngle(text_page, place) / (math.pi / 2))
        sides = (box.left, box.bottom, box.right, box.top)
        if all(map(math.isfinite, sides)):
            yield _Printed(*sides, upright=quarter % 2 == 0)


def _boxes_on_scan(letters: RecognisedLetters, places: Iterable[int]) -> tuple[Box, ...]:
    """Return a box around each line of some letters of a scan."""
    width, height = max(letters.width, 1.0), max(letters.height, 1.0)
    chosen = (letters.places[place] for place in places)
    lines = _lines(
        _Printed(one.left, height - one.bottom, one.right, height - one.top, upright=True)
        for one in chosen
    )
    return tuple(
        Box(
            line.left / width,
            1 - line.top / height,
            (line.right - line.left) / width,
            (line.top - line.bottom) / height,
        )
        for line in lines
    )


def _lines(letters: Iterable[_Printed]) -> list[_Printed]:
    """Join the letters that stand side by side."""
    lines: list[_Printed] = []
    for letter in letters:
        if lines and letter.follows(lines[-1]):
            lines[-1] = lines[-1].joined(letter)
        else:
            lines.append(letter)
    return lines


def _on_image(page: "PdfPage", line: _Printed) -> Box:
    ends = [_on_device(page, line.left, line.bottom), _on_device(page, line.right, line.top)]
    (left, right), (top, bottom) = (sorted(side) for side in zip(*ends, strict=True))
    return Box(left, top, right - left, bottom - top)


def _on_device(page: "PdfPage", x: float, y: float) -> tuple[float, float]:
    """Return a point of the page as shares of its image, which may be turned and cropped."""
    import pypdfium2.raw as pdfium

    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _DEVICE_STEPS, _DEVICE_STEPS, 0, x, y, across, down)
    return across.value / _DEVICE_STEPS, down.value / _DEVICE_STEPS
