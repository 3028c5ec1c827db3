"""Evaluation of a QA file: questions with gold answers in, figures with intervals out.

A file becomes pairs, the pairs are asked, the answers are scored, and the scores are
summed up. No model judges: every score compares with the gold of the file.
"""

from qa.evaluation.answers import PaperText
from qa.evaluation.bootstrap import Estimate
from qa.evaluation.metrics import METRIC_NAMES
from qa.evaluation.pairs import QAPair
from qa.evaluation.qa_file import load_qa_file
from qa.evaluation.results import Evaluation, QuestionResult
from qa.evaluation.results_folder import write_results
from qa.evaluation.run import evaluate, evaluate_question
from qa.evaluation.thresholds import missed_thresholds, parse_thresholds

__all__ = [
    "METRIC_NAMES",
    "Estimate",
    "Evaluation",
    "PaperText",
    "QAPair",
    "QuestionResult",
    "evaluate",
    "evaluate_question",
    "load_qa_file",
    "missed_thresholds",
    "parse_thresholds",
    "write_results",
]
