"""``results.csv``: one row per question, for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from qa.evaluation.metrics.figures import SCORES
from qa.evaluation.reports.failures import failures_of
from qa.evaluation.reports.markup import printable
from qa.evaluation.runs.results import QuestionResult

# A spreadsheet takes a cell that begins so for a formula, and runs it; in some languages also
# where the signs have the width of Chinese characters.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_COLUMNS_BEFORE = "id kind paper question answerable abstained confidence rank failures".split()
_COLUMNS_BEHIND = ["seconds", "answer", "gold_answers"]


def results_table(questions: Sequence[QuestionResult]) -> str:
    """Return the table: what was asked and answered, what went wrong, and every score.

    A score that does not apply to a question is an empty cell. A text that a
    spreadsheet would run as a formula has a single quotation mark in front.
    """
    names = [name for name in SCORES if any(name in question.scores for question in questions)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*_COLUMNS_BEFORE, *names, *_COLUMNS_BEHIND])
    for question in questions:
        writer.writerow(_cells(question, names))
    return text.getvalue()


def _cells(question: QuestionResult, names: Iterable[str]) -> list[object]:
    cells: list[object] = [
        question.id,
        question.kind,
        question.paper,
        question.question,
        "yes" if question.answerable else "no",
        "yes" if question.abstained else "no",
        question.confidence,
        question.rank,
        "; ".join(failure.title for failure in failures_of(question)),
        *(question.scores.get(name) for name in names),
        question.seconds,
        question.answer,
        " | ".join(question.gold_answers),
    ]
    return [_harmless(cell) if isinstance(cell, str) else cell for cell in cells]


def _harmless(text: str) -> str:
    cell = printable(text)
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
