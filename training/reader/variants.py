"""Changes questions: into ones that mean the same, and into ones that nothing answers."""

import random
import re
from collections.abc import Mapping, Sequence

import numpy as np

from index.encoding.encoder import Encoder
from index.words.terms import FUNCTION_WORDS, words

_LEAST_LIKE = 0.62
"""The cosine from which two words are taken to mean nearly the same."""
_NEIGHBOURS = 4
_FEWEST_USES = 3
"""How many texts a word must occur in to be offered for another."""
_KEPT = 0.4
"""The share of shared words that stay."""
_LEFT_OUT = 0.15
"""The share of shared words without a neighbour that are left out."""
_NEGATED = 0.5
"""The share of questions negated where no other change offers itself."""
_OPPOSITES = (
    "first last,before after,most least,more less,increase decrease,increased decreased,rise fall,"
    "north south,east west,northern southern,eastern western,largest smallest,biggest smallest,"
    "highest lowest,high low,oldest youngest,older younger,early late,earlier later,begin end,"
    "began ended,start stop,started stopped,win lose,won lost,born died,allow forbid,"
    "allowed forbidden,accept reject,accepted rejected,support oppose,supported opposed,"
    "male female,men women,inside outside,above below,positive negative,good bad,better worse,"
    "best worst,buy sell,bought sold,with without,same different,minimum maximum,public private,"
    "easy difficult,fast slow,true false,major minor,love hate,liked disliked,always never,"
    "successful unsuccessful,possible impossible,advantage disadvantage,friend enemy,war peace"
)
OPPOSITE = {
    word: other
    for pair in _OPPOSITES.split(",")
    for word, other in (pair.split(), pair.split()[::-1])
}
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|did|does|do|can|could|has|have|had|will|would|should)\b"
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")


def near_synonyms(texts: Sequence[str], encoder: Encoder) -> Mapping[str, tuple[str, ...]]:
    """Return the neighbours in meaning of the content words of texts, by the encoder's vectors.

    Words that share their first four letters are left out: they are the same stem.
    """
    counts: dict[str, int] = {}
    for text in texts:
        for word in set(words(text)) - FUNCTION_WORDS:
            counts[word] = counts.get(word, 0) + 1
    vocabulary = sorted(w for w, count in counts.items() if count >= _FEWEST_USES and w.isalpha())
    vectors = np.stack([encoded.vector for encoded in encoder.encode(vocabulary)])
    neighbours = {}
    for place, word in enumerate(vocabulary):
        likeness = vectors @ vectors[place]
        order = np.argsort(-likeness)[: 3 * _NEIGHBOURS]
        near = [vocabulary[other] for other in order if likeness[other] >= _LEAST_LIKE]
        others = tuple(other for other in near if other[:4] != word[:4])[:_NEIGHBOURS]
        if others:
            neighbours[word] = others
    return neighbours


def reworded(
    question: str, text: str, neighbours: Mapping[str, tuple[str, ...]], chance: random.Random
) -> str:
    """Put near synonyms, or nothing, in place of words that the question shares with `text`."""
    shared = set(words(text)) - FUNCTION_WORDS

    def other(match: re.Match[str]) -> str:
        word = match[0].lower()
        if word not in shared or chance.random() < _KEPT:
            return match[0]
        if word in neighbours:
            return chance.choice(neighbours[word])
        return "" if chance.random() < _LEFT_OUT else match[0]

    return re.sub(r"\s+", " ", re.sub(r"[^\W_]+", other, question)).strip()


def unanswerable(question: str, text: str, answer: str, chance: random.Random) -> str | None:
    """Change a question so that `text` answers it no more; None where no change offers itself.

    A name or a number gives way to another one of the text, a word to its opposite, or
    the question is negated: the ways in which Rajpurkar et al. (2018) found people to
    write questions that look answerable.
    """
    changes = [
        changed
        for pattern in (_NAME, _NUMBER)
        if (changed := _with_other(pattern, question, text, answer, chance)) is not None
    ]
    opposite = re.sub(r"[a-z]+", lambda match: OPPOSITE.get(match[0], match[0]), question, count=0)
    if opposite != question:
        changes.append(opposite)
    if not changes and chance.random() < _NEGATED:
        negated = _AUXILIARY.sub(r"\1 not", question, count=1)
        changes += [negated] if negated != question else []
    return chance.choice(changes) if changes else None


def _with_other(
    pattern: re.Pattern[str], question: str, text: str, answer: str, chance: random.Random
) -> str | None:
    asked = [match for match in pattern.finditer(question) if match.start() > 0]
    if not asked:
        return None
    match = chance.choice(asked)
    others = sorted(
        {
            other
            for other in pattern.findall(text)
            if other.lower() not in question.lower()
            and other not in answer
            and other.lower() not in FUNCTION_WORDS
        }
    )
    if not others:
        if pattern is not _NUMBER or not match[0].isdigit():
            return None
        others = [str(int(match[0]) + chance.choice((-20, -7, -3, 2, 5, 11)))]
    other: str = chance.choice(others)
    return question[: match.start()] + other + question[match.end() :]
