"""Weights fitted to choices: what tells the right one counts, what does not counts little."""

import numpy as np
from choices import Choice, fit_weights


def test_the_score_that_tells_the_right_one_counts() -> None:
    """And one that is chance counts little beside it; a choice without a right one is passed."""
    chance = np.random.default_rng(5)
    choices = []
    for _ in range(100):
        scores = chance.normal(size=(6, 2))
        choices.append(Choice(scores, scores[:, 0] == scores[:, 0].max(), "a"))
    choices.append(Choice(np.ones((3, 2)), np.zeros(3, dtype=bool), "a"))
    telling, idle = fit_weights(choices)
    assert telling > 1
    assert abs(idle) < telling / 5
