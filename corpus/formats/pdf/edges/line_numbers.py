"""Numbers of lines in the margin, which editions and manuscripts have, taken off a page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.formats.pdf.values import PrintedPage, Word

_FEWEST_NUMBERS, _FEWEST_NUMBERS_OF_EACH_LINE = 4, 15
"""How many numbers there must be: those of each line in turn might be the numbers of notes."""
_FROM_TEXT_SIZES = 0.4
_UNDER_ONE_ANOTHER_POINTS = 4.0


def strip_line_numbers(page: PrintedPage) -> PrintedPage:
    """Take off the numbers that count the lines of a page at one of its sides."""
    for side in (_left_of_text(page.words), _right_of_text(page.words)):
        if _count_lines(side):
            numbers = set(side)
            words = tuple(word for word in page.words if word not in numbers)
            return replace(page, words=words)
    return page


def _left_of_text(words: Sequence[Word]) -> list[Word]:
    numbers, text = _part(words)
    edge = min((word.left for word in text), default=0.0)
    return [word for word in numbers if word.right < edge - _FROM_TEXT_SIZES * word.size]


def _right_of_text(words: Sequence[Word]) -> list[Word]:
    numbers, text = _part(words)
    edge = max((word.right for word in text), default=0.0)
    return [word for word in numbers if word.left > edge + _FROM_TEXT_SIZES * word.size]


def _part(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Return the numbers, and the words that are none; marks for cutting the page are neither."""
    numbers = [word for word in words if word.text.isdecimal()]
    text = [w for w in words if not w.text.isdecimal() and any(map(str.isalnum, w.text))]
    return numbers, text


def _count_lines(side: Sequence[Word]) -> bool:
    """Whether numbers stand under one another and count up in equal steps."""
    if len(side) < _FEWEST_NUMBERS:
        return False
    ordered = sorted(side, key=lambda word: word.y)
    steps = {int(after.text) - int(before.text) for before, after in pairwise(ordered)}
    flush_left = max(w.left for w in side) - min(w.left for w in side) < _UNDER_ONE_ANOTHER_POINTS
    flush_right = (
        max(w.right for w in side) - min(w.right for w in side) < _UNDER_ONE_ANOTHER_POINTS
    )
    if len(steps) != 1 or not (flush_left or flush_right):
        return False
    step = steps.pop()
    return step > 1 or (step == 1 and len(side) >= _FEWEST_NUMBERS_OF_EACH_LINE)
