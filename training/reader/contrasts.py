"""Contrast sets: questions and texts that differ in one word, so that one answers and one does not.

In the manner of Gardner et al. 2020 and Kaushik et al. 2020, made by exchanging words. A
word that question and text share trades places with another one of the same kind, in the
question, in the text or in both. Where it is in both, the answer stays; where it is in one,
the text says of something else what is asked. Whatever looks odd about an exchange is in
pairs that answer as well as in pairs that do not.
"""

import json
import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

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
EDITS_FIRST = 0.5
"""The share of words that people exchanged which trade places with one that they put."""
_ALIKE = (0.25, 0.6)
"""The cosines between which two words are taken for things of one kind, but not the same."""
_FEWEST_LETTERS = 3
_WORD = re.compile(r"[^\W_]+")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|did|does|do|could|would|should|has|have|had)\b")
_SAID = re.compile(
    r"(?:\b(?P<auxiliary>is|are|was|were|could|would|should|has|have|had) )?"
    r"\b(?P<verb>[a-z]{4,30})\b"
)


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


def read_edits(path: Path) -> dict[str, tuple[str, ...]]:
    """Read the words that people put for a word, to make a question impossible, and back."""
    others: dict[str, set[str]] = {}
    for (word, other), _ in json.loads(path.read_text("utf-8")):
        if {word, other}.isdisjoint(FUNCTION_WORDS) and word.isalpha() and other.isalpha():
            others.setdefault(word, set()).add(other)
            others.setdefault(other, set()).add(word)
    return {word: tuple(sorted(found)) for word, found in others.items()}


def contrast_set(
    pair: Pair,
    vocabulary: Vocabulary,
    chance: random.Random,
    edits: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> QuestionList | None:
    """Make pairs of an answering one, half of which answer; None where no word can be exchanged.

    `edits` are words that people exchanged: half of the words with any trade places with
    one of theirs.
    """
    exchange = _choose(pair, vocabulary, edits, chance)
    return None if exchange is None else _two_of_four(pair, exchange, exchange, chance)


def _two_of_four(
    pair: Pair,
    ask: Callable[[str], str],
    exchange: Callable[[str], str],
    chance: random.Random,
) -> QuestionList:
    """Return two of four pairs: the question as it was or changed, with the text as it was or so.

    It answers where both or neither are changed.
    """
    assert pair.answer is not None
    asked = (pair.question, ask(pair.question))
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


def negated_set(pair: Pair, chance: random.Random) -> QuestionList | None:
    """Make pairs of an answering one by negation; None where it is not plain what to negate.

    What the question asks about and the text says are negated, in one of them or in both:
    that a question denies something does not make it impossible.
    """
    assert pair.answer is not None
    stems = {word[:4] for word in _lower(pair.question) if len(word) >= _FEWEST_LETTERS}
    asked = _AUXILIARY.search(pair.question)
    answer = pair.answer

    def about(match: re.Match[str]) -> bool:
        apart = match.end() <= answer.start or answer.end <= match.start()
        return apart and match["verb"][:4].lower() in stems

    told = [match for match in _SAID.finditer(pair.text) if about(match)]
    if asked is None or not told:
        return None
    said = min(told, key=lambda match: abs(match.start() - answer.start))
    verb = said["verb"]
    if said["auxiliary"] is None and not verb.endswith("ed"):
        return None
    word = chance.choice(("not", "never") if said["auxiliary"] else ("never",))
    old, new = said[0], f"{said['auxiliary'] or ''} {word} {verb}".strip()
    at_verb = chance.random() < 1 / 3

    def ask(question: str) -> str:
        asks = re.search(rf"\b(?={verb[:4]})", question, re.IGNORECASE)
        if at_verb and asks is not None:
            return f"{question[: asks.start()]}{word} {question[asks.start() :]}"
        return f"{question[: asked.end()]}n't{question[asked.end() :]}"

    return _two_of_four(pair, ask, lambda text: text.replace(old, new), chance)


def _choose(
    pair: Pair,
    vocabulary: Vocabulary,
    edits: Mapping[str, Sequence[str]],
    chance: random.Random,
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
        if word in edits and chance.random() < EDITS_FIRST:
            others = [other for other in edits[word] if other not in fixed] or others
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
