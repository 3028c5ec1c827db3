"""How a metric differs between two runs, under resampling and under exchanging results.

A metric over many questions at once, such as an area under a curve, is no mean of
differences. It is computed over the results of both runs together, a's first, and
counts say which of them make up a run: that serves the bootstrap and the
randomisation test alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.comparison.randomisation import Swaps, mcnemar_test, sign_flips
from qa.evaluation.metrics.abstention import Flags
from qa.evaluation.metrics.bootstrap import Counts, Statistic, Vector, mean
from qa.evaluation.metrics.figures import METRICS
from qa.evaluation.metrics.metric import RunMetric, Scored, ScoreMetric, scores_named


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric of runs a and b, and b - a as a function of resamples and of exchanges.

    `swapped` takes exchanges of the `swappable` questions that can make a difference.
    """

    a: float
    b: float
    resampled: Statistic
    swapped: Callable[[Swaps], Vector]
    swappable: int
    mcnemar_p: float | None = None


def differences(a: Sequence[Scored], b: Sequence[Scored]) -> Iterator[tuple[str, Difference]]:
    """Return each metric that is defined in both runs, for the same questions in `a` and `b`."""
    for name, metric in METRICS.items():
        if isinstance(metric, ScoreMetric):
            found = _of_scores(metric, a, b)
        else:
            found = _of_run(metric, a, b)
        if not np.isnan([found.a, found.b]).any():
            yield name, found


def _of_scores(metric: ScoreMetric, a: Sequence[Scored], b: Sequence[Scored]) -> Difference:
    """Compare means by the differences of the questions that have a score in both runs."""
    first, second = (scores_named(metric.name, run) for run in (a, b))
    change = second - first
    both = ~np.isnan(change)
    moved = change[both & (change != 0)]
    return Difference(
        a=float(first[both].mean()) if both.any() else np.nan,
        b=float(second[both].mean()) if both.any() else np.nan,
        resampled=mean(change),
        swapped=sign_flips(moved),
        swappable=len(moved),
        mcnemar_p=_mcnemar(first[both], second[both]) if metric.hit_or_miss else None,
    )


def _mcnemar(first: Vector, second: Vector) -> float | None:
    if not np.isin(np.concatenate([first, second]), (0.0, 1.0)).all():
        return None
    return mcnemar_test(first == 1.0, second == 1.0)


def _of_run(metric: RunMetric, a: Sequence[Scored], b: Sequence[Scored]) -> Difference:
    statistic = metric.of([*a, *b])

    def resampled(counts: Counts) -> Vector:
        none = np.zeros_like(counts)
        run_a = statistic.compute(np.hstack([counts, none]))
        return statistic.compute(np.hstack([none, counts])) - run_a

    whole, none = np.ones((1, len(a)), dtype=np.int64), np.zeros((1, len(a)), dtype=np.int64)
    alike = _alike(metric, a, b)
    return Difference(
        a=float(statistic.compute(np.hstack([whole, none]))[0]),
        b=float(statistic.compute(np.hstack([none, whole]))[0]),
        resampled=Statistic(statistic.n // 2, resampled),
        swapped=_exchanged(statistic, alike),
        swappable=int((~alike).sum()),
    )


def _exchanged(statistic: Statistic, alike: Flags) -> Callable[[Swaps], Vector]:
    def compute(swaps: Swaps) -> Vector:
        from_b = np.zeros((len(swaps), len(alike)), dtype=np.int64)
        from_b[:, ~alike] = swaps
        run_a = statistic.compute(np.hstack([1 - from_b, from_b]))
        return statistic.compute(np.hstack([from_b, 1 - from_b])) - run_a

    return compute


def _alike(metric: RunMetric, a: Sequence[Scored], b: Sequence[Scored]) -> Flags:
    pairs = zip(a, b, strict=True)
    return np.array([metric.looks_at(one) == metric.looks_at(other) for one, other in pairs])
