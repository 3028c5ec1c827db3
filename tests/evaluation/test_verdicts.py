"""Yes and no, and what an answer shows beside its quotes."""

from dataclasses import replace

import pytest

from qa.answer import AnswerSentence, Verdict, Voice
from qa.evaluation import QAPair
from qa.evaluation.metrics.verdicts import shown_scores, verdict_scores
from qa.evaluation.questions.rubric import Rubric
from tests.evaluation_world import SENTENCES, abstain, cite, paper_text, reply

ANSWER = reply("Do bees dance?", cite(1, SENTENCES[0]))


@pytest.mark.parametrize(
    ("said", "stated", "right"),
    [
        (Verdict.YES, 1.0, 1.0),
        (Verdict.MIXED, 1.0, 1.0),
        (Verdict.NO, 1.0, 0.0),
        (None, 0.0, 0.0),
    ],
)
def test_a_verdict_must_be_said_and_be_right(
    said: Verdict | None, stated: float, right: float
) -> None:
    """Any of those that are to be accepted is."""
    pair = QAPair("a", "Do bees dance?", rubric=Rubric(verdicts=(Verdict.YES, Verdict.MIXED)))
    assert verdict_scores(pair, replace(ANSWER, verdict=said)) == {
        "verdict_stated": stated,
        "verdict_accuracy": right,
    }


def test_a_question_that_asks_for_no_verdict_has_no_score_of_it() -> None:
    """Whatever the answer says."""
    pair = QAPair("a", "Why do bees dance?")
    assert verdict_scores(pair, replace(ANSWER, verdict=Verdict.YES)) == {}
    assert shown_scores(pair, ANSWER, paper_text=paper_text) == {}


def shown(pair: QAPair, *texts: str, abstained: bool = False) -> float:
    """Return the score of showing `texts` with an answer that says two things of its own."""
    ours = AnswerSentence("On Bees has 17 pages.", (), voice=Voice.OURS)
    answer = replace(ANSWER, sentences=(ours, *ANSWER.sentences), abstained=abstained)
    asked = replace(pair, rubric=Rubric(shown=texts))
    return shown_scores(asked, answer, paper_text=paper_text)["shown_recall"]


def test_what_is_to_be_shown_stands_in_the_answer_or_is_a_page() -> None:
    """Our own words may say it; part of a number does not."""
    pair = QAPair("a", "How long is it?")
    assert shown(pair, "17", "on bees") == 1.0
    assert shown(pair, "1", "7", "share directions") == pytest.approx(2 / 3)
    assert shown(pair, "17", abstained=True) == 0.0
    assert shown_scores(
        replace(pair, rubric=Rubric(shown=("17",))), abstain("?"), paper_text=paper_text
    ) == {"shown_recall": 0.0}


def test_a_page_counts_only_where_its_quote_holds_the_evidence() -> None:
    """Any other page would be right by chance."""
    pair = QAPair("a", "On which page do bees dance?", evidence=("Bees dance",))
    assert shown(pair, "7") == 1.0
    assert shown(replace(pair, evidence=("Honey keeps for years",)), "7") == 0.0
