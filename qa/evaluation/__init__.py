"""Evaluation of a QA file: questions with gold answers in, figures with intervals out.

A file becomes pairs, the pairs are asked, the answers are scored, and the scores are
summed up. No model judges: every score compares with the gold of the file.
"""

from qa.evaluation.metrics.bootstrap import Estimate
from qa.evaluation.metrics.figures import LOWER_IS_BETTER, METRIC_NAMES
from qa.evaluation.metrics.metric import PaperText
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.qa_file import load_qa_file, load_questions, load_questions_apart
from qa.evaluation.questions.question_set import QuestionSet
from qa.evaluation.runs.batch import Batch, match_papers, open_snapshot
from qa.evaluation.runs.folder import RunFolder, open_run
from qa.evaluation.runs.own_library import fill_library, library_name
from qa.evaluation.runs.results import Evaluation, QuestionResult
from qa.evaluation.runs.results_folder import write_results
from qa.evaluation.runs.run import evaluate, evaluate_question
from qa.evaluation.runs.thresholds import missed_thresholds, parse_thresholds

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
