"""Each metric in two runs over the same questions, with interval and p of the difference."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from qa.evaluation.comparison.differences import differences
from qa.evaluation.comparison.randomisation import PERMUTATIONS, randomisation_test
from qa.evaluation.metrics.bootstrap import RESAMPLES, estimate
from qa.evaluation.metrics.figures import LOWER_IS_BETTER
from qa.evaluation.metrics.metric import Scored

SIGNIFICANCE = 0.05


@dataclass(frozen=True, slots=True)
class MetricComparison:
    """A metric in two runs. `difference` is b - a, `low` to `high` its 95% interval.

    `a` and `b` are taken over the `n` questions that have the metric in both runs, and
    may differ from the figures of the runs themselves. `p` is that of the paired
    randomisation test; `mcnemar_p` is None unless every question hits or misses.
    """

    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float
    n: int
    mcnemar_p: float | None
    lower_is_better: bool

    @property
    def significant(self) -> bool:
        """Whether chance alone would rarely make so large a difference."""
        return self.p < SIGNIFICANCE

    @property
    def better(self) -> bool:
        """Whether b is ahead, by chance or not."""
        return self.difference < 0 if self.lower_is_better else self.difference > 0

    @property
    def worse(self) -> bool:
        """Whether b is behind, by chance or not."""
        return self.difference != 0 and not self.better

    def as_dict(self) -> dict[str, object]:
        """Return the comparison as JSON holds it."""
        return asdict(self)


def compare_metrics(
    a: Sequence[Scored],
    b: Sequence[Scored],
    *,
    resamples: int = RESAMPLES,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, MetricComparison]:
    """Compare every metric that is defined in both runs, in the order of `METRIC_NAMES`.

    `a` and `b` hold the results of the same questions in the same order. `on_progress`
    is told after each metric how many of how many are done.
    """
    found = dict(differences(a, b))
    intervals = estimate(
        {name: difference.resampled for name, difference in found.items()},
        questions=len(a),
        resamples=resamples,
        seed=seed,
    )
    compared = {}
    for done, (name, interval) in enumerate(intervals.items(), start=1):
        difference = found[name]
        compared[name] = MetricComparison(
            a=difference.a,
            b=difference.b,
            difference=interval.value,
            low=interval.low,
            high=interval.high,
            p=randomisation_test(
                difference.swapped,
                questions=difference.swappable,
                permutations=permutations,
                seed=seed,
            ),
            n=interval.n,
            mcnemar_p=difference.mcnemar_p,
            lower_is_better=name in LOWER_IS_BETTER,
        )
        if on_progress is not None:
            on_progress(done, len(intervals))
    return compared
