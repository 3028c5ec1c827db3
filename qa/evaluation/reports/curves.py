"""The numbers that the plots show beyond those of the metrics."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from qa.evaluation.metrics.bootstrap import Estimate, estimate, mean
from qa.evaluation.runs.results import QuestionResult

# The 97.5th percentile of the normal distribution: two such tails leave 95%.
_Z = 1.959964


def recall_at_each_k(questions: Sequence[QuestionResult]) -> list[Estimate]:
    """Return the share of questions whose evidence is among the first 1, 2, 3 … passages.

    Over the questions that have gold evidence, as far down as passages were retrieved.
    """
    judged = [question for question in questions if "mrr" in question.scores]
    depth = max((len(question.retrieved) for question in judged), default=0)
    if not depth:
        return []
    ranks = np.array([question.rank or np.inf for question in judged])
    at_each = {str(k): mean((ranks <= k).astype(float)) for k in range(1, depth + 1)}
    return list(estimate(at_each, questions=len(judged)).values())


def operating_point(questions: Sequence[QuestionResult]) -> tuple[float, float] | None:
    """Return the share of questions that the system answered, and how many of those wrongly.

    Over the questions of which that is known: those with gold answers, and those that
    the papers do not answer. None if it answered none of them.
    """
    judged = [q for q in questions if not q.answerable or "answer_recall" in q.scores]
    answered = [question for question in judged if not question.abstained]
    if not answered:
        return None
    wrong = sum(
        not question.denied and question.scores.get("answer_recall", 0.0) < 1
        for question in answered
    )
    return len(answered) / len(judged), wrong / len(answered)


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    """Return the 95% interval of a share that was found in `count` trials.

    Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    square = _Z * _Z / count
    centre = (share + square / 2) / (1 + square)
    reach = _Z / (1 + square) * sqrt(share * (1 - share) / count + square / (4 * count))
    return max(0.0, centre - reach), min(1.0, centre + reach)
