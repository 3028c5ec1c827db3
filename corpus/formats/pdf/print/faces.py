"""What the widths of letters tell of a face: bold and italic, where the file does not, and code."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean, median

from corpus.formats.pdf.values import PrintedPage, Word

_TELLING_SHARE = 0.005
"""A file that has a larger share of its letters marked as bold or italic says what is."""
_ALL_TYPEWRITTEN_SHARE = 0.95
"""Where so many of the letters would be typewritten, none of them is."""
_FEWEST_COMPARED_LETTERS = 4
_OTHER_WIDTH_SHARE = 0.02
_LEAST_OTHERS_SHARE = 0.3
"""By how much a letter of another face is wider or narrower, and how many of them are, at least."""
_BOLD_TIMES = 1.03
"""Bold letters are wider than upright ones by this on average; italic ones are not."""
_NARROW = frozenset("fijlrtI")
_SMALL_TYPE_SHARE = 0.93
"""Type for smaller sizes than this share of the body's is wider without being bold."""
_SAME_WIDTH_SIZES, _MOST_ALIKE_SHARE = 0.01, 0.8
"""How near widths are to be one, and how many letters of typewritten faces have it, at least."""

_Widths = Mapping[str, float]


def tell_faces(pages: Sequence[PrintedPage]) -> Sequence[PrintedPage]:
    """Mark words in another face than the text's as typewritten; as bold or italic, too.

    The latter only if the file marks nothing as such, the former unless all of it would be.
    """
    coded = [_mark_typewritten(page) for page in pages]
    if _share(coded, lambda word: word.typewritten) < _ALL_TYPEWRITTEN_SHARE:
        pages = coded
    body = _widths_of_body(pages)
    if not body or _share(pages, lambda word: word.bold or word.italic) > _TELLING_SHARE:
        return pages
    least = _SMALL_TYPE_SHARE * _usual_size(pages)
    return [_mark(page, body, least) for page in pages]


def _share(pages: Sequence[PrintedPage], is_marked: Callable[[Word], bool]) -> float:
    """Return the share of the letters that stand in marked words; 0 without letters."""
    words = [word for page in pages for word in page.words]
    marked = sum(len(word.text) for word in words if is_marked(word))
    return marked / max(1, sum(len(word.text) for word in words))


def _usual_size(pages: Sequence[PrintedPage]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[word.size] += len(word.text)
    return max(sizes, key=sizes.__getitem__, default=0.0)


def _widths_of_body(pages: Sequence[PrintedPage]) -> _Widths:
    """Return the usual width of each letter in the faces that have most letters of a page."""
    seen: defaultdict[str, Counter[float]] = defaultdict(Counter)
    for page in pages:
        weights: Counter[int] = Counter()
        for word in page.words:
            if not word.typewritten:
                weights[word.face] += len(word.text)
        if weights:
            for letter, width in page.faces[max(weights, key=weights.__getitem__)].items():
                seen[letter][width] += 1
    return {letter: widths.most_common(1)[0][0] for letter, widths in seen.items()}


def _is_of_one_width(widths: _Widths) -> bool:
    """Whether narrow letters and others have one width."""
    narrow = [width for letter, width in widths.items() if letter in _NARROW]
    others = [w for letter, w in widths.items() if letter.isalpha() and letter not in _NARROW]
    if not narrow or not others or len(narrow) + len(others) < _FEWEST_COMPARED_LETTERS:
        return False
    # The strokes of some letters reach beyond their widths.
    usual = median(narrow + others)
    alike = sum(abs(width - usual) < _SAME_WIDTH_SIZES for width in narrow + others)
    return alike > _MOST_ALIKE_SHARE * len(narrow + others)


def _mark_typewritten(page: PrintedPage) -> PrintedPage:
    faces = {face for face, widths in page.faces.items() if _is_of_one_width(widths)}
    if not faces:
        return page
    words = (replace(w, typewritten=True) if w.face in faces else w for w in page.words)
    return replace(page, words=tuple(words))


def _mark(page: PrintedPage, body: _Widths, least: float) -> PrintedPage:
    """Mark the words of a page that are no smaller than `least`."""
    ratios = {face: _compare(widths, body) for face, widths in page.faces.items()}
    if not any(ratios.values()):
        return page
    words = (_in_face(w, ratios[w.face]) if w.size >= least else w for w in page.words)
    return replace(page, words=tuple(words))


def _compare(widths: _Widths, body: _Widths) -> float | None:
    """Return how much wider than the body's a face's letters are; None if it is the same face."""
    ratios = [width / body[letter] for letter, width in widths.items() if body.get(letter)]
    others = sum(abs(ratio - 1) > _OTHER_WIDTH_SHARE for ratio in ratios)
    if len(ratios) < _FEWEST_COMPARED_LETTERS or others < _LEAST_OTHERS_SHARE * len(ratios):
        return None
    return fmean(ratios)


def _in_face(word: Word, ratio: float | None) -> Word:
    if ratio is None or word.typewritten:
        return word
    return replace(word, bold=ratio >= _BOLD_TIMES, italic=ratio < _BOLD_TIMES)
