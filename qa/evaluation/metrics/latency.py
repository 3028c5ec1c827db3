"""How long answers take."""

from collections.abc import Callable, Sequence

import numpy as np

from qa.evaluation.metrics.bootstrap import Statistic, quantile
from qa.evaluation.metrics.metric import RunMetric, Scored


def _seconds(share: float) -> Callable[[Sequence[Scored]], Statistic]:
    def of(results: Sequence[Scored]) -> Statistic:
        return quantile(np.array([result.seconds for result in results]), share)

    return of


def _latency(name: str, meaning: str, share: float) -> RunMetric:
    return RunMetric(
        name=name,
        meaning=meaning,
        over="all",
        of=_seconds(share),
        looks_at=lambda result: result.seconds,
        bounded=False,
        lower_is_better=True,
    )


METRICS = (
    _latency("latency_p50", "seconds per question, median", 0.50),
    _latency("latency_p95", "seconds per question, all but the slowest 5%", 0.95),
)
