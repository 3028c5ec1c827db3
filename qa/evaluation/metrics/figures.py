"""All metrics, in the order in which they are told, and how questions' scores become figures.

A metric is an entry of the file that computes it, and is taken over the questions it applies
to; where there are none it is left out.
"""

from collections.abc import Mapping, Sequence

from qa.evaluation.metrics import abstention, answers, calibration, citations, latency, retrieval
from qa.evaluation.metrics.bootstrap import Statistic
from qa.evaluation.metrics.metric import Outcome, RunMetric, Scored, ScoreMetric

METRICS: Mapping[str, ScoreMetric | RunMetric] = {
    metric.name: metric
    for metric in (
        *retrieval.METRICS,
        *answers.METRICS,
        *citations.METRICS,
        *abstention.METRICS,
        *calibration.METRICS,
        *latency.METRICS,
    )
}
METRIC_NAMES = tuple(METRICS)
SCORES = tuple(name for name, metric in METRICS.items() if isinstance(metric, ScoreMetric))
LOWER_IS_BETTER = frozenset(name for name, metric in METRICS.items() if metric.lower_is_better)
UNBOUNDED = frozenset(name for name, metric in METRICS.items() if not metric.bounded)
BY_GROUP = tuple(name for name, metric in METRICS.items() if metric.by_group)
MEANINGS: Mapping[str, str] = {name: metric.meaning for name, metric in METRICS.items()}


def score_outcome(outcome: Outcome) -> dict[str, float]:
    """Return the scores that apply to a question, by their names."""
    scores = {
        name: metric.score(outcome)
        for name, metric in METRICS.items()
        if isinstance(metric, ScoreMetric)
    }
    return {name: score for name, score in scores.items() if score is not None}


def statistics(results: Sequence[Scored]) -> Mapping[str, Statistic]:
    """Return every metric as a function of how often each of the `results` counts."""
    return {name: metric.of(results) for name, metric in METRICS.items()}
