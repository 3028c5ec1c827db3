"""Fits what is meant to be fitted, and says honestly what it brings on other questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.assembly import make_abstention
from qa.reading.ranking import READING_SCORES, READING_WEIGHTS
from qa.settings import Settings

FOLDS = 5
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
"""What a weight is multiplied by in turn, while the others stay."""
SWEEPS = 2
LEAST_GAIN = 0.002
"""The mean reciprocal rank that a change of weights must gain: less is chance."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question of the development set, asked once.

    `scores` has a row per passage that was read, or per candidate where none was, columns
    as in `READING_SCORES`, standardised;
    `relevant` tells which rows hold gold evidence. `group` is what folds must not
    split: the paper, where there are several.
    """

    scores: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    answerable: bool
    confidence: float
    group: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean reciprocal rank and recall@1 of the evidence, balanced accuracy of declining."""

    mrr: float
    recall_at_1: float
    declining: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """The settings fitted on all cases, and figures on questions they were not fitted on."""

    settings: Settings
    before: Figures
    after: Figures
    folds: int


def tune(
    cases: Sequence[Case],
    settings: Settings,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Tuning:
    """Fit the weights and the threshold by cross-validation over groups of cases.

    `settings` are those under which the cases were asked, and where fitting starts. The
    figures after are those of each fold's cases under settings fitted on the other folds.
    """
    folds = split_into_folds([case.group for case in cases])
    default = replace(settings, threshold=make_abstention(settings).threshold)
    fitted = []
    for done, fold in enumerate(range(folds.max() + 1), start=1):
        rest = [case for case, number in zip(cases, folds, strict=True) if number != fold]
        fitted.append(fit(rest, default))
        if on_progress is not None:
            on_progress(done, int(folds.max()) + 2)
    return Tuning(
        settings=fit(cases, default),
        before=figures(cases, [default] * len(cases)),
        after=figures(cases, [fitted[number] for number in folds]),
        folds=int(folds.max()) + 1,
    )


def split_into_folds(groups: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of the fold of each case, so that no group is in two."""
    names = list(dict.fromkeys(groups))
    order = np.random.default_rng(0).permutation(len(names))
    fold_of = {name: int(order[place]) % min(FOLDS, len(names)) for place, name in enumerate(names)}
    return np.array([fold_of[group] for group in groups])


def fit(cases: Sequence[Case], default: Settings) -> Settings:
    """Fit weights by coordinate ascent on mean reciprocal rank, and a threshold."""
    weights = np.array([default.relevance_weights[name] for name in READING_SCORES])
    ranked = [case for case in cases if case.relevant.any()]
    best = _mean_reciprocal_rank(ranked, weights)
    # Only the ratios of the weights matter, so that the first one can stay.
    for column in [*range(1, len(weights))] * SWEEPS:
        for step in STEPS:
            trial = weights.copy()
            trial[column] = step * READING_WEIGHTS[READING_SCORES[column]]
            reached = _mean_reciprocal_rank(ranked, trial)
            if reached > best + LEAST_GAIN:
                best, weights = reached, trial
    return replace(
        default,
        relevance_weights=dict(zip(READING_SCORES, weights.tolist(), strict=True)),
        threshold=_fit_threshold(cases, default.threshold),
    )


def _fit_threshold(cases: Sequence[Case], default: float | None) -> float | None:
    """Choose the threshold of the best balanced accuracy, the nearest to the default of those."""
    if default is None or len({case.answerable for case in cases}) == 1:
        return default
    confidences = np.unique([case.confidence for case in cases])
    trials: list[float] = [default, *((confidences[:-1] + confidences[1:]) / 2).tolist()]

    def merit(trial: float) -> tuple[float, float]:
        return round(_declining(cases, [trial] * len(cases)), 9), -abs(trial - default)

    return max(trials, key=merit)


def figures(cases: Sequence[Case], settings: Sequence[Settings]) -> Figures:
    """Measure each case under its own settings."""
    ranks = [
        _rank(case, np.array([chosen.relevance_weights[name] for name in READING_SCORES]))
        for case, chosen in zip(cases, settings, strict=True)
        if case.relevant.any()
    ]
    return Figures(
        mrr=float(np.mean([1 / rank for rank in ranks])) if ranks else 0.0,
        recall_at_1=float(np.mean([rank == 1 for rank in ranks])) if ranks else 0.0,
        declining=_declining(cases, [chosen.threshold or 0.0 for chosen in settings]),
    )


def _declining(cases: Sequence[Case], thresholds: Sequence[float]) -> float:
    """Return the mean of the answerable questions' share answered and the others' declined."""
    answered = np.array(
        [case.confidence >= limit for case, limit in zip(cases, thresholds, strict=True)]
    )
    answerable = np.array([case.answerable for case in cases])
    shares = []
    if answerable.any():
        shares.append(np.mean(answered[answerable]))
    if not answerable.all():
        shares.append(np.mean(~answered[~answerable]))
    return float(np.mean(shares)) if shares else 0.0


def _mean_reciprocal_rank(cases: Sequence[Case], weights: NDArray[np.float64]) -> float:
    return float(np.mean([1 / _rank(case, weights) for case in cases])) if cases else 0.0


def _rank(case: Case, weights: NDArray[np.float64]) -> int:
    """Return the rank of the best relevant candidate, from 1; ties count against it."""
    relevance = case.scores @ weights
    best = relevance[case.relevant].max()
    return int(np.sum(relevance[~case.relevant] >= best)) + 1
