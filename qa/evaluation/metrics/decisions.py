"""Which questions are answered, met with what comes closest, or declined: shares of them."""

from collections.abc import Callable, Sequence

import numpy as np

from qa.answer import Decision
from qa.evaluation.metrics.bootstrap import Statistic, mean
from qa.evaluation.metrics.flags import DENIAL_QUOTED
from qa.evaluation.metrics.metric import RunMetric, Scored


def decision_of(result: Scored) -> Decision | None:
    """Return the decision on a question; to quote its denial is as good as to decline it."""
    if result.scores.get(DENIAL_QUOTED) == 1.0:
        return Decision.DECLINED
    return result.decision


def _share(decision: Decision, *, answerable: bool) -> Callable[[Sequence[Scored]], Statistic]:
    def of(results: Sequence[Scored]) -> Statistic:
        values = [
            float(found is decision) if found and result.answerable is answerable else np.nan
            for result in results
            for found in [decision_of(result)]
        ]
        return mean(np.array(values, dtype=np.float64))

    return of


def _metric(
    decision: Decision, meaning: str, *, answerable: bool, good: bool, by_group: bool = False
) -> RunMetric:
    return RunMetric(
        name=decision.value if answerable else f"{decision.value}_unanswerable",
        meaning=meaning,
        over="answerable" if answerable else "unanswerable",
        of=_share(decision, answerable=answerable),
        looks_at=decision_of,
        by_group=by_group,
        lower_is_better=not good,
    )


METRICS = (
    _metric(
        Decision.ANSWERED,
        "answerable questions that are answered",
        answerable=True,
        good=True,
        by_group=True,
    ),
    _metric(
        Decision.CLOSEST,
        "answerable questions for which only what comes closest is quoted; lower is better",
        answerable=True,
        good=False,
    ),
    _metric(
        Decision.DECLINED,
        "answerable questions that are declined; lower is better",
        answerable=True,
        good=False,
    ),
    _metric(
        Decision.ANSWERED,
        "unanswerable questions that are answered all the same; lower is better",
        answerable=False,
        good=False,
        by_group=True,
    ),
    _metric(
        Decision.CLOSEST,
        "unanswerable questions for which what comes closest is quoted; lower is better",
        answerable=False,
        good=False,
    ),
    _metric(
        Decision.DECLINED,
        "unanswerable questions that are declined, or whose premise is set right",
        answerable=False,
        good=True,
    ),
)
