"""How many questions are answered, met with what comes closest, or declined."""

from dataclasses import replace

from qa.evaluation import Evaluation, QAPair, evaluate
from qa.evaluation.questions.rubric import Rubric, Scope
from qa.evaluation.reports.curves import operating_point
from qa.evaluation.reports.failures import failures_of
from tests.evaluation_world import (
    SENTENCES,
    ScriptedAnswerer,
    ScriptedRetriever,
    cite,
    paper_text,
    reply,
)

TRUE = QAPair("true", "Why do bees dance?", answers=("share directions",))
NEAR = QAPair("near", "What do bees do at night?", answers=("rest",))
LOST = QAPair("lost", "How long does honey keep?", answers=("years",))
FALSE = QAPair(
    "false", "Why do bees dance at night?", rubric=Rubric(denial=("They rest at night",))
)
WASPS = QAPair("wasps", "How many wasps are there?")
ANTS = QAPair("ants", "How many ants are there?")
PAIRS = (TRUE, NEAR, LOST, FALSE, WASPS, ANTS)


def run(*pairs: QAPair) -> Evaluation:
    """Answer the true question, the false one and that of wasps; quote closely for the near one."""
    answers = {
        pair.question: reply(pair.question, cite(1, SENTENCES[number]))
        for pair, number in ((TRUE, 0), (NEAR, 2), (FALSE, 2), (WASPS, 3))
    }
    answers[NEAR.question] = replace(answers[NEAR.question], abstained=True)
    return evaluate(
        pairs,
        answerer=ScriptedAnswerer(answers),
        retriever=ScriptedRetriever(),
        paper_text=paper_text,
        resamples=20,
    )


def test_the_three_decisions_are_shares_of_the_answerable_and_of_the_rest() -> None:
    """The denial of a false premise declines it, though the question was answered."""
    evaluation = run(*PAIRS)
    found = {name: round(figure.value * 3, 9) for name, figure in evaluation.metrics.items()}
    assert (found["answered"], found["closest"], found["declined"]) == (1, 1, 1)
    assert found["answered_unanswerable"] == 1
    assert found["closest_unanswerable"] == 0
    assert found["declined_unanswerable"] == 2
    assert {evaluation.metrics[name].n for name in ("answered", "declined_unanswerable")} == {3}


def test_what_comes_closest_abstains_and_so_does_a_denial() -> None:
    """Of three unanswerable questions two are abstained from, and so are two answerable ones."""
    assert run(*PAIRS).metrics["abstention_f1"].value == 2 * 2 / (3 + 4)
    only = run(FALSE)
    assert only.metrics["abstention_f1"].value == only.metrics["coverage@95"].value == 1.0
    assert run(WASPS).metrics["abstention_f1"].value == 0.0


def test_a_denial_is_no_failure() -> None:
    """Nor does the answer count among those that are wrong."""
    false, wasps = run(FALSE, WASPS).per_question
    assert failures_of(false) == ()
    assert [failure.key for failure in failures_of(wasps)] == ["answered"]
    assert operating_point((false, wasps)) == (1.0, 0.5)


def test_a_scope_says_whether_there_is_an_answer_to_give() -> None:
    """What a library knows of a paper, and thanks, are met without evidence."""
    for scope in (Scope.TEXT, Scope.METADATA, Scope.SMALLTALK):
        pair = replace(WASPS, rubric=Rubric(scope=scope))
        assert pair.answerable
        assert run(pair).metrics["answered"].value == 1.0
        assert "abstention_f1" not in run(pair).metrics
    assert not replace(WASPS, rubric=Rubric(scope=Scope.NONE)).answerable
    assert replace(WASPS, rubric=Rubric(shown=("17",))).answerable


def test_questions_for_the_retriever_alone_are_not_decided() -> None:
    """There is nothing to be answered or declined."""
    evaluation = run(QAPair("judged", "Why do bees dance?", judgements={"bees": 1}))
    assert evaluation.per_question[0].decision is None
    assert not {"answered", "closest", "declined"} & set(evaluation.metrics)
