"""Whether the authors think that something is so."""

import pytest

from qa.understanding.beliefs import asks_for_belief, without_belief
from qa.understanding.subject import subject_of


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Do the authors think that the virus spreads by air?", "the virus spreads by air?"),
        ("so does he expect the town to grow", "the town to grow"),
        ("Does the study show that sleep helps?", "sleep helps?"),
        ("Did they say the pier was safe?", "the pier was safe?"),
    ],
)
def test_what_authors_may_think_is_what_is_asked_about(question: str, claim: str) -> None:
    """The question is whether it is so; a passage that says it does not say who thinks it."""
    assert asks_for_belief(question)
    assert without_belief(question) == claim


@pytest.mark.parametrize(
    "question",
    [
        "What do the authors think of the pier?",
        "Did they find the virus in bats?",
        "Does the author say anything about the pier?",
        "Does the pier hold?",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    """What was found, or is said of a thing, is asked for itself."""
    assert not asks_for_belief(question)
    assert without_belief(question) == question


def test_nobody_who_thinks_so_is_searched_for() -> None:
    """The search is for what is thought."""
    assert subject_of("Do the authors think that the virus spreads by air?") == (
        "the virus spreads by air?"
    )
