"""What is looked for in texts without a pattern, because one would read them again and again."""

from collections.abc import Callable

import pytest

from qa.evaluation.questions.text_matching import find_evidence, holds_answer
from qa.llm.reply import _has_tag
from qa.understanding.talk import candidates
from qa.understanding.talk.candidates import _without
from tests.growth import is_worse_than_linear


@pytest.mark.parametrize(
    "run",
    [
        lambda size: find_evidence("a " * size, "a " * (size // 2) + "b"),
        lambda size: holds_answer("1" * size, "1" * (size // 2)),
        lambda size: holds_answer("12 " * size, "1 " * (size // 2) + "2"),
        lambda size: _without("(" * size, candidates._OPENING_BRACKET, candidates._CLOSING_BRACKET),
        lambda size: _has_tag("<a" * size),
    ],
)
def test_what_is_found_without_a_pattern(run: Callable[[int], object]) -> None:
    """Texts that a pattern would read again and again."""

    def running(size: int) -> Callable[[], object]:
        return lambda: run(size)

    assert not is_worse_than_linear(running, (2_000, 4_000, 8_000, 16_000), floor=0.02, enough=0.1)


def test_places_of_evidence_are_those_of_the_text() -> None:
    """However its white space is written, inside words as well, and none overlapping."""
    text = "An ant\n\ncarries  leaves; an ant\tcarries leaves. aaaa"
    places = find_evidence(text, " ant carries\nleav")
    assert [text[place.start : place.end] for place in places] == [
        "ant\n\ncarries  leav",
        "ant\tcarries leav",
    ]
    assert [(place.start, place.end) for place in find_evidence(text, "aa")] == [(48, 50), (50, 52)]
    assert find_evidence(text, " \n") == find_evidence("", "ant") == ()


@pytest.mark.parametrize(
    ("text", "gold", "held"),
    [
        ("In 1985 and 5.", "5", True),
        ("In 1985 and 51.", "5", False),
        ("The 115 and 15 men", "15 men", True),
        ("The 115 men", "15 men", False),
        ("1a11a1a", "1a1", False),
        ("1a11a1 a 1a1", "1a1", True),
    ],
)
def test_numbers_are_held_whole(text: str, gold: str, held: bool) -> None:  # noqa: FBT001
    """A part of a number is no answer, and what follows is still looked at."""
    assert holds_answer(text, gold) is held
