"""Weights under which the right one of several is the likeliest: of passages, or of sentences.

By softmax over what there is to choose from (ListNet's top-one form, Cao et al. 2007).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

PER_GROUP = 300
"""Questions that a group counts as, however many it has."""
SMOOTHING = 0.05
"""The weight of the penalty on the squares of the weights, per question."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from: scores of shape (things, scores), and which are right."""

    scores: NDArray[np.float64]
    right: NDArray[np.bool_]
    group: str


def fit_weights(choices: Sequence[Choice]) -> NDArray[np.float64]:
    """Fit a weight for each score; a choice of which nothing is right tells nothing."""
    usable = [choice for choice in choices if choice.right.any()]
    groups = {choice.group for choice in choices}
    counts = {group: sum(choice.group == group for choice in usable) for group in groups}

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the negative log-likelihood with its penalty, and the gradient."""
        penalty = SMOOTHING * PER_GROUP * len(counts)
        total, gradient = penalty * float(weights @ weights), 2 * penalty * weights
        for choice in usable:
            share = PER_GROUP / counts[choice.group]
            logits = choice.scores @ weights
            everything = np.logaddexp.reduce(logits)
            right = np.logaddexp.reduce(logits[choice.right])
            total += share * float(everything - right)
            gradient += share * (np.exp(logits - everything) @ choice.scores)
            gradient -= share * (np.exp(logits[choice.right] - right) @ choice.scores[choice.right])
        return total, gradient

    start = np.full(choices[0].scores.shape[1], 0.5)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)
