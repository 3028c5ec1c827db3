"""Extractive summaries: the sentences that the others are most like, none of which repeats one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import FloatMatrix

MOST_COMPARED = 800
"""Sentences that are compared with one another at most: of more, those nearest to their mean."""
_ALIKE = 0.15
"""The cosine from which on two sentences count as alike."""
_STAYING = 0.85
"""The share of a sentence's rank that comes from the sentences that are like it."""
_ROUNDS = 40
_LEAST = 0.1
"""The score, as a share of the best, below which no sentence is told for being unlike others."""
_CENTRALITY_WEIGHT = 0.8
"""How much a sentence's rank counts against its being unlike those chosen before it."""


def summarise(vectors: FloatMatrix, *, length: int, priors: Sequence[float]) -> list[int]:
    """Return the places of `length` sentences that sum up all, in reading order.

    `vectors` has a unit-norm row for each sentence; `priors`, at least 0 each, tell how much each
    counts by itself; one of 0 is not chosen. Ranked by LexRank (Erkan and Radev 2004) biased by
    the priors (Otterbein, Erkan and Radev 2005), and chosen by maximal marginal relevance
    (Carbonell and Goldstein 1998).
    """
    weights = np.asarray(priors, dtype=np.float64)
    places = np.flatnonzero(weights > 0)
    if len(places) > MOST_COMPARED:
        nearness = weights[places] * (vectors[places] @ vectors.mean(axis=0))
        places = np.sort(places[np.argsort(-nearness, kind="stable")[:MOST_COMPARED]])
    if not len(places):
        return []
    similarity = np.asarray(vectors[places] @ vectors[places].T, dtype=np.float64)
    ranks = rank_by_likeness(similarity, weights[places])
    chosen = choose_unlike(ranks * weights[places], similarity, count=length)
    return sorted(int(places[place]) for place in chosen)


def rank_by_likeness(
    similarity: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the rank of each sentence among those it is like, the best 1. Biased LexRank."""
    alike = np.where(similarity >= _ALIKE, similarity, 0.0)
    sums = alike.sum(axis=1, keepdims=True)
    steps = np.divide(alike, sums, out=np.zeros_like(alike), where=sums > 0)
    bias = weights / weights.sum()
    ranks = bias.copy()
    for _ in range(_ROUNDS):
        ranks = (1 - _STAYING) * bias + _STAYING * (ranks @ steps)
    return np.asarray(ranks / ranks.max(), dtype=np.float64)


def choose_unlike(
    scores: NDArray[np.float64], similarity: NDArray[np.float64], *, count: int
) -> list[int]:
    """Return the places of the `count` best sentences that are little like one another, as chosen.

    Maximal marginal relevance; `scores` are compared after they are scaled to a best of 1. Those
    that are far below the best are left out, however few remain.
    """
    relevance = scores / max(float(scores.max()), 1e-12)
    chosen: list[int] = []
    likeness = np.zeros(len(scores))
    fitting = int(np.count_nonzero(relevance >= _LEAST))
    for _ in range(min(count, fitting)):
        value = _CENTRALITY_WEIGHT * relevance - (1 - _CENTRALITY_WEIGHT) * likeness
        value[chosen] = value[relevance < _LEAST] = -np.inf
        chosen.append(int(np.argmax(value)))
        likeness = np.maximum(likeness, similarity[chosen[-1]])
    return chosen
