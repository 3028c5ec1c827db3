"""Hyphens at line ends: dropped or kept by evidence."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDING = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)[-\u00ad\u2010]$")
_BEGINNING = re.compile(r"^[^\W_]+(?:[-'’][^\W_]+)*")
_OPEN_ADDRESS = re.compile(r"://\S*[-/_=&?]$")
_SOFT_HYPHEN = "\u00ad"


@cache
def _word_list() -> frozenset[str]:
    """Load the English word list of pyspellchecker, which is no work to keep current."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.dictionary)


def _is_word(text: str) -> bool:
    return text.lower() in _word_list()


class Hyphenation:
    """Decides for one document whether the hyphen at a line end belongs to the word.

    Evidence, strongest first: a form that the document uses elsewhere; a part that
    is no word by itself; a first part that the document joins by hyphens elsewhere;
    a word list; and whether the document breaks words at line ends at all.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        kept = [line.rstrip() for line in lines if line.strip()]
        self._breaks = [
            (ending[1], beginning[0])
            for line, following in pairwise(kept)
            if (ending := _ENDING.search(line)) and (beginning := _BEGINNING.search(following))
        ]
        words = Counter(
            word.lower() for line in kept for word in _WORD.findall(_ENDING.sub("", line))
        )
        self._words = words
        self._first_parts = {word.split("-")[0] for word in words if "-" in word}

    def join(self, left: str, right: str) -> str:
        """Join two consecutive lines of a paragraph."""
        if left.endswith(_SOFT_HYPHEN):
            return left[:-1] + right
        if _OPEN_ADDRESS.search(left):
            return left + right
        ending, beginning = _ENDING.search(left), _BEGINNING.search(right)
        if ending is None or beginning is None:
            glue = "" if not left or re.match(r"[,.;:!?)\]’”]", right) else " "
            return left + glue + right
        if self.keeps(ending[1], beginning[0]):
            return left + right
        return left[:-1] + right

    def keeps(self, left: str, right: str) -> bool:
        """Tell whether `left`-`right` is written with its hyphen."""
        decided = self._decide_by_parts(left, right)
        return not self._breaks_words if decided is None else decided

    def _decide_by_parts(self, left: str, right: str) -> bool | None:
        joined, hyphenated = (left + right).lower(), f"{left}-{right}".lower()
        if self._words[joined] != self._words[hyphenated]:
            return self._words[hyphenated] > self._words[joined]
        if not right[0].islower() or not left[-1].isalpha() or left.isupper():
            return True
        if _is_word(joined) and not (_is_word(left) and _is_word(right)):
            return False
        if left.split("-")[0].lower() in self._first_parts:
            return True
        if not _is_word(joined) and _is_word(right):
            return True
        return None

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether some line end breaks what is surely one word."""
        return any(self._decide_by_parts(left, right) is False for left, right in self._breaks)
