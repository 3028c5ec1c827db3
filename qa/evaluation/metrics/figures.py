"""The names of the metrics, and how the questions' scores become figures.

A score belongs to one question; a metric is a figure over many. Each metric is
taken over the questions it applies to, and left out where there are none.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from qa.evaluation.metrics.abstention import abstention_auroc, abstention_f1, coverage
from qa.evaluation.metrics.bootstrap import Statistic, Vector, mean, quantile
from qa.evaluation.metrics.calibration import calibration_error

SHARES = (
    "evidence_recall@1",
    "evidence_recall@3",
    "evidence_recall@5",
    "mrr",
    "ndcg@10",
    "recall@100",
    "answer_recall",
    "exact_match",
    "f1",
    "citation_recall",
    "citation_precision",
    "quote_exists",
)
ABSTENTION = ("abstention_f1", "abstention_auroc", "coverage@95", "calibration_error")
LATENCIES = {"latency_p50": 0.50, "latency_p95": 0.95}
METRIC_NAMES = (*SHARES, *ABSTENTION, *LATENCIES)
LOWER_IS_BETTER = frozenset({"calibration_error", *LATENCIES})


class Scored(Protocol):
    """What the metrics need to know of a question's result."""

    @property
    def answerable(self) -> bool:
        """Whether the papers answer the question."""
        ...

    @property
    def abstained(self) -> bool:
        """Whether the system said that they do not."""
        ...

    @property
    def confidence(self) -> float:
        """How sure the system was that they do, 0 to 1."""
        ...

    @property
    def scores(self) -> Mapping[str, float]:
        """The scores that apply to the question, by their names in `SHARES`."""
        ...

    @property
    def seconds(self) -> float:
        """How long the answer took."""
        ...


def statistics(results: Sequence[Scored]) -> Mapping[str, Statistic]:
    """Return every metric as a function of how often each of the `results` counts."""
    flags = QuestionFlags(results)
    seconds = np.array([result.seconds for result in results])
    return {
        **{name: mean(_scores(results, name)) for name in SHARES},
        "abstention_f1": abstention_f1(
            unanswerable=flags.unanswerable,
            abstained=np.array([result.abstained for result in results]),
        ),
        "abstention_auroc": abstention_auroc(
            unanswerable=flags.unanswerable, confidence=flags.confidence
        ),
        "coverage@95": coverage(
            judged=flags.judged, right=flags.right, confidence=flags.confidence
        ),
        "calibration_error": calibration_error(
            answerable=~flags.unanswerable, confidence=flags.confidence, applies=flags.asked
        ),
        **{name: quantile(seconds, share) for name, share in LATENCIES.items()},
    }


class QuestionFlags:
    """What is known of each question, each of shape (questions,).

    `judged`: whether its answer was right is known; an answer to an unanswerable
    question is wrong. `asked`: it was put to the answerer, and not to the retriever
    alone, as questions with graded judgements are.
    """

    def __init__(self, results: Sequence[Scored]) -> None:
        recall = _scores(results, "answer_recall")
        self.unanswerable = np.array([not result.answerable for result in results], dtype=np.bool_)
        self.confidence = np.array([result.confidence for result in results], dtype=np.float64)
        self.right = recall == 1.0
        self.judged = self.unanswerable | ~np.isnan(recall)
        self.asked = np.isnan(_scores(results, "ndcg@10"))


def _scores(results: Sequence[Scored], name: str) -> Vector:
    return np.array([result.scores.get(name, np.nan) for result in results], dtype=np.float64)
