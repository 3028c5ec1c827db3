"""Contrast sets: questions and texts that differ in one word, so that one answers and one does not.

In the manner of Gardner et al. 2020 and Kaushik et al. 2020, made by exchanging words. A
word that question and text share trades places with another one of the same kind, in the
question, in the text or in both. Where it is in both, the answer stays; where it is in one,
the text says of something else what is asked. Whatever looks odd about an exchange is in
pairs that answer as well as in pairs that do not.
"""

import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Span
from index.encoding.encoder import Encoder
from index.words.terms import FUNCTION_WORDS
from reader.lists import Pair, QuestionList
from reader.variants import OPPOSITE

NAMES_FIRST = 0.5
"""The share of exchanges in which a name or a number comes before other words."""
OPPOSITES_FIRST = 0.5
"""The share of words with an opposite that trade places with it."""
_ALIKE = (0.25, 0.6)
"""The cosines between which two words are taken for things of one kind, but not the same."""
_FEWEST_LETTERS = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in lower case with their vectors, shape (word count, dimension), unit norm."""

    vectors: NDArray[np.float32]
    places: Mapping[str, int]

    @classmethod
    def of(cls, words: Sequence[str], encoder: Encoder) -> "Vocabulary":
        """Encode words, each as a text of its own."""
        vectors = np.stack([encoded.vector for encoded in encoder.encode(words)])
        return cls(vectors, {word: place for place, word in enumerate(words)})

    def of_one_kind(self, word: str, others: Sequence[str]) -> list[str]:
        """Return those of `others` that are like `word`, but neither the same nor of its stem."""
        known = [other for other in others if other in self.places and other[:4] != word[:4]]
        if word not in self.places or not known:
            return []
        places = [self.places[other] for other in known]
        likeness = self.vectors[places] @ self.vectors[self.places[word]]
        least, most = _ALIKE
        kind = (least <= likeness) & (likeness <= most)
        return [other for other, alike in zip(known, kind.tolist(), strict=True) if alike]


def contrast_set(pair: Pair, vocabulary: Vocabulary, chance: random.Random) -> QuestionList | None:
    """Make pairs of an answering one, half of which answer; None where no word can be exchanged.

    The set holds two of four: the question as it was, or with the words exchanged, with
    the text as it was, or exchanged alike.
    """
    assert pair.answer is not None
    exchange = _choose(pair, vocabulary, chance)
    if exchange is None:
        return None
    asked = (pair.question, exchange(pair.question))
    before, after = pair.text[: pair.answer.start], pair.text[pair.answer.end :]
    answer = pair.text[pair.answer.start : pair.answer.end]
    start = len(exchange(before))
    other = f"{exchange(before)}{answer}{exchange(after)}"
    told = ((pair.text, pair.answer), (other, Span(start, start + len(answer))))
    question, text = chance.randrange(2), chance.randrange(2)

    def made(question: int, text: int) -> Pair:
        words, span = told[text]
        return Pair(asked[question], pair.heading, words, span if question == text else None)

    differing = chance.choice(((1 - question, text), (question, 1 - text)))
    pairs = made(question, text), made(*differing)
    return QuestionList(pairs, ranked=False)


def _choose(
    pair: Pair, vocabulary: Vocabulary, chance: random.Random
) -> Callable[[str], str] | None:
    """Choose two words to trade places: one of question and text, and one of its kind."""
    assert pair.answer is not None
    fixed = {
        *_lower(pair.heading),
        *_lower(pair.text[pair.answer.start : pair.answer.end]),
    } | FUNCTION_WORDS
    in_text = _lower(pair.text)
    in_question = _lower(pair.question)
    shared = sorted(
        word
        for word in set(in_question) & set(in_text) - fixed
        if len(word) >= _FEWEST_LETTERS or word.isdecimal()
    )
    chance.shuffle(shared)
    free = sorted(set(in_text) - fixed - set(in_question))
    capitals = _capitals(pair.text)
    if chance.random() < NAMES_FIRST:
        shared.sort(key=lambda word: word not in capitals and not word[0].isdecimal())
    for word in shared:
        others = _others(word, free, capitals, vocabulary, chance)
        if others:
            return _trade(word, chance.choice(others), capitals)
    return None


def _others(
    word: str,
    free: Sequence[str],
    capitals: Collection[str],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> Sequence[str]:
    """Return what may trade places with `word`: numbers, names or words of `free` like it."""
    if word[0].isdecimal():
        numbers = [other for other in free if other[0].isdecimal() and len(other) == len(word)]
        if numbers or not word.isdecimal():
            return numbers
        return [str(int(word) + chance.choice((-20, -7, -3, 2, 5, 11)))]
    if word in OPPOSITE and chance.random() < OPPOSITES_FIRST:
        return [OPPOSITE[word]]
    if word in capitals:
        return [other for other in free if other in capitals]
    return vocabulary.of_one_kind(word, [other for other in free if other not in capitals])


def _trade(word: str, other: str, capitals: Collection[str]) -> Callable[[str], str]:
    """Return what puts each of two words in the place of the other, with its capital."""
    names = word in capitals

    def traded(match: re.Match[str]) -> str:
        found = match[0]
        new = other if found.lower() == word else word
        return new.capitalize() if names or found[0].isupper() else new

    either = re.compile(rf"\b(?:{re.escape(word)}|{re.escape(other)})\b", re.IGNORECASE)
    return lambda text: either.sub(traded, text)


def _lower(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _capitals(text: str) -> set[str]:
    """Return the words with a capital that does not only come from the start of a sentence."""
    return {
        match[1].lower() for match in re.finditer(r"(?<=[^\W_\d][ ,;])([A-Z][^\W\d_]{2,})", text)
    }
