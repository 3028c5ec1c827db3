"""What the metrics of abstention and of calibration know of each question."""

from collections.abc import Sequence

import numpy as np

from qa.evaluation.metrics.metric import Scored, scores_named


class QuestionFlags:
    """What is known of each question, each of shape (questions,).

    `judged`: whether its answer was right is known; an answer to an unanswerable
    question is wrong. `asked`: it was put to the answerer, and not to the retriever
    alone, as questions with graded judgements are.
    """

    def __init__(self, results: Sequence[Scored]) -> None:
        recall = scores_named("answer_recall", results)
        self.unanswerable = np.array([not result.answerable for result in results], dtype=np.bool_)
        self.abstained = np.array([result.abstained for result in results], dtype=np.bool_)
        self.confidence = np.array([result.confidence for result in results], dtype=np.float64)
        self.right = recall == 1.0
        self.judged = self.unanswerable | ~np.isnan(recall)
        self.asked = np.isnan(scores_named("ndcg@10", results))
