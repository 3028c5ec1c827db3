"""Reciprocal rank fusion: which passages two rankings propose, before they are weighed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SMOOTHING = 60


def reciprocal_rank_fusion(rankings: Sequence[NDArray[np.int64]]) -> dict[int, float]:
    """Score each item by the sum of 1 / (60 + rank) over the rankings that hold it.

    A ranking is an array of items, best first; ranks start at 1. Reciprocal rank
    fusion, Cormack, Clarke and Büttcher 2009.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking.tolist(), start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (_SMOOTHING + rank)
    return scores
