"""What an answer quotes, held against nuggets, a section to stay in, and denials."""

from dataclasses import replace

import pytest

from qa.answer import Answer, AnswerSentence, Voice
from qa.evaluation import QAPair
from qa.evaluation.metrics.nuggets import denial_scores, nugget_scores
from qa.evaluation.questions.rubric import Nugget, Rubric
from tests.evaluation_world import SENTENCES, abstain, cite, paper_text, reply

DANCE = Nugget("Bees dance to share directions", side="dance")
FAR = Nugget("no such words", also=("food is far",), side="dance")
REST = Nugget("They rest at night", side="rest")
HONEY = Nugget("Honey keeps for years", side="both")
ASKED = QAPair("a", "What of bees?", rubric=Rubric(nuggets=(DANCE, FAR, REST, HONEY), need=2))


def scores(pair: QAPair, answer: Answer) -> dict[str, float]:
    """Score against the paper of bees."""
    return nugget_scores(pair, answer, paper_text=paper_text)


def quoting(*numbers: int) -> Answer:
    """Answer with these sentences of the paper."""
    cited = (cite(place, SENTENCES[number]) for place, number in enumerate(numbers, start=1))
    return reply("?", *cited)


@pytest.mark.parametrize(
    ("quoted", "recall", "enough"),
    [((), 0.0, 0.0), ((0,), 0.25, 0.0), ((0, 1), 0.5, 1.0), ((0, 1, 2, 3), 1.0, 1.0)],
)
def test_recall_is_the_share_of_the_nuggets_that_are_quoted(
    quoted: tuple[int, ...], recall: float, enough: float
) -> None:
    """A nugget that is told elsewhere in other words counts as well."""
    found = scores(ASKED, quoting(*quoted))
    assert (found["nugget_recall"], found["enough_nuggets"]) == (recall, enough)


def test_a_comparison_needs_every_side_and_not_a_number_of_nuggets() -> None:
    """Two nuggets of one side are no comparison, and one of both stands for neither."""
    compared = replace(ASKED, kind="compare")
    assert scores(compared, quoting(0, 1))["enough_nuggets"] == 0.0
    assert scores(compared, quoting(0, 3))["enough_nuggets"] == 0.0
    assert scores(compared, quoting(0, 2))["enough_nuggets"] == 1.0
    unlabelled = replace(ASKED.rubric, nuggets=(DANCE, FAR, replace(REST, side=None)))
    assert scores(replace(compared, rubric=unlabelled), quoting(0, 1))["enough_nuggets"] == 1.0


def test_precision_counts_quotes_that_are_to_the_point() -> None:
    """They hold a nugget or evidence; without quotes there is nothing to the point."""
    pair = QAPair(
        "a",
        "What of bees?",
        evidence=("They rest at night",),
        rubric=Rubric(nuggets=(DANCE,)),
    )
    assert scores(pair, quoting(0, 2, 3))["nugget_precision"] == pytest.approx(2 / 3)
    assert scores(pair, abstain("?"))["nugget_precision"] == 0.0


def test_a_quote_from_the_section_to_be_summarised_is_to_the_point() -> None:
    """However the title is written; but not one that the paper does not have."""
    pair = QAPair("a", "Sum it up", rubric=Rubric(within="DANCES"))
    assert scores(pair, quoting(0, 3)) == {"nugget_precision": 1.0}
    elsewhere = replace(pair, rubric=Rubric(within="Honey"))
    assert scores(elsewhere, quoting(0, 3)) == {"nugget_precision": 0.0}
    invented = reply("?", cite(1, SENTENCES[0], quote="Bees dance at weddings, as all do."))
    assert scores(pair, invented) == {"nugget_precision": 0.0}


def test_what_comes_closest_is_looked_at_too() -> None:
    """It is shown to whoever asks, though the answer abstains."""
    assert scores(ASKED, replace(quoting(0), abstained=True))["nugget_recall"] == 0.25


def test_words_of_our_own_tell_no_nugget() -> None:
    """Only quotes do, whatever a label or a sentence of ours says."""
    ours = AnswerSentence("They rest at night", (), voice=Voice.OURS)
    answer = replace(quoting(0), sentences=(ours, *quoting(0).sentences))
    assert scores(ASKED, answer)["nugget_recall"] == 0.25


def test_a_question_without_nuggets_has_no_scores_of_them() -> None:
    """It is scored as it always was."""
    assert scores(QAPair("a", "Why?", evidence=("Bees dance",)), quoting(0)) == {}


def test_quoting_a_denial_is_told() -> None:
    """Any piece of it; a question without one has no such score."""
    pair = QAPair("a", "Why do wasps dance?", rubric=Rubric(denial=("no", "Bees dance")))
    assert denial_scores(pair, quoting(3, 0), paper_text=paper_text) == {"denial_quoted": 1.0}
    assert denial_scores(pair, quoting(3), paper_text=paper_text) == {"denial_quoted": 0.0}
    assert denial_scores(pair, abstain("?"), paper_text=paper_text) == {"denial_quoted": 0.0}
    bare = QAPair("a", "Why do wasps dance?")
    assert denial_scores(bare, quoting(0), paper_text=paper_text) == {}
