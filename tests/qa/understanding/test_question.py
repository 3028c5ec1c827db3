"""What is accepted as a question, and what kind of answer it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QuestionError
from qa.understanding.question import Expects, Question, asked_noun, check_question, expected_answer


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!", "…"])
def test_a_question_without_a_word_is_refused(question: str) -> None:
    """An empty question gets a message that says what to do."""
    with pytest.raises(QuestionError, match="Ask something"):
        check_question(question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [(None, "NoneType"), (7, "int"), (True, "bool"), (["Why?"], "list"), (b"Why?", "bytes")],
)
def test_what_is_no_text_is_refused(question: object, kind: str) -> None:
    """With its type, whatever a program passes."""
    with pytest.raises(QuestionError, match=f"no text but a value of the type {kind}"):
        check_question(question)


@pytest.mark.parametrize("question", ["\ud800", "\udfff\ud800?", "\x00\x1b\x7f", "\u200b\u202e"])
def test_halves_of_characters_and_controls_ask_nothing(question: str) -> None:
    """As an empty question does."""
    with pytest.raises(QuestionError, match="Ask something"):
        check_question(question)


@given(st.text(st.characters(codec=None), max_size=40))
def test_an_accepted_question_can_be_written_anywhere(question: str) -> None:
    """Whatever characters it came with, UTF-8 has those that are left; none was lost."""
    try:
        checked = check_question(question)
    except QuestionError:
        return
    assert checked.encode()
    assert check_question(checked) == checked


def test_halves_of_a_character_are_joined_or_replaced() -> None:
    """A pair is the character that it stands for; half of one is shown as missing."""
    assert check_question("Who \ud83d\ude00 came \ud800first?") == "Who 😀 came \ufffdfirst?"


def test_an_overlong_question_is_refused_with_its_length() -> None:
    """Ten thousand words are no question; the message names the count and the limit."""
    with pytest.raises(QuestionError, match=r"10,000 words .* may have 400 words"):
        check_question("word " * 10_000)
    with pytest.raises(QuestionError, match=r"9,000 characters"):
        check_question("x" * 9_000)


def test_white_space_in_a_question_is_folded() -> None:
    """A question that was pasted over lines is the same question."""
    assert check_question("  Who\n came \t first? ") == "Who came first?"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who removed Bhutto from power?", Expects.PERSON),
        ("Which president imposed sanctions?", Expects.PERSON),
        ("Where was the base?", Expects.PLACE),
        ("Which port is significant?", Expects.PLACE),
        ("When did the war end?", Expects.TIME),
        ("In what year did it come into force?", Expects.TIME),
        ("How much money was given?", Expects.QUANTITY),
        ("How many people were asked?", Expects.QUANTITY),
        ("Why did the talks fail?", Expects.REASON),
        ("What made the interest fade?", Expects.REASON),
        ("Which amendment led to sanctions?", Expects.NAMED_THING),
        ("Which military alliances did Pakistan join?", Expects.SEVERAL),
        ("With which countries should it trade?", Expects.SEVERAL),
        ("Which source is cited for this?", Expects.SOURCE),
        ("What does note 7 say?", Expects.SOURCE),
        ("What is the main conclusion of the paper?", Expects.SUMMARY),
        ("What is the aim of this research?", Expects.SUMMARY),
        ("What does Moscow hope to win?", Expects.TEXT),
        ("How did people feel?", Expects.TEXT),
    ],
)
def test_the_kind_of_answer_is_told_by_the_question_words(question: str, kind: Expects) -> None:
    """Question words and the noun behind “which” decide what is looked for."""
    assert expected_answer(question) is kind


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which amendment led the US to withhold jets?", "amendment"),
        ("Which military alliances sponsored by the US did Pakistan join?", "military"),
        ("What agreement did they sign?", "agreement"),
        ("Which two amendments were invoked?", "amendments"),
        ("What is the population?", None),
        ("How did it end?", None),
    ],
)
def test_the_noun_behind_which_is_found(question: str, noun: str | None) -> None:
    """The noun stands before an auxiliary that follows soon, else right behind “which”."""
    assert asked_noun(question) == noun


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What is the main conclusion of the paper?", True),
        ("Please summarise the paper.", True),
        ("What is the aim of this research?", True),
        ("What does the paper conclude about Japan?", False),
        ("What conclusions follow for trade?", False),
        ("What is the boiling point of water?", False),
    ],
)
def test_only_questions_without_a_subject_of_their_own_ask_for_the_gist(
    question: str, *, whole: bool
) -> None:
    """A question about something in particular can fail to be answered; one for the gist cannot."""
    assert Question.of(question).asks_for_gist is whole


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("With whom, according to the paper, should it ally?", "With whom should it ally?"),
        ("What did the paper find about Japan?", "What find about Japan?"),
        ("Which source does the paper cite for arms exports?", "arms exports?"),
        ("What publication is cited for arms exports?", "arms exports?"),
        ("Which source of energy grew?", "Which source of energy grew?"),
        ("What is the paper about?", "What is the paper about?"),
    ],
)
def test_what_speaks_of_the_paper_itself_is_not_looked_for(question: str, subject: str) -> None:
    """The words for the paper and its citing are taken out, unless nothing else is left."""
    assert Question.of(question).subject == subject


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("why did it fall", "why did it fall?"),
        ("and why did it fall.", "and why did it fall?"),
        ("Why did it fall?", "Why did it fall?"),
        ("isotope ratios", "isotope ratios"),
        ("Name the ports.", "Name the ports."),
    ],
)
def test_a_question_mark_left_out_makes_no_difference(typed: str, subject: str) -> None:
    """What is searched for has it; key words and requests have none."""
    assert Question.of(typed).subject == subject
