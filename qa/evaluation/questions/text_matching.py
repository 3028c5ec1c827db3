"""When one text counts as holding another."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from corpus.paper import Span

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\S+")
_STRAIGHT_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
)


def collapse_space(text: str) -> str:
    """Put one blank for every run of white space, and none at the ends."""
    return " ".join(text.split())


def normalise(text: str) -> str:
    """Make case, white space and the shape of quotation marks count for nothing."""
    return collapse_space(text.translate(_STRAIGHT_QUOTES)).casefold()


def holds_evidence(text: str, evidence: Iterable[str]) -> bool:
    """Whether `text` holds one of the pieces whole, white space apart."""
    haystack = collapse_space(text)
    return any(piece and piece in haystack for piece in map(collapse_space, evidence))


def holds_answer(text: str, gold: str) -> bool:
    """Whether `text` holds `gold` after `normalise`; "5" is not held by "1985"."""
    needle, haystack = normalise(gold), normalise(text)
    if not needle:
        return False
    place = haystack.find(needle)
    while place >= 0:
        end = place + len(needle)
        cuts_first = needle[0].isdigit() and haystack[max(place - 1, 0) : place].isdecimal()
        cuts_last = needle[-1].isdigit() and haystack[end : end + 1].isdecimal()
        if not cuts_first and not cuts_last:
            return True
        digits = _DIGITS.match(haystack, place)
        place = haystack.find(needle, digits.end() if digits else place + 1)
    return False


def find_evidence(text: str, piece: str) -> tuple[Span, ...]:
    """Return every place of `text` where `piece` stands, white space apart."""
    needle = collapse_space(piece)
    words = _words_of(text)
    places: list[Span] = []
    found = words.collapsed.find(needle) if needle else -1
    while found >= 0:
        end = found + len(needle)
        places.append(Span(words.offset(found), words.offset(end - 1) + 1))
        found = words.collapsed.find(needle, end)
    return tuple(places)


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with its white space collapsed, and where each word starts in it and in the text."""

    collapsed: str
    starts: list[int]
    starts_in_text: list[int]

    def offset(self, place: int) -> int:
        """Return where in the text a character of a word is that stands at `place` collapsed."""
        number = bisect_right(self.starts, place) - 1
        return self.starts_in_text[number] + place - self.starts[number]


@lru_cache(maxsize=4)
def _words_of(text: str) -> _Words:
    words = [match.span() for match in _WORD.finditer(text)]
    starts = list(accumulate((end - start + 1 for start, end in words), initial=0))
    return _Words(collapse_space(text), starts[:-1], [start for start, _ in words])
