"""Answered, closest or declined."""

import pytest

from qa.answer import Decision
from qa.deciding.decision import decide
from qa.logistic import LogisticModel
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Question

MODEL = LogisticModel({}, 0.0, 0.45)


def decision(text: str, told: str, kind: Kind) -> Decision:
    """Return what is decided of a question for which a sentence would be told for sure."""
    return decide(0.9, Question(text, text, kind=kind), [told], MODEL)


@pytest.mark.parametrize(
    ("question", "told", "kind"),
    [
        ("How large was the loan of China?", "In 1961 Pakistan had a loan of $3.", Kind.QUANTITY),
        ("When did he visit Washington?", "In 1967 he visited the Soviet Union.", Kind.TIME),
    ],
)
def test_what_is_told_of_another_country_is_the_closest(
    question: str, told: str, kind: Kind
) -> None:
    """A loan of Pakistan answers no question about one of China."""
    assert decision(question, told, kind) is Decision.CLOSEST


@pytest.mark.parametrize(
    ("question", "told", "kind"),
    [
        ("When did he visit Washington?", "In 1967 he went to the US and India.", Kind.TIME),
        ("When did he visit Washington?", "In 1967 he visited the White House.", Kind.TIME),
        ("When did he visit Washington?", "That visit was in 1967.", Kind.TIME),
        ("When did he leave?", "In 1967 he left India.", Kind.TIME),
        ("Why did the US agree?", "India had asked for it.", Kind.WHY_HOW),
    ],
)
def test_what_is_told_of_the_same_country_or_none_answers(
    question: str, told: str, kind: Kind
) -> None:
    """Another name of the country is the country, and a reason may lie in another one."""
    assert decision(question, told, kind) is Decision.ANSWERED
