"""Questions as people type them: the reader learns from those too, and what they ask for stays."""

import random

import pytest
from reader.as_typed import as_typed, chatted, with_last_phrase_first, with_slips

QUESTION = "What did the committee not decide about the harbour in the spring of 1912?"


@pytest.mark.parametrize("seed", range(30))
def test_names_and_negations_stay(seed: int) -> None:
    """A question without its "not", or of another year, would be taught a wrong answer."""
    typed = as_typed(QUESTION, random.Random(seed))  # noqa: S311 - to be repeated
    assert "not" in typed.lower().split()
    assert "1912" in typed


def test_chat_leaves_marks_and_short_words_out() -> None:
    """Some chance writes "whats", drops articles and auxiliaries, and all of them capitals."""
    typed = {
        chatted("What is the aim of the Rhine treaty?", random.Random(seed))  # noqa: S311
        for seed in range(40)
    }
    assert any("whats aim of rhine treaty" in one for one in typed)
    assert all(one == one.lower() for one in typed)


def test_a_do_that_is_denied_stays() -> None:
    """Without its "does", a question that denies would read as a slip of another kind."""
    for seed in range(20):
        assert "does not" in chatted("What does not burn?", random.Random(seed))  # noqa: S311


def test_one_word_slips_and_keeps_its_first_letter() -> None:
    """Short words, by which a question is told from its denial, are left as they are."""
    slipped = with_slips("Who was the abbot?", random.Random(4))  # noqa: S311
    *before, word = slipped.rstrip("?").split()
    assert before == ["Who", "was", "the"]
    assert word != "abbot"
    assert word.startswith("a")


def test_nothing_is_long_enough_to_slip() -> None:
    """A question of short words is the same."""
    assert with_slips("Who was he?", random.Random(1)) == "Who was he?"  # noqa: S311


@pytest.mark.parametrize(
    ("question", "moved"),
    [
        ("When did he die in Rouen?", "In Rouen, when did he die?"),
        ("Who ruled after the war?", "After the war, who ruled?"),
        ("Who ruled?", "Who ruled?"),
    ],
)
def test_the_last_phrase_comes_first(question: str, moved: str) -> None:
    """Time and place may stand in front; a question without any is left as it is."""
    assert with_last_phrase_first(question) == moved
