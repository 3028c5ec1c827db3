"""What Tesseract recognised on a page, as the words and rules of a printed page.

hOCR is HTML that tells the place of each line, word and letter in pixels (Breuel 2007).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from corpus.formats.markup.tree import Element, attribute, parse_html, text_of
from corpus.formats.pdf.scans.tesseract import DOTS_PER_INCH
from corpus.formats.pdf.values import PrintedPage, Rule, Word

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BOX = re.compile(rf"\bx?_?bbox(?:es)? {_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER}")
_BASELINE = re.compile(rf"\bbaseline {_NUMBER} {_NUMBER}")
_SIZE = re.compile(rf"\bx_size {_NUMBER}")
_CONFIDENCE = re.compile(rf"\bx_wconf {_NUMBER}")
_DOTS = re.compile(r"\bscan_res (\d+)")
_POINTS_PER_INCH = 72
_TYPE_OF_SIZE_SHARE = 1.1
"""The size of type, of the height between the tops and the bottoms of a line's letters."""
_RAISE_SHARE = 0.16
_LEAST_HEIGHT_SHARE, _MOST_HEIGHT_SHARE = 0.27, 0.52
"""How far a raised figure stands over the baseline, and how high it is, of a size of type: less
than other figures, more than a closing quotation mark."""
_RAISED_SIZES = 0.6
"""The size that is made of a raised figure's, as that of a font's own superscripts."""
_THICKEST_RULE_POINTS, _SHORTEST_RULE_POINTS = 4.0, 15.0
"""How thick a line between blocks is at most, and how long at least."""
_SAME_SIZE_SHARE = 0.12
"""Sizes that differ by less from a usual one are that: heights vary with the letters of a line."""
_FEWEST_WORDS, _LEAST_CONFIDENCE = 15, 0.6
"""Words of a page of text, and how sure the recognition of one is."""
_FEW_LETTERS = 4
"""Letters of a word: shorter ones tell their size badly."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, from its left upper corner, in points or in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def scaled(self, factor: float) -> "Place":
        """Return it in another unit."""
        sides = (self.left, self.top, self.right, self.bottom)
        return Place(*(side * factor for side in sides))


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as it was recognised; `confidence` is the mean over its words, 0 to 1."""

    page: PrintedPage
    confidence: float

    @property
    def is_text(self) -> bool:
        """Whether it is no figure or photograph, of which letters are read as well."""
        return len(self.page.words) >= _FEWEST_WORDS and self.confidence >= _LEAST_CONFIDENCE


@dataclass(frozen=True, slots=True)
class LineOfHocr:
    """A line as Tesseract found it: the size of its type and its baseline, in pixels."""

    element: Element
    size: float
    place: Place
    slope: float
    offset: float

    def baseline_at(self, x: float) -> float:
        """Return the height of the baseline under a place."""
        return self.place.bottom + self.offset + self.slope * (x - self.place.left)

    @property
    def text(self) -> str:
        """Its words with spaces between, whether the places of letters are told or not."""
        words = of_kind(self.element, "ocrx_word")
        return " ".join("".join(text_of(word).split()) for word in words)

    def is_raised(self, letter: Place) -> bool:
        """Whether a letter stands where raised figures do, and is as high as they are."""
        share = (letter.bottom - letter.top) / self.size if self.size else 0.0
        above = self.baseline_at(letter.left) - letter.bottom
        return above > _RAISE_SHARE * self.size and _LEAST_HEIGHT_SHARE < share < _MOST_HEIGHT_SHARE


def parse_hocr(content: bytes, path: Path) -> Element:
    """Parse what Tesseract wrote. Raises `UnsupportedContent`."""
    return parse_html(content.decode("utf-8", "replace"), path)


def read_hocr(content: bytes, index: int, path: Path) -> RecognisedPage:
    """Read a page, numbered from 0, as it was recognised. Raises `UnsupportedContent`."""
    root = parse_hocr(content, path)
    page = next(of_kind(root, "ocr_page"), root)
    points = _POINTS_PER_INCH / (_number(_DOTS, page) or DOTS_PER_INCH)
    whole = (place_of(page) or Place(0, 0, 0, 0)).scaled(points)
    words: list[Word] = []
    confidences: list[float] = []
    for line in lines_of(page):
        for element in of_kind(line.element, "ocrx_word"):
            words += _words_of(element, line, points, spaced=bool(words))
            confidences.append(_number(_CONFIDENCE, element) / 100)
    rules = tuple(_rules(page, points))
    printed = PrintedPage(index, whole.right, whole.bottom, tuple(words), rules, 1, {0: {}})
    return RecognisedPage(printed, sum(confidences) / len(confidences) if confidences else 0.0)


