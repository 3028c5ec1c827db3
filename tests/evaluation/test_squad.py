import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics.squad import exact_match, normalise_answer, token_f1


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


def tokens_by_the_published_steps(text: str) -> list[str]:
    """Lower the case, drop punctuation, drop articles as whole words, part at white space."""
    kept = [letter for letter in text.lower() if letter not in string.punctuation]
    return re.sub(r"\b(a|an|the)\b", " ", "".join(kept)).split()


def score_by_the_published_steps(prediction: str, gold: str) -> tuple[float, float]:
    """Compare token by token; an answer without tokens only matches one without tokens."""
    predicted, wanted = map(tokens_by_the_published_steps, (prediction, gold))
    exact = float(" ".join(predicted) == " ".join(wanted))
    if not predicted or not wanted:
        return exact, exact
    rest, shared = list(wanted), 0
    for token in predicted:
        if token in rest:
            rest.remove(token)
            shared += 1
    if shared == 0:
        return exact, 0.0
    precision, recall = shared / len(predicted), shared / len(wanted)
    return exact, 2 * precision * recall / (precision + recall)


WORDS = st.sampled_from(
    ["the", "The", "a", "an", "An", "cat", "cats", "cat's", "-", "1,000", "é", "."]
)
PHRASES = st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=20)


@given(PHRASES, st.lists(PHRASES, min_size=1, max_size=3))
def test_scores_agree_with_the_published_steps(prediction: str, golds: list[str]) -> None:
    """SQuAD's evaluation, written out; the best of the gold answers counts."""
    scores = [score_by_the_published_steps(prediction, gold) for gold in golds]
    assert exact_match(prediction, golds) == max(exact for exact, _ in scores)
    assert token_f1(prediction, golds) == pytest.approx(max(overlap for _, overlap in scores))
