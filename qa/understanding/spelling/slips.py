"""Slips of the finger: what else a word may have been meant to be, and how likely each slip is."""

from collections.abc import Iterator
from string import ascii_lowercase

TWO_SLIPS = 2.2
"""The cost of any two slips in one word."""
_FIRST_LETTER = 0.6
"""Added where the slip is in the first letter: people rarely get that wrong."""
_TRANSPOSED = 0.7
_DOUBLED = 0.5
_DROPPED = 0.8
_ADDED, _ADDED_BESIDE = 1.1, 0.9
_WRONG, _WRONG_BESIDE = 1.3, 0.9
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS_ALIKE = ("aeiouy", "ck", "cs", "sz", "jy", "ji", "vw", "fv", "td", "gj", "bp", "mn")


def _neighbours() -> dict[str, frozenset[str]]:
    """Return for each letter those beside it on a keyboard, and those that sound like it."""
    places = {
        letter: (column + row / 2, row)
        for row, letters in enumerate(_ROWS)
        for column, letter in enumerate(letters)
    }
    near = {
        letter: {
            other
            for other, (column, row) in places.items()
            if other != letter and abs(column - x) <= 1 and abs(row - y) <= 1
        }
        for letter, (x, y) in places.items()
    }
    for group in _SOUNDS_ALIKE:
        for letter in group:
            near[letter] |= set(group) - {letter}
    return {letter: frozenset(others) for letter, others in near.items()}


_NEAR = _neighbours()


def words_one_slip_away(typed: str) -> dict[str, float]:
    """Return the strings that one slip turns into `typed`, each with the slip's least cost.

    A slip swaps two letters, doubles, adds, drops or replaces one: Damerau 1964. `typed` is
    in lower case; the letters tried are those of English.
    """
    costs: dict[str, float] = {}
    for place, meant, cost in _slips(typed):
        whole = cost + (_FIRST_LETTER if place == 0 else 0.0)
        if meant != typed and whole < costs.get(meant, whole + 1):
            costs[meant] = whole
    return costs


def _slips(typed: str) -> Iterator[tuple[int, str, float]]:
    """Yield where each slip is, what was meant, and the slip's cost."""
    for place, letter in enumerate(typed):
        before, after = typed[:place], typed[place + 1 :]
        around = {*before[-1:], *after[:1]}
        yield place, before + after, _cost_of_adding(letter, around)
        if after:
            yield place, before + after[0] + letter + after[1:], _TRANSPOSED
        near = _NEAR.get(letter, frozenset())
        for other in ascii_lowercase:
            yield place, before + other + after, _WRONG_BESIDE if other in near else _WRONG
    for place in range(len(typed) + 1):
        before, after = typed[:place], typed[place:]
        around = {*before[-1:], *after[:1]}
        for letter in ascii_lowercase:
            yield place, before + letter + after, _DOUBLED if letter in around else _DROPPED


def _cost_of_adding(letter: str, around: set[str]) -> float:
    if letter in around:
        return _DOUBLED
    near = _NEAR.get(letter, frozenset())
    return _ADDED_BESIDE if near & around else _ADDED
