"""Evaluation of a QA file: questions with gold answers in, figures with intervals out.

A file becomes pairs, the pairs are asked, the answers are scored, and the scores are
summed up. No model judges: every score compares with the gold of the file.
"""

from qa.evaluation.answers import PaperText
from qa.evaluation.batch import Batch, match_papers, open_snapshot
from qa.evaluation.bootstrap import Estimate
from qa.evaluation.metrics import LOWER_IS_BETTER, METRIC_NAMES
from qa.evaluation.own_library import fill_library, library_name
from qa.evaluation.pairs import QAPair
from qa.evaluation.qa_file import load_qa_file, load_questions, load_questions_apart
from qa.evaluation.question_set import QuestionSet
from qa.evaluation.results import Evaluation, QuestionResult
from qa.evaluation.results_folder import write_results
from qa.evaluation.run import evaluate, evaluate_question
from qa.evaluation.run_folder import RunFolder, open_run
from qa.evaluation.thresholds import missed_thresholds, parse_thresholds

__all__ = [
    "LOWER_IS_BETTER",
    "METRIC_NAMES",
    "Batch",
    "Estimate",
    "Evaluation",
    "PaperText",
    "QAPair",
    "QuestionResult",
    "QuestionSet",
    "RunFolder",
    "evaluate",
    "evaluate_question",
    "fill_library",
    "library_name",
    "load_qa_file",
    "load_questions",
    "load_questions_apart",
    "match_papers",
    "missed_thresholds",
    "open_run",
    "open_snapshot",
    "parse_thresholds",
    "write_results",
]
