"""How well a system knows what the papers do not answer: figures over many questions.

`confidence` is each answer's, 0 to 1; the other arguments are truth values, all of
shape (questions,). The statistics are as in `qa.evaluation.metrics.bootstrap`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.metrics.bootstrap import Counts, Statistic, Vector, divide
from qa.evaluation.metrics.flags import QuestionFlags
from qa.evaluation.metrics.metric import RunMetric, Scored

Flags = NDArray[np.bool_]

PRECISION_PERCENT = 95


@dataclass(frozen=True, slots=True)
class RiskCoveragePoint:
    """What comes of answering the questions with a confidence of `threshold` and above.

    `coverage` is their share of all questions, `risk` the share of them answered wrong.
    """

    threshold: float
    coverage: float
    risk: float


def abstention_f1(*, unanswerable: Flags, abstained: Flags) -> Statistic:
    """F1 of abstaining, where to abstain from an unanswerable question is a hit.

    The F measure of van Rijsbergen, "Information Retrieval", 1979, with equal weights.
    Undefined without unanswerable questions.
    """

    def compute(counts: Counts) -> Vector:
        positives = counts[:, unanswerable].sum(axis=1)
        hits = counts[:, unanswerable & abstained].sum(axis=1)
        alarms = counts[:, abstained].sum(axis=1)
        return divide(2.0 * hits, np.where(positives > 0, positives + alarms, 0))

    return Statistic(len(unanswerable), compute)


def abstention_auroc(*, unanswerable: Flags, confidence: Vector) -> Statistic:
    """Probability that an unanswerable question gets less confidence than an answerable one.

    Ties count by half: the statistic of Mann and Whitney, 1947, which is the area under
    the ROC curve (Hanley and McNeil, "The meaning and use of the area under a receiver
    operating characteristic curve", Radiology 1982). Undefined with one class only.
    """
    order, starts = _groups_of_ties(confidence)
    positive = unanswerable[order]

    def compute(counts: Counts) -> Vector:
        ordered = counts[:, order]
        negatives = np.add.reduceat(np.where(positive, 0, ordered), starts, axis=1)
        positives = np.add.reduceat(np.where(positive, ordered, 0), starts, axis=1)
        above = negatives.sum(axis=1, keepdims=True) - negatives.cumsum(axis=1)
        wins = (positives * (above + negatives / 2)).sum(axis=1)
        return divide(wins, positives.sum(axis=1) * negatives.sum(axis=1))

    return Statistic(len(unanswerable), compute)


def coverage(*, judged: Flags, right: Flags, confidence: Vector) -> Statistic:
    """Share of the questions that can be answered at 95% precision, by confidence.

    The questions are taken by falling confidence, those of equal confidence together,
    as no threshold can part them; the largest share taken counts of which 95% were
    answered right. Coverage at accuracy, from the risk-coverage curve of El-Yaniv and
    Wiener, "On the Foundations of Noise-free Selective Classification", JMLR 2010, as
    Kamath, Jia, Liang, "Selective Question Answering under Domain Shift", ACL 2020, use
    it. Only `judged` questions count: those of which it is known whether the answer is
    right. Undefined without any.
    """
    order, starts = _groups_of_ties(-confidence[judged])
    correct = right[judged][order]

    def compute(counts: Counts) -> Vector:
        ordered = counts[:, judged][:, order]
        if ordered.shape[1] == 0:
            return np.full(len(counts), np.nan)
        taken = np.add.reduceat(ordered, starts, axis=1).cumsum(axis=1)
        hits = np.add.reduceat(np.where(correct, ordered, 0), starts, axis=1).cumsum(axis=1)
        reached = np.where(100 * hits >= PRECISION_PERCENT * taken, taken, 0)
        return divide(reached.max(axis=1), taken[:, -1])

    return Statistic(int(judged.sum()), compute)


def risk_coverage_curve(*, right: Flags, confidence: Vector) -> tuple[RiskCoveragePoint, ...]:
    """Return a point for each confidence that occurs, the highest first.

    The risk-coverage curve of El-Yaniv and Wiener, JMLR 2010 (see `coverage`), of
    questions for which it is known whether the answer is right.
    """
    order, starts = _groups_of_ties(-confidence)
    if not len(order):
        return ()
    ends = np.append(starts[1:], len(order))
    wrong = (~right[order]).cumsum()[ends - 1]
    return tuple(
        RiskCoveragePoint(float(threshold), taken / len(order), missed / taken)
        for threshold, taken, missed in zip(
            confidence[order][starts], ends.tolist(), wrong.tolist(), strict=True
        )
    )


def _groups_of_ties(scores: Vector) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the order of rising `scores`, and where in it each group of equals starts."""
    order = np.argsort(scores, kind="stable")
    ordered = scores[order]
    changes = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    return order, np.flatnonzero(changes)


def _f1(results: Sequence[Scored]) -> Statistic:
    flags = QuestionFlags(results)
    return abstention_f1(unanswerable=flags.unanswerable, abstained=flags.abstained)


def _auroc(results: Sequence[Scored]) -> Statistic:
    flags = QuestionFlags(results)
    return abstention_auroc(unanswerable=flags.unanswerable, confidence=flags.confidence)


def _coverage(results: Sequence[Scored]) -> Statistic:
    flags = QuestionFlags(results)
    return coverage(judged=flags.judged, right=flags.right, confidence=flags.confidence)


METRICS = (
    RunMetric(
        name="abstention_f1",
        meaning="abstaining where, and only where, the papers do not answer",
        over="all",
        of=_f1,
        looks_at=lambda result: result.abstained,
        by_group=True,
    ),
    RunMetric(
        name="abstention_auroc",
        meaning="confidence tells answerable from unanswerable questions",
        over="all",
        of=_auroc,
        looks_at=lambda result: result.confidence,
    ),
    RunMetric(
        name=f"coverage@{PRECISION_PERCENT}",
        meaning=f"questions that can be answered at {PRECISION_PERCENT}% precision",
        over="all",
        of=_coverage,
    ),
)
