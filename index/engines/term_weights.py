"""Terms as engines keep them: numbers with weights, whose products add up to BM25.

A weight is what BM25 makes of how often a term occurs in a passage of its length, for a mean
length that never changes: so nothing is written anew when papers come. What a search brings is
then scored with the mean length of the moment, as the weight tells how often the term occurs.
How rare terms are is told by the query, so that all shards of a cluster weigh them alike.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.engines.engine import TermWeights
from index.words.lexical import K1, B

USUAL_LENGTH = 90.0
"""Terms of a passage: the means of four libraries were 85 to 116."""


def number_of(term: str) -> int:
    """Return the number of a term, of 32 bits: of 100,000 terms, one shares it with another."""
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest())


def number_terms(counts: Mapping[str, int]) -> dict[int, int]:
    """Return counts by the numbers of the terms."""
    numbered: dict[int, int] = {}
    for term, count in counts.items():
        number = number_of(term)
        numbered[number] = numbered.get(number, 0) + count
    return numbered


def weights_of(counts: Mapping[int, int], length: int) -> TermWeights:
    """Weigh the terms of a passage of `length` terms, by their numbers."""
    numbers = np.array(sorted(counts), dtype=np.int64)
    often = np.array([counts[number] for number in numbers.tolist()], dtype=np.float64)
    return TermWeights(numbers, (often / (often + _norm(length))).astype(np.float32))


def often_in(words: TermWeights, length: int, number: int) -> int:
    """Return how often a term occurs in the passage whose weights these are."""
    place = int(np.searchsorted(words.numbers, number))
    if place == len(words.numbers) or words.numbers[place] != number:
        return 0
    weight = float(words.weights[place])
    return round(weight * _norm(length) / (1 - weight))


def score(
    counts: NDArray[np.float32],
    lengths: NDArray[np.int32],
    rarity: Sequence[np.float32],
    mean_length: np.float64,
) -> NDArray[np.float32]:
    """Return BM25 of some passages, to the last bit what `LexicalIndex` gives.

    `counts` has a row for each term of the query, and says how often each passage holds it.
    """
    scores = np.zeros(len(lengths), dtype=np.float32)
    for often, rare in zip(counts, rarity, strict=True):
        weights = often / (K1 * ((1 - B) + B * lengths / mean_length) + often)
        scores += (weights * rare).astype(np.float32)
    return scores


def _norm(length: int) -> float:
    return K1 * ((1 - B) + B * length / USUAL_LENGTH)
