"""What is told of a question's names and years that the quoted passages lack."""

import pytest

from qa.composing.missing_names import find_missing_names
from qa.understanding.question import Question

TEXT = (
    "In light of the Pressler Amendment, the United States withheld F-16 jets from Pakistan in "
    "1990. Chinese and Russian envoys of the World Health Organization came to Islamabad."
)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Which amendment led Brazil to withhold jets in 2004?", ["Brazil", "2004"]),
        ("What did the Glenn Law of 1977 forbid?", ["Glenn Law", "1977"]),
        ("What happened to Vienna in the 1100s, and again to Vienna?", ["Vienna", "1100s"]),
        ("Why did NATO object?", ["NATO"]),
    ],
)
def test_names_and_years_that_do_not_occur(question: str, missing: list[str]) -> None:
    """Each is told once, in the order of the question."""
    assert find_missing_names(Question.of(question), [TEXT]) == missing


@pytest.mark.parametrize(
    "question",
    [
        "What did the amendment of 1990 forbid Pakistan?",
        "Does the Pressler Law matter?",
        "What did China and Russia do?",
        "What did America, or the US, or the U.S., withhold?",
        "Whom did the WHO send?",
        "Who sent F-16 jets to Pak forces?",
        "Did Pakistan pay for the F-16s?",
        "Vienna is where?",
        "What is forbidden there?",
        "How much is rAd5, or A-B, in May?",
        "Name 3 reasons on page 103.",
    ],
)
def test_names_that_occur_in_another_form(question: str) -> None:
    """By a word, an adjective, initials, a country's other name; openings are no names."""
    assert find_missing_names(Question.of(question), [TEXT]) == []


def test_initials_in_the_text_stand_for_a_name() -> None:
    """A name need not be written out."""
    assert (
        find_missing_names(
            Question.of("What did the World Health Organization say?"), ["The WHO spoke."]
        )
        == []
    )


def test_several_texts_count_together() -> None:
    """A heading may have the name, and the passage the year."""
    assert (
        find_missing_names(Question.of("What did Vienna do in 1955?"), ["Vienna", "It was 1955."])
        == []
    )
