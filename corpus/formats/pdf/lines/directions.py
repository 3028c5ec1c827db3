"""Pages that are read from right to left: mirrored, and their words in the order of reading.

On a mirrored page columns, indents and what stands behind a word are where they are on others.
What runs the other way in a line, as names and formulas do, is turned round (the visual order of
the Unicode Bidirectional Algorithm, Unicode Standard Annex 9, read backwards).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.formats.pdf.print.right_to_left import runs_leftwards
from corpus.formats.pdf.values import Area, PrintedPage, Rule, Word

_LEAST_SHARE = 0.5
"""Of the letters of a page that is read from right to left."""
_SPACE_SIZES = 0.15
_PAIRS = ("()", "[]", "{}", "«»", "‹›")
_BRACKETS = frozenset("".join(_PAIRS))
_OF_NUMBERS = frozenset({"EN", "AN", "ET"})
"""Numbers and the signs at them, as Unicode has the classes."""


def mirror_pages(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Return pages with those mirrored that are read from right to left."""
    return [_mirror(page) if _is_leftwards(page) else page for page in pages]


def in_reading_order(words: Sequence[Word]) -> tuple[list[Word], list[float]]:
    """Return the words of a line, which come from left to right, in the order of reading.

    With them come the spaces in front of each, in points; that of the first is 0.
    """
    gaps = [0.0, *(word.left - before.right for before, word in pairwise(words))]
    leftwards = [runs_leftwards(word.text) for word in words]
    if not words[0].mirrored:
        return _turn(words, gaps, leftwards) if any(leftwards) else (list(words), gaps)
    plain = [
        word.text[0].isalpha() and not other for word, other in zip(words, leftwards, strict=True)
    ]
    ordered, gaps = _turn(words, gaps, plain)
    return _with_brackets(ordered, gaps), gaps


def _is_leftwards(page: PrintedPage) -> bool:
    letters = leftwards = 0
    for word in page.words:
        count = sum(map(str.isalpha, word.text))
        letters += count
        leftwards += count if runs_leftwards(word.text) else 0
    return leftwards > _LEAST_SHARE * letters


def _mirror(page: PrintedPage) -> PrintedPage:
    width = page.width
    words = (
        replace(word, left=width - word.right, right=width - word.left, mirrored=True)
        for word in page.words
    )
    rules = (Rule(width - rule.right, width - rule.left, rule.y) for rule in page.rules)
    drawn = (
        Area(width - area.right, area.top, width - area.left, area.bottom) for area in page.drawn
    )
    return replace(page, words=tuple(words), rules=tuple(rules), drawn=tuple(drawn))


def _turn(
    words: Sequence[Word], gaps: Sequence[float], turned: Sequence[bool]
) -> tuple[list[Word], list[float]]:
    """Turn round the runs of words that go from one of `turned` to the last one before others."""
    ordered: list[Word] = []
    spaces: list[float] = []
    place = 0
    while place < len(words):
        end = _end_of_run(words, gaps, turned, place)
        ordered += reversed(words[place:end])
        # The space in front of the run is that which stands there, whatever its last word is.
        spaces += [gaps[place], *reversed(gaps[place + 1 : end])]
        place = end
    return ordered, spaces


def _end_of_run(
    words: Sequence[Word], gaps: Sequence[float], turned: Sequence[bool], start: int
) -> int:
    """Return the place behind the run that begins at a word: one word if none does.

    On a mirrored page figures make a run with what they stand at, and go with names beside them.
    """
    is_mirrored = words[start].mirrored
    if not turned[start] and not (is_mirrored and _is_figure(words[start])):
        return start + 1
    end, is_name, is_close = start + 1, turned[start], True
    for place in range(start + 1, len(words)):
        word = words[place]
        is_close = is_close and gaps[place] < _SPACE_SIZES * word.size
        if turned[place] or (is_mirrored and _is_figure(word) and (is_name or is_close)):
            is_name = is_name or turned[place]
            end = place + 1
        elif word.text[0].isalpha():
            break
    return end


def _is_figure(word: Word) -> bool:
    """Whether a word is a number, or a sign at numbers such as that of a share."""
    return unicodedata.bidirectional(word.text[0]) in _OF_NUMBERS


def _with_brackets(words: Sequence[Word], gaps: Sequence[float]) -> list[Word]:
    """Let brackets open before a word that they stand at, and close behind one.

    Fonts and programs differ in which of both they name one that is printed mirrored.
    """
    told: list[Word] = []
    for place, word in enumerate(words):
        if word.text not in _BRACKETS:
            told.append(word)
            continue
        least = _SPACE_SIZES * word.size
        before = place > 0 and gaps[place] < least
        after = place + 1 < len(words) and gaps[place + 1] < least
        pair = next(pair for pair in _PAIRS if word.text in pair)
        told.append(replace(word, text=pair[before]) if before != after else word)
    return told
