"""Letters of scripts that are written from right to left, put as they are printed.

PDFium gives the letters of such a line backwards, whichever way the file has them; where they
stand tells how they are read.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.formats.pdf.print.glyph import Glyph

FIRST_LEFTWARDS = "\u0590"
"""The first letter of such a script, in the order of Unicode; none is in a plain page's text."""
_LEFTWARDS = frozenset({"R", "AL"})
_SAME_LINE_SIZES = 0.2
_LAM, _ALEFS = "\u0644", frozenset("\u0622\u0623\u0625\u0627\u0671")
_PRESENTATION = (("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))
"""Shapes of letters with codes of their own, from the first to the last."""


def runs_leftwards(text: str) -> bool:
    """Whether a text has a letter of a script that is written from right to left."""
    return any(
        letter >= FIRST_LEFTWARDS and unicodedata.bidirectional(letter) in _LEFTWARDS
        for letter in text
    )


def from_left_to_right(glyphs: Sequence["Glyph"]) -> Sequence["Glyph"]:
    """Return glyphs with those of lines that run leftwards as they stand, from the left.

    The signs over and under a letter are of one glyph with it, and a letter with a shape of its
    own is that letter. `spaced` is told by the space alone.
    """
    late = (glyph.text for glyph in glyphs if glyph.text >= FIRST_LEFTWARDS)
    if not any(map(runs_leftwards, late)):
        return glyphs
    ordered: list[Glyph] = []
    for line in _lines(glyphs):
        if any(runs_leftwards(glyph.text) for glyph in line):
            ordered += _in_order(line)
        else:
            ordered += line
    return ordered


def parts_words(before: str, after: str) -> bool:
    """Whether two letters that stand side by side are of unlike directions, or a sign is one."""
    return _kind(before[0]) != _kind(after[0])


def as_read(letters: Sequence[str]) -> str:
    """Return the letters of a word, which come from the left, in the order of reading."""
    if letters[0] < FIRST_LEFTWARDS:
        return "".join(letters)
    return "".join(reversed(letters) if runs_leftwards(letters[0]) else letters)


def _kind(letter: str) -> str:
    if runs_leftwards(letter):
        return "leftwards"
    return "rightwards" if letter.isalnum() else "sign"


def _lines(glyphs: Sequence["Glyph"]) -> Iterator[list["Glyph"]]:
    line = list(glyphs[:1])
    for before, glyph in pairwise(glyphs):
        far = _SAME_LINE_SIZES * max(before.style.size, glyph.style.size)
        if abs(glyph.origin[1] - before.origin[1]) > far or glyph.style.turn != before.style.turn:
            yield line
            line = []
        line.append(glyph)
    yield line


def _in_order(line: Iterable["Glyph"]) -> list["Glyph"]:
    """Return the glyphs of a line from the left, each with the signs over and under it."""
    plain = [glyph._replace(text=_plain(glyph.text), spaced=False) for glyph in line]
    letters: list[Glyph] = []
    for glyph in sorted(plain, key=lambda glyph: (glyph.left, glyph.right)):
        if unicodedata.combining(glyph.text[0]):
            continue
        last = letters[-1] if letters else None
        if last is not None and (last.left, last.right) == (glyph.left, glyph.right):
            letters[-1] = last._replace(text=_joined(last.text, glyph.text))
        else:
            letters.append(glyph)
    for sign in plain:
        if unicodedata.combining(sign.text[0]) and letters:
            middle = (sign.left + sign.right) / 2
            place = min(range(len(letters)), key=lambda at: _distance(letters[at], middle))
            letters[place] = letters[place]._replace(text=letters[place].text + sign.text)
    return letters


def _joined(first: str, second: str) -> str:
    """Join letters of a ligature, told at one place: backwards, but where PDFium parted it itself.

    Of lam and alef, the usual one, the order is known.
    """
    return first + second if first == _LAM and second in _ALEFS else second + first


def _distance(letter: "Glyph", x: float) -> float:
    if letter.left <= x < letter.right:
        return 0.0
    return abs((letter.left + letter.right) / 2 - x)


def _plain(text: str) -> str:
    if any(first <= letter <= last for letter in text for first, last in _PRESENTATION):
        return unicodedata.normalize("NFKC", text)
    return text
