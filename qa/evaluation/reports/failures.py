"""What can go wrong with a question, and what did."""

from collections.abc import Callable
from dataclasses import dataclass

from qa.evaluation.runs.results import QuestionResult


@dataclass(frozen=True, slots=True)
class Failure:
    """A way to fail a question. `key` names it in style sheets."""

    key: str
    title: str
    meaning: str
    happened_to: Callable[[QuestionResult], bool]


def _abstained_needlessly(question: QuestionResult) -> bool:
    return question.answerable and question.abstained


def _answered_needlessly(question: QuestionResult) -> bool:
    return not question.answerable and not question.success


def _answered_wrongly(question: QuestionResult) -> bool:
    if question.abstained or not question.answerable:
        return False
    says_otherwise = question.verdict and question.scores.get("verdict_accuracy") == 0
    return bool(says_otherwise) or (question.success is not None and question.success < 1)


def _cited_wrongly(question: QuestionResult) -> bool:
    if question.abstained:
        return False
    scores = question.scores
    return scores.get("citation_recall", 1.0) < 1 or scores.get("quote_exists", 1.0) < 1


def _missed(question: QuestionResult) -> bool:
    return question.scores.get("evidence_recall@5", 1.0) < 1


# In the order in which they matter to whoever asked: the first one is a question's outcome.
FAILURES = (
    Failure(
        "answered",
        "Should have abstained",
        "The papers do not answer the question, and it was answered all the same.",
        _answered_needlessly,
    ),
    Failure(
        "abstained",
        "Should have answered",
        "The papers answer the question, and the system said that they do not.",
        _abstained_needlessly,
    ),
    Failure(
        "wrong",
        "Wrong answer",
        "The answer lacks the gold answer or, of a list, some of it; it does not show what it was "
        "to show, quotes fewer nuggets than the question needs, or says yes for no.",
        _answered_wrongly,
    ),
    Failure(
        "citation",
        "Wrong citation",
        "A sentence of the answer cites nothing that holds gold evidence. The gold need not be "
        "all that a paper says: look before you count it as a fault.",
        _cited_wrongly,
    ),
    Failure(
        "miss",
        "Retrieval miss",
        "None of the first five passages retrieved holds the gold evidence.",
        _missed,
    ),
)


def failures_of(question: QuestionResult) -> tuple[Failure, ...]:
    """Return all that went wrong with a question, what matters most first."""
    return tuple(failure for failure in FAILURES if failure.happened_to(question))
