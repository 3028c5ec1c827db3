"""Lines joined: hyphens at line ends are dropped or kept by evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from corpus.word_lists import english_words

_COMPOUND = r"[^\W_]++(?>(?:[-'’][^\W_]++)*)"
_WORD = re.compile(_COMPOUND)
_ENDING = re.compile(rf"(?<![^\W_])(?<![^\W_][-'’])({_COMPOUND})[-\u2010]$")
_OPEN_ADDRESS = re.compile(r"(?<!\S)(?>\S*?://)\S*([-/_=&?])$")
_TIGHT_END = re.compile(r"\S[—–]$|(?:^|\s)[^\s/:]+/$")
_CLOSING = re.compile(r"[,.;:!?)\]](?:\s|$)|[’”](?=[\s,.;)])")
_PLAIN_WORD = re.compile(r"[^\W\d_]+[,.;:]?\s")
_SOFT_HYPHEN = "\u00ad"
_SUSPENDING = frozenset({"and", "or", "und", "oder", "bzw"})
"""Behind “pre-” or “Vor-” these leave the rest of the word to a later one."""
_ENGLISH_WORDS = ("the", "of", "and", "to")
_FEWEST_WORDS = 200
_LEAST_ENGLISH = 0.03
"""The share of these words in any English text; other languages have next to none."""
_REACH = 200
"""How much of a line's end is looked at; no word or address to mend is longer."""


def _is_word(text: str) -> bool:
    return text.lower() in english_words()


class Hyphenation:
    """Decides for one document whether the hyphen at a line end belongs to the word.

    Evidence, strongest first: a form that the document uses elsewhere; a part that
    is no word by itself; a first part that the document joins by hyphens elsewhere;
    a word list; and whether the document breaks words at line ends at all.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = [line for line in lines if line]

    def mend(self, left: str, right: str) -> tuple[str, str]:
        """Join two lines of a paragraph: give `left` as it stays, and what goes behind it."""
        if left[-1:].isalnum():
            return left, "" if _CLOSING.match(right) else " "
        if left.endswith(_SOFT_HYPHEN):
            return left[:-1], ""
        if _runs_on_as_address(left, right) or _TIGHT_END.search(left[-_REACH:]):
            return left, ""
        broken = _broken_word(left, right)
        if broken is None:
            return left, "" if _CLOSING.match(right) else " "
        if self._is_suspended(*broken):
            return left, " "
        return (left, "") if self.keeps(*broken) else (left[:-1], "")

    def join(self, lines: Sequence[str]) -> str:
        """Join the lines of a paragraph."""
        pieces: list[str] = []
        for left, right in pairwise(lines):
            pieces += self.mend(left, right)
        return "".join((*pieces, *lines[-1:]))

    def keeps(self, left: str, right: str) -> bool:
        """Whether `left`-`right` is written with its hyphen."""
        decided = self._decide_by_parts(left, right)
        return not self._breaks_words if decided is None else decided

    def _decide_by_parts(self, left: str, right: str) -> bool | None:
        joined, hyphenated = (left + right).lower(), f"{left}-{right}".lower()
        if self._words[joined] != self._words[hyphenated]:
            return self._words[hyphenated] > self._words[joined]
        if not right[0].islower() or not left[-1].isalpha() or left.isupper():
            return True
        if not self._is_english:
            return left.partition("-")[0].lower() in self._first_parts
        return self._decide_by_word_list(left, right)

    def _decide_by_word_list(self, left: str, right: str) -> bool | None:
        joined = (left + right).lower()
        if _is_word(joined) and not (_is_word(left) and _is_word(right)):
            return False
        if left.partition("-")[0].lower() in self._first_parts:
            return True
        if not _is_word(joined) and _is_word(right):
            return True
        return None

    def _is_suspended(self, left: str, right: str) -> bool:
        """Whether the hyphen stands for the rest of a word that comes later."""
        if right.lower() not in _SUSPENDING:
            return False
        joined = (left + right).lower()
        return not (self._words[joined] or (self._is_english and _is_word(joined)))

    @cached_property
    def _is_english(self) -> bool:
        """Whether the English word list is evidence for the words of the document."""
        count = self._words.total()
        english = sum(self._words[word] for word in _ENGLISH_WORDS)
        return count < _FEWEST_WORDS or english >= _LEAST_ENGLISH * count

    @cached_property
    def _words(self) -> Counter[str]:
        """The words of the document, without those that a line end breaks."""
        return Counter(
            word.lower()
            for line in self._lines
            for word in _WORD.findall(line[:-_REACH] + _ENDING.sub("", line[-_REACH:]))
        )

    @cached_property
    def _first_parts(self) -> set[str]:
        return {word.partition("-")[0] for word in self._words if "-" in word}

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether some line end breaks what is surely one word."""
        broken = (_broken_word(left, right) for left, right in pairwise(self._lines))
        return any(parts and self._decide_by_parts(*parts) is False for parts in broken)


def _broken_word(left: str, right: str) -> tuple[str, str] | None:
    """Return the two parts of a word that the end of `left` breaks at a hyphen."""
    ending, beginning = _ENDING.search(left[-_REACH:]), _WORD.match(right[:_REACH])
    return (ending[1], beginning[0]) if ending and beginning else None


def _runs_on_as_address(left: str, right: str) -> bool:
    """Whether `left` ends in an address that goes on in `right`.

    Behind a slash an address may be complete, and a plain word begins the text again.
    """
    address = _OPEN_ADDRESS.search(left[-_REACH:])
    return address is not None and not (address[1] == "/" and _PLAIN_WORD.match(right))
