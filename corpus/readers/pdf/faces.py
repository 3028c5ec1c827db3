"""Bold and italic type told by the widths of its letters, where a file's fonts do not say it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from corpus.readers.pdf.values import PrintedPage, Word

_TELLING = 0.005
"""A file that has a larger share of its letters marked as bold or italic says what is."""
_FEWEST_LETTERS = 4
_OTHER_WIDTH = 0.02
_LEAST_OTHERS = 0.3
_BOLD = 1.03
"""Bold letters are wider than upright ones by this on average; italic ones are not."""

_Widths = Mapping[str, float]


def tell_faces(pages: Sequence[PrintedPage]) -> Sequence[PrintedPage]:
    """Mark the words in another face than the body's as bold or italic, if nothing is marked."""
    letters = sum(len(word.text) for page in pages for word in page.words)
    marked = sum(
        len(word.text) for page in pages for word in page.words if word.bold or word.italic
    )
    body = _widths_of_body(pages)
    if marked > _TELLING * letters or not body:
        return pages
    return [_mark(page, body) for page in pages]


def _widths_of_body(pages: Sequence[PrintedPage]) -> _Widths:
    """Give the usual width of each letter in the faces that have most letters of a page."""
    seen: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for page in pages:
        weights: Counter[int] = Counter()
        for word in page.words:
            weights[word.face] += len(word.text)
        if weights:
            for letter, width in page.faces[max(weights, key=weights.__getitem__)].items():
                seen[letter][width] += 1
    return {letter: widths.most_common(1)[0][0] for letter, widths in seen.items()}


def _mark(page: PrintedPage, body: _Widths) -> PrintedPage:
    ratios = {face: _compare(widths, body) for face, widths in page.faces.items()}
    if not any(ratios.values()):
        return page
    return replace(page, words=tuple(_in_face(word, ratios[word.face]) for word in page.words))


def _compare(widths: _Widths, body: _Widths) -> float | None:
    """Give how much wider than the body's a face's letters are; None if it is the same face."""
    ratios = [width / body[letter] for letter, width in widths.items() if body.get(letter)]
    others = sum(abs(ratio - 1) > _OTHER_WIDTH for ratio in ratios)
    if len(ratios) < _FEWEST_LETTERS or others < _LEAST_OTHERS * len(ratios):
        return None
    return fmean(ratios)


def _in_face(word: Word, ratio: float | None) -> Word:
    if ratio is None:
        return word
    return replace(word, bold=ratio >= _BOLD, italic=ratio < _BOLD)
