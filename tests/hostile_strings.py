"""Strings made to hurt a regular expression, drawn from its parsed form.

A search that goes wrong tries the same text again and again: from each offset, with each way
to share a run among the repeats of the pattern. So every piece that a pattern can repeat, and
every beginning of a match, is repeated here, between a beginning that fits and an end that
does not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

_LONG = 25
"""A repeat of fewer pieces is no run: it costs the same however long the text is."""
_CATEGORIES = {
    code.CATEGORY_SPACE: " \t\n",
    code.CATEGORY_NOT_SPACE: "a1-",
    code.CATEGORY_WORD: "a1_",
    code.CATEGORY_NOT_WORD: "- \n",
    code.CATEGORY_DIGIT: "1",
    code.CATEGORY_NOT_DIGIT: "a- ",
}
_ANYTHING = "aA1 \t\n-_.,:;!'\"()[]{}<>/=“’&#*|"
_ENDS = ("\0", "\n!")
_COMMON = (" ", "a", "1", "a ", "\n", "-")
_MOST_PIECES, _MOST_STARTS = 14, 5
_MOST_VARIANTS = 6
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)

Item: TypeAlias = tuple[Any, Any]
"""A part of a parsed pattern: its kind, and what it consists of."""
Items: TypeAlias = Sequence[Item]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A string of any length: a piece over and over, between a beginning and an end."""

    start: str
    piece: str
    end: str

    def of_length(self, length: int) -> str:
        """Return the string with about so many characters in its middle."""
        return self.start + self.piece * max(length // len(self.piece), 1) + self.end

    def __str__(self) -> str:
        return f"{self.start!r} + n * {self.piece!r} + {self.end!r}"


def recipes(pattern: "re.Pattern[Any]") -> list[Recipe]:
    """Return the strings that may hurt a pattern, each once."""
    source = pattern.pattern
    text = source if isinstance(source, str) else source.decode("latin-1")
    runs = list(_runs(list(parser.parse(text, pattern.flags)), ""))
    own = [piece for run in runs for piece in run.pieces]
    pieces = list(dict.fromkeys((" ", *own, *_COMMON)))[:_MOST_PIECES]
    starts = list(dict.fromkeys(run.start for run in runs))
    starts = [*starts[:_MOST_STARTS], *starts[_MOST_STARTS:][-_MOST_STARTS:]]
    found = [("", piece) for piece in (*pieces, *starts) if piece]
    for start in filter(None, starts):
        found += [(start, piece) for piece in pieces]
        found += [("", start + piece) for piece in pieces]
    return [Recipe(*pair, end) for pair in dict.fromkeys(found) for end in _ENDS]


@dataclass(frozen=True, slots=True)
class _Run:
    """A repeat of a pattern: what matches all before it, and what it may repeat."""

    start: str
    pieces: tuple[str, ...]


def _runs(items: Items, before: str) -> Iterator[_Run]:
    """Return the repeats of a pattern that have no end, in and between others."""
    start = before
    for item in items:
        kind, value = item
        if kind in _REPEATS and value[1] >= _LONG:
            yield _Run(start, tuple(islice(_of_all(list(value[2])), _MOST_VARIANTS)))
        for inner in _inner(item):
            yield from _runs(inner, start)
        start += next(_samples(item), "")
    if start and not before:
        yield _Run(start[:-1], ())
        yield _Run(start, ())


def _inner(item: Item) -> Iterator[Items]:
    """Return the sequences that an item is made of."""
    kind, value = item
    if kind in _REPEATS:
        yield list(value[2])
    elif kind is code.SUBPATTERN:
        yield list(value[3])
    elif kind is code.BRANCH:
        yield from (list(branch) for branch in value[1])
    elif kind is code.ATOMIC_GROUP:
        yield list(value)
    elif kind is code.ASSERT:
        yield list(value[1])


def _of_all(items: Items) -> Iterator[str]:
    """Return some strings that match a sequence: one item varied, the others as they come first."""
    first = [next(_samples(item), "") for item in items]
    yield "".join(first)
    for place, item in enumerate(items):
        for sample in islice(_samples(item), 1, _MOST_VARIANTS):
            yield "".join((*first[:place], sample, *first[place + 1 :]))


def _samples(item: Item) -> Iterator[str]:
    """Return strings that match one item of a pattern."""
    kind, value = item
    if kind is code.LITERAL:
        yield chr(value)
    elif kind is code.NOT_LITERAL:
        yield from (sign for sign in _ANYTHING if ord(sign) != value)
    elif kind is code.ANY:
        yield from "a ."
    elif kind is code.IN:
        yield from _of_class(value)
    elif kind in _REPEATS:
        least, most, body = value
        yield from (sample * max(least, min(1, most)) for sample in _of_all(list(body)))
    elif kind in (code.SUBPATTERN, code.BRANCH, code.ATOMIC_GROUP):
        for inner in _inner(item):
            yield from islice(_of_all(inner), _MOST_VARIANTS)
    else:
        yield ""


def _of_class(members: Items) -> Iterator[str]:
    """Return a character for each member of a class, and for the text of a negated one."""
    if members[0][0] is code.NEGATE:
        yield from (sign for sign in _ANYTHING if not _is_in(sign, members[1:]))
        return
    for kind, value in members:
        if kind is code.LITERAL:
            yield chr(value)
        elif kind is code.RANGE:
            yield chr(value[0])
        elif kind is code.CATEGORY:
            yield from _CATEGORIES[value]


_TESTS: dict[object, Callable[[str], bool]] = {
    code.CATEGORY_SPACE: str.isspace,
    code.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    code.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    code.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
    code.CATEGORY_DIGIT: str.isdigit,
    code.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdigit(),
}


def _is_in(sign: str, members: Items) -> bool:
    return any(
        (kind is code.LITERAL and ord(sign) == value)
        or (kind is code.RANGE and value[0] <= ord(sign) <= value[1])
        or (kind is code.CATEGORY and _TESTS[value](sign))
        for kind, value in members
    )
