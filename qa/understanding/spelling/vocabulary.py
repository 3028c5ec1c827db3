"""The words of the papers that are asked: which there are, and how they are written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from unicodedata import combining, normalize

import numpy as np
from numpy.typing import NDArray

from corpus.errors import PaperDamaged
from index.snapshot import Snapshot
from index.words.terms import stems, words

_MOST_READ = 12
"""Passages that are looked at to see how a word is written."""
_OPENING = frozenset(".?!:;“\"'‘(")
"""A word behind these has its capital for opening something."""
_LONGEST_GAP = 2
"""Characters that may stand between the parts of a compound: “F-16”."""


class Vocabulary:
    """The words of some papers of a snapshot, of all where none is named.

    Nothing is read until a word is asked for. Words go in and come out in lower case, unless
    it is said otherwise.
    """

    def __init__(self, snapshot: Snapshot, papers: Sequence[str] = ()) -> None:
        self._snapshot = snapshot
        self._papers = papers
        self._holders: dict[str, NDArray[np.int64]] = {}
        self._written: dict[str, Counter[str]] = {}
        self._alone: Counter[str] = Counter()
        self._compounds: dict[tuple[str, str], Counter[str]] = {}
        self._stems: dict[str, str] = {}

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all words of the whole library, function words left out."""
        return self._snapshot.lexical.vocabulary

    def count(self, word: str) -> int:
        """Count the passages that hold a word or a form of it."""
        return len(self._holding(word))

    def count_stem(self, stem: str) -> int:
        """Count the passages that hold a word with this stem."""
        return len(self._places(stem))

    def written(self, word: str) -> Counter[str]:
        """Count how a word is written where it does not open a sentence, capitals and all.

        The first passages that hold it are read, and none behind one that has it in lower case.
        """
        if word not in self._written:
            self._written[word] = forms = Counter[str]()
            for text in self._texts(self._holding(word)):
                for start in _places_of(word, text):
                    if not _opens(text, start):
                        end = start + len(word)
                        forms[text[start:end]] += 1
                        self._alone[word] += not _is_among_capitals(text, start, end)
                if forms[word]:
                    break
        return self._written[word]

    def stands_alone(self, word: str) -> bool:
        """Whether a word is written with no capitalised word beside it, a third of the time."""
        times = self.written(word).total()
        return 3 * self._alone[word] >= times > 0

    def words_of_stem(self, stem: str) -> Counter[str]:
        """Count the words with a stem in the first passages that hold it."""
        found = Counter(
            word for text in self._texts(self._places(stem)[:3]) for word in words(text)
        )
        forms = list(found)
        fitting = (form for form, own in zip(forms, stems(forms), strict=True) if own == stem)
        return Counter({form: found[form] for form in fitting})

    def compound(self, first: str, second: str) -> Counter[str]:
        """Count how two words are written one behind the other, capitals and all.

        Between them is at most a space, a hyphen or another mark or two, no letter.
        """
        pair = (first, second)
        if pair not in self._compounds:
            holding, also = map(self._holding, pair)
            both = np.intersect1d(holding, also, assume_unique=True)
            self._compounds[pair] = Counter(
                text[start:end]
                for text in self._texts(both)
                for start, end in _compounds(first, second, text)
            )
        return self._compounds[pair]

    @property
    def folded(self) -> Mapping[str, str]:
        """The stems with accents, by what they are without them."""
        return _folded(self.stems)

    @cached_property
    def _asked(self) -> NDArray[np.bool_] | None:
        places = self._snapshot.places_of(self._papers)
        if len(places) == self._snapshot.passage_count:
            return None
        asked = np.zeros(self._snapshot.passage_count, dtype=bool)
        asked[places] = True
        return asked

    def _holding(self, word: str) -> NDArray[np.int64]:
        if word not in self._stems:
            (self._stems[word],) = stems([word])
        return self._places(self._stems[word])

    def _places(self, stem: str) -> NDArray[np.int64]:
        if stem not in self._holders:
            places = (
                self._snapshot.lexical.holders(stem)
                if stem in self.stems
                else np.empty(0, dtype=np.int64)
            )
            self._holders[stem] = places if self._asked is None else places[self._asked[places]]
        return self._holders[stem]

    def _texts(self, places: NDArray[np.int64]) -> Iterator[str]:
        for place in places[:_MOST_READ].tolist():
            with suppress(PaperDamaged):
                yield self._snapshot.passage(place).text


@lru_cache(maxsize=4)
def _folded(stems: frozenset[str]) -> Mapping[str, str]:
    accented = (stem for stem in stems if not stem.isascii())
    return {plain: stem for stem in accented if (plain := without_accents(stem)) != stem}


def without_accents(text: str) -> str:
    """Return a text with the plain letter for each that has an accent."""
    if text.isascii():
        return text
    return "".join(c for c in normalize("NFD", text) if not combining(c))


def _places_of(word: str, text: str) -> Iterator[int]:
    """Yield where a word, in lower case, stands by itself in a text, however it is written."""
    lower = text.lower()
    if len(lower) != len(text):
        return
    start = lower.find(word)
    while start >= 0:
        end = start + len(word)
        if not lower[start - 1 : start].isalnum() and not lower[end : end + 1].isalnum():
            yield start
        start = lower.find(word, end)


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_GAP) : start].rstrip()
    return not before or before[-1] in _OPENING


def _is_among_capitals(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip().rpartition(" ")[2]
    return before[:1].isupper() or text[end : end + _LONGEST_GAP].lstrip(" -")[:1].isupper()


def _compounds(first: str, second: str, text: str) -> Iterator[tuple[int, int]]:
    for start in _places_of(first, text):
        after = start + len(first)
        for gap in range(_LONGEST_GAP + 1):
            end = after + gap + len(second)
            between, there = text[after : after + gap], text[after + gap : end].lower()
            if any(c.isalnum() for c in between):
                break
            if there == second and not text[end : end + 1].isalnum():
                yield start, end
                break
