import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.squad import exact_match, normalise_answer, token_f1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Pressler Amendment.", "pressler amendment"),
        ("US$7 million", "us7 million"),
        ("a theory, an idea", "theory idea"),
        ("the-rapist", "therapist"),
        ("An", ""),
        ("caf\u00e9 \u201cA\u201d", "caf\u00e9 \u201c \u201d"),
    ],
)
def test_answers_are_normalised_as_squad_does(text: str, expected: str) -> None:
    """Case, ASCII punctuation, articles and white space go, in this order."""
    assert normalise_answer(text) == expected


@pytest.mark.parametrize(
    ("prediction", "golds", "em", "f1"),
    [
        ("The Denver Broncos!", ["Denver Broncos"], 1.0, 1.0),
        ("Denver", ["Denver Broncos"], 0.0, 2 / 3),
        ("in the year 1990", ["1990", "year of 1990"], 0.0, 2 / 3),
        ("Carolina", ["Denver Broncos", "Broncos"], 0.0, 0.0),
        ("very very late", ["very late"], 0.0, 0.8),
        ("the", ["a"], 1.0, 1.0),
        ("", ["Denver"], 0.0, 0.0),
        ("Denver", ["the"], 0.0, 0.0),
        ("Denver", [], 0.0, 0.0),
    ],
)
def test_scores_are_those_of_squad(prediction: str, golds: list[str], em: float, f1: float) -> None:
    """Both take the best of the gold answers; tokens are counted with their repetitions."""
    assert exact_match(prediction, golds) == em
    assert token_f1(prediction, golds) == pytest.approx(f1)


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
def test_f1_is_a_share_and_never_below_exact_match(prediction: str, golds: list[str]) -> None:
    """An exact match has the full F1."""
    assert 0.0 <= token_f1(prediction, golds) <= 1.0
    assert token_f1(prediction, golds) >= exact_match(prediction, golds)
