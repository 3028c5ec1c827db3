import dataclasses

import pytest

from corpus.paper import Note, Span
from qa.answer import AnswerSentence
from qa.evaluation import QAPair
from qa.evaluation.metrics.answers import answer_recall, answer_scores, short_answer
from qa.evaluation.questions.text_matching import holds_answer
from tests.evaluation_world import DANCE, SENTENCES, abstain, cite, paper_text, reply


@pytest.mark.parametrize(
    ("text", "gold", "held"),
    [
        ("It was the  PRESSLER\namendment.", "Pressler Amendment", True),
        ("Pakistan\u2019s \u201cbalance\u201d", 'Pakistan\'s "balance"', True),
        ("stra\u00dfe", "STRASSE", True),
        ("in 1985", "5", False),
        ("in 1985", "1985", True),
        ("7 of 5.", "5", True),
        ("Iranians", "Iran", True),
        ("anything", " ", False),
    ],
)
def test_an_answer_holds_a_gold_string(text: str, gold: str, *, held: bool) -> None:
    """Case, white space and the shape of quotes do not count, and numbers stay whole."""
    assert holds_answer(text, gold) is held


def test_any_gold_string_suffices_but_a_list_needs_all() -> None:
    """A list scores the share of its items that the answer holds."""
    answer = reply("Which?", cite(1, SENTENCES[2]))
    golds = ("at night", "at noon")
    assert answer_recall(QAPair("a", "Which?", kind="fact", answers=golds), answer) == 1.0
    assert answer_recall(QAPair("a", "Which?", kind="list", answers=golds), answer) == 0.5
    assert answer_recall(QAPair("a", "Which?", kind="fact", answers=("at noon",)), answer) == 0.0


def test_the_digits_of_citation_markers_are_no_answer() -> None:
    """The text is "… years. [1]", and 1 is not in it."""
    answer = reply("How many?", cite(1, SENTENCES[3]))
    assert answer.text.endswith("[1]")
    assert answer_recall(QAPair("a", "How many?", answers=("1",)), answer) == 0.0


def test_notes_count_as_answer_only_when_the_question_asks_for_them() -> None:
    """A note stands under the citation that the reader is shown."""
    notes = (Note("1", 20, "Frisch, The Dancing Bees"), Note("2", 30, None))
    answer = reply("Which source?", cite(1, SENTENCES[0], notes=notes))
    asked = QAPair("a", "Which source?", kind="note", answers=("Frisch",))
    assert answer_recall(asked, answer) == 1.0
    assert answer_recall(dataclasses.replace(asked, kind="fact"), answer) == 0.0


def test_the_short_answer_is_the_marked_span_of_the_first_citation() -> None:
    """Without a marked span, or without that paper, it is what there is."""
    marked = reply("Why?", cite(1, SENTENCES[0], answer_span=Span(14, 30)), cite(2, SENTENCES[2]))
    assert short_answer(marked, paper_text=paper_text) == "share directions"
    unmarked = reply("Why?", cite(1, SENTENCES[0]), cite(2, SENTENCES[2]))
    expected = "Bees dance to share directions. They rest at night."
    assert short_answer(unmarked, paper_text=paper_text) == expected
    lost = reply("Why?", cite(1, SENTENCES[0], paper_id="ants", answer_span=Span(14, 30)))
    assert short_answer(lost, paper_text=paper_text) == ""


def test_a_right_answer_scores_one_and_an_abstention_nothing() -> None:
    """Abstaining from an answerable question is wrong, whatever its sentence says."""
    right = reply(DANCE.question, cite(1, SENTENCES[0], answer_span=Span(14, 30)))
    assert answer_scores(DANCE, right, paper_text=paper_text) == {
        "answer_recall": 1.0,
        "exact_match": 1.0,
        "f1": 1.0,
    }
    silent = dataclasses.replace(
        abstain(DANCE.question), sentences=(AnswerSentence("Nothing on share directions.", ()),)
    )
    assert answer_scores(DANCE, silent, paper_text=paper_text) == {
        "answer_recall": 0.0,
        "exact_match": 0.0,
        "f1": 0.0,
    }


def test_a_question_without_gold_answers_has_no_answer_scores() -> None:
    """Evidence alone does not say what the answer is."""
    answer = reply("Why?", cite(1, SENTENCES[0]))
    pair = QAPair("a", "Why?", evidence=("Bees dance",))
    assert answer_scores(pair, answer, paper_text=paper_text) == {}
