"""Figures over many questions with their 95% intervals.

The percentile bootstrap of Efron, "Bootstrap Methods: Another Look at the
Jackknife", Annals of Statistics 1979: questions are drawn with replacement, and
each resample is described by how many times it holds each question. A statistic is
a function of such counts, so that its value (every question once) and its resamples
come from the same code.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
"""How often each resample holds each question, shape (resamples, questions)."""

Vector = NDArray[np.float64]

RESAMPLES = 1_000
LEVEL = 0.95

# Bounds the memory of a block of resamples, however many questions there are.
_BLOCK_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95% interval, and the number of questions it was taken over."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure over `n` questions.

    `compute` gives one value per row of the counts, not a number where it is undefined.
    """

    n: int
    compute: Callable[[Counts], Vector]


def mean(values: Vector) -> Statistic:
    """Average the values of the questions that have one; the others are not a number."""
    applies = ~np.isnan(values)
    known = np.where(applies, values, 0.0)

    def compute(counts: Counts) -> Vector:
        return divide((counts * known).sum(axis=1), counts[:, applies].sum(axis=1))

    return Statistic(int(applies.sum()), compute)


def quantile(values: Vector, share: float) -> Statistic:
    """Interpolate linearly between order statistics, as `numpy.quantile` does.

    Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996.
    """
    ordered = np.sort(values)
    order = np.argsort(values, kind="stable")

    def compute(counts: Counts) -> Vector:
        reached = counts[:, order].cumsum(axis=1)
        position = share * (reached[:, -1:] - 1)
        below = np.floor(position)
        lower = ordered[(reached <= below).sum(axis=1)]
        upper = ordered[(reached <= np.ceil(position)).sum(axis=1)]
        interpolated: Vector = lower + (position - below)[:, 0] * (upper - lower)
        return interpolated

    return Statistic(len(values), compute)


def estimate(
    statistics: Mapping[str, Statistic],
    *,
    questions: int,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> dict[str, Estimate]:
    """Return each statistic's value over all questions, and the interval that holds 95%.

    Statistics that are undefined over all questions are left out, and so are the
    resamples over which one is undefined. All statistics see the same resamples. The
    interval is widened to the value itself where the resamples all miss it, which the
    percentiles of a skewed statistic can do.
    """
    whole = np.ones((1, questions), dtype=np.int64)
    values = {name: float(statistic.compute(whole)[0]) for name, statistic in statistics.items()}
    defined = {name: value for name, value in values.items() if not np.isnan(value)}
    draws: dict[str, list[Vector]] = {name: [] for name in defined}
    for counts in _resampled_counts(questions, resamples=resamples, seed=seed):
        for name, blocks in draws.items():
            blocks.append(statistics[name].compute(counts))
    return {
        name: _with_interval(value, np.concatenate(draws[name]), n=statistics[name].n)
        for name, value in defined.items()
    }


def _with_interval(value: float, draws: Vector, *, n: int) -> Estimate:
    known = np.append(draws[~np.isnan(draws)], value) if np.isnan(draws).all() else draws
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(known, [tail, 1 - tail])
    return Estimate(value, min(float(low), value), max(float(high), value), n)


def _resampled_counts(questions: int, *, resamples: int, seed: int) -> Iterator[Counts]:
    generator = np.random.default_rng(seed)
    rows = max(1, _BLOCK_CELLS // questions)
    for start in range(0, resamples, rows):
        block = min(rows, resamples - start)
        drawn = generator.integers(questions, size=(block, questions))
        drawn += np.arange(block)[:, np.newaxis] * questions
        yield np.bincount(drawn.ravel(), minlength=block * questions).reshape(block, questions)


def divide(numerator: NDArray[np.float64 | np.int64], denominator: Counts) -> Vector:
    """Divide by positive counts; what is divided by nothing is not a number."""
    result: Vector = np.full(len(denominator), np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result
