"""Accents that a PDF draws as signs of their own, over or under the letter they belong to."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.formats.pdf.print.glyph import Glyph

_SIGNS = (
    "`\u02cb\u00b4\u02ca^\u02c6~\u02dc\u00af\u02c9\u02d8\u02d9\u00a8\u02da\u02dd\u02c7\u00b8\u02db"
)
_MARKS = (
    "\u0300\u0300\u0301\u0301\u0302\u0302\u0303\u0303\u0304\u0304\u0306\u0307\u0308\u030a\u030b"
    "\u030c\u0327\u0328"
)
_COMBINING = dict(zip(_SIGNS, _MARKS, strict=True))
"""The combining character of each accent."""
_WITH_DOT = {"\u0131": "i", "\u0237": "j"}
_LONGEST_LINE_LETTERS = 150
"""PDFium may put the accent of a capital behind the last letter of its line."""


def compose_accents(glyphs: Sequence["Glyph"]) -> Sequence["Glyph"]:
    """Make one letter of each accent and the letter that it stands over."""
    if not any(glyph.text in _COMBINING for glyph in glyphs):
        return glyphs
    found: list[Glyph] = []
    for glyph in glyphs:
        last = found[-1] if found else None
        if last is not None and (joined := _joined(last, glyph, spaced=last.spaced)):
            found[-1] = joined
        elif glyph.text not in _COMBINING or not _join_behind(found, glyph):
            found.append(glyph)
    return found


def _join_behind(found: list["Glyph"], accent: "Glyph") -> bool:
    """Put an accent over a letter of its line that is already there; False if none is below."""
    for place in _backwards(found):
        if joined := _joined(accent, found[place], spaced=found[place].spaced):
            found[place] = joined
            return True
    return False


def _backwards(found: Sequence["Glyph"]) -> range:
    return range(len(found) - 1, max(-1, len(found) - _LONGEST_LINE_LETTERS), -1)


def _joined(accent: "Glyph", letter: "Glyph", *, spaced: bool) -> "Glyph | None":
    mark = _COMBINING.get(accent.text)
    if mark is None or not letter.text.isalpha() or not _stands_over(accent, letter):
        return None
    text = unicodedata.normalize("NFC", _WITH_DOT.get(letter.text, letter.text) + mark)
    return letter._replace(text=text, spaced=spaced) if len(text) == 1 else None


def _stands_over(accent: "Glyph", letter: "Glyph") -> bool:
    """Whether the middle of the accent is inside the letter's width, and both in one size."""
    middle = (accent.left + accent.right) / 2
    size = letter.style.size
    is_near = abs(accent.origin[1] - letter.origin[1]) < size / 2
    return accent.style.size == size and is_near and letter.left < middle < letter.right
