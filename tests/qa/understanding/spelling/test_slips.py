"""Slips of the finger, and what each costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from qa.understanding.spelling.slips import words_one_slip_away


@pytest.mark.parametrize(
    ("typed", "likelier", "other"),
    [
        ("wiht", "with", "wit"),
        ("hapened", "happened", "harpened"),
        ("sovjet", "soviet", "sovqet"),
        ("leter", "letter", "lester"),
        ("wst", "west", "ast"),
    ],
)
def test_likely_slips_cost_less(typed: str, likelier: str, other: str) -> None:
    """Swapped and doubled letters, neighbours on the keyboard, and never the first letter."""
    costs = words_one_slip_away(typed)
    assert costs[likelier] < costs[other]


@given(typed=st.text(alphabet="abctz", min_size=1, max_size=7))
def test_all_words_are_one_slip_away(typed: str) -> None:
    """By the distance that Damerau counted, and the word itself is not among them."""
    near = words_one_slip_away(typed)
    assert typed not in near
    assert all(OSA.distance(typed, other) == 1 for other in near)
    assert {typed + "x", "x" + typed, typed[1:]} - {typed} <= set(near)