@dataclass(frozen=True, slots=True)
class RecognisedLetters:
    """The letters of a page and their places, in pixels of a picture of a size."""

    width: float
    height: float
    texts: tuple[str, ...]
    places: tuple[Place, ...]


def read_letters(content: bytes, path: Path) -> RecognisedLetters:
    """Read where the letters of a page are. Raises `UnsupportedContent`."""
    root = parse_hocr(content, path)
    whole = place_of(next(of_kind(root, "ocr_page"), root)) or Place(0, 0, 1, 1)
    letters = [
        (text_of(one), place) for one in of_kind(root, "ocrx_cinfo") if (place := place_of(one))
    ]
    texts, places = tuple(text for text, _ in letters), tuple(place for _, place in letters)
    return RecognisedLetters(whole.right, whole.bottom, texts, places)


def of_kind(element: Element, *kinds: str) -> Iterator[Element]:
    """Return the elements of some classes in an element, in order."""
    return (one for one in element.iter() if attribute(one, "class") in kinds)


def lines_of(page: Element) -> Iterator[LineOfHocr]:
    """Return the lines of a page."""
    for element in of_kind(page, "ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
        if place := place_of(element):
            baseline = _BASELINE.search(attribute(element, "title"))
            slope, offset = map(float, baseline.groups()) if baseline else (0.0, 0.0)
            size = _number(_SIZE, element) * _TYPE_OF_SIZE_SHARE
            yield LineOfHocr(element, size, place, slope, offset)


def _number(pattern: re.Pattern[str], element: Element) -> float:
    match = pattern.search(attribute(element, "title"))
    return float(match[1]) if match else 0.0


def place_of(element: Element) -> Place | None:
    """Return where an element stands, in pixels; None if it does not tell."""
    match = _BOX.search(attribute(element, "title"))
    return Place(*map(float, match.groups())) if match else None


def _rules(page: Element, points: float) -> Iterator[Rule]:
    for element in of_kind(page, "ocr_separator"):
        if place := place_of(element):
            place = place.scaled(points)
            is_thin = place.bottom - place.top <= _THICKEST_RULE_POINTS
            if is_thin and place.right - place.left >= _SHORTEST_RULE_POINTS:
                yield Rule(place.left, place.right, (place.top + place.bottom) / 2)


def _words_of(element: Element, line: LineOfHocr, points: float, *, spaced: bool) -> Iterator[Word]:
    """Return a word, in as many parts as it has runs of raised and other letters.

    A pixel is so many `points`.
    """
    letters = [
        (text, place, text.isdecimal() and line.is_raised(place))
        for one in of_kind(element, "ocrx_cinfo")
        if (text := text_of(one)) and (place := place_of(one))
    ]
    for is_raised, run in groupby(letters, key=lambda letter: letter[2]):
        texts, places, _ = zip(*run, strict=True)
        around = Place(places[0].left, 0, places[-1].right, 0).scaled(points)
        y = line.baseline_at(places[0].left) * points
        size = line.size * points
        yield Word(
            "".join(texts),
            around.left,
            around.right,
            y - (1 - _RAISED_SIZES) * size if is_raised else y,
            round(size * (_RAISED_SIZES if is_raised else 1), 1),
            bold=False,
            italic=False,
            spaced=spaced,
            face=0,
        )
        spaced = False


def even_out_sizes(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Make one of sizes that differ little, over all pages, so that type can be told by it."""
    counts = Counter(
        word.size for page in pages for word in page.words if len(word.text) >= _FEW_LETTERS
    )
    middles: list[float] = []
    while counts:
        middle = max(counts, key=lambda size: (counts[size], size))
        middles.append(middle)
        for size in [size for size in counts if abs(size / middle - 1) <= _SAME_SIZE_SHARE]:
            del counts[size]

    middles += [round(_RAISED_SIZES * middle, 1) for middle in middles]

    def even(word: Word) -> Word:
        nearest = min(middles, key=lambda middle: abs(middle - word.size), default=word.size)
        return replace(word, size=nearest)

    return [replace(page, words=tuple(map(even, page.words))) for page in pages]


def with_recognised(
    pages: Sequence[PrintedPage], recognised: Mapping[int, bytes], path: Path
) -> tuple[tuple[PrintedPage, ...], Mapping[int, float]]:
    """Return pages with those that were recognised in their places, and how surely these were.

    Both are told by the number of the page from 0. Raises `UnsupportedContent`.
    """
    pages_read = {number: read_hocr(hocr, number, path) for number, hocr in recognised.items()}
    read = {number: one for number, one in pages_read.items() if one.is_text}
    even = {page.index: page for page in even_out_sizes([one.page for one in read.values()])}
    confidences = {number: round(one.confidence, 3) for number, one in read.items()}
    return tuple(even.get(page.index, page) for page in pages), confidences
