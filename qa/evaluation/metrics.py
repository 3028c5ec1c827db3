"""The names of the metrics, and how the questions' scores become figures.

A score belongs to one question; a metric is a figure over many. Each metric is
taken over the questions it applies to, and left out where there are none.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from qa.evaluation.abstention import abstention_auroc, abstention_f1, coverage
from qa.evaluation.bootstrap import RESAMPLES, Estimate, Statistic, estimate, mean, quantile
from qa.evaluation.results import QuestionResult

SHARES = (
    "evidence_recall@1",
    "evidence_recall@3",
    "evidence_recall@5",
    "mrr",
    "ndcg@10",
    "answer_recall",
    "exact_match",
    "f1",
    "citation_recall",
    "citation_precision",
    "quote_exists",
)
ABSTENTION = ("abstention_f1", "abstention_auroc", "coverage@95")
LATENCIES = {"latency_p50": 0.50, "latency_p95": 0.95}
METRIC_NAMES = (*SHARES, *ABSTENTION, *LATENCIES)


def summarise(
    results: Sequence[QuestionResult], *, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, Estimate]:
    """Give every metric that is defined over `results`, in the order of `METRIC_NAMES`.

    Latencies are in seconds; all other metrics lie in 0 to 1, and higher is better.
    """
    if not results:
        return {}
    return estimate(_statistics(results), questions=len(results), resamples=resamples, seed=seed)


def summarise_by_kind(
    results: Sequence[QuestionResult], *, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, dict[str, Estimate]]:
    """Give `summarise` for the questions of each kind, in order of first appearance."""
    groups: dict[str, list[QuestionResult]] = {}
    for result in results:
        groups.setdefault(result.kind, []).append(result)
    return {
        kind: summarise(group, resamples=resamples, seed=seed) for kind, group in groups.items()
    }


def _statistics(results: Sequence[QuestionResult]) -> Mapping[str, Statistic]:
    unanswerable = np.array([not result.answerable for result in results])
    confidence = np.array([result.confidence for result in results])
    scores = {
        name: np.array([result.scores.get(name, np.nan) for result in results]) for name in SHARES
    }
    seconds = np.array([result.seconds for result in results])
    return {
        **{name: mean(values) for name, values in scores.items()},
        "abstention_f1": abstention_f1(
            unanswerable=unanswerable, abstained=np.array([result.abstained for result in results])
        ),
        "abstention_auroc": abstention_auroc(unanswerable=unanswerable, confidence=confidence),
        "coverage@95": coverage(
            judged=unanswerable | ~np.isnan(scores["answer_recall"]),
            right=scores["answer_recall"] == 1.0,
            confidence=confidence,
        ),
        **{name: quantile(seconds, share) for name, share in LATENCIES.items()},
    }
