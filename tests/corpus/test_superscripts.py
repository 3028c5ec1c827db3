"""Superscripts and subscripts written in a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.superscripts import lower_text, raise_text, with_plain_subscripts
from index.words.terms import terms


@pytest.mark.parametrize(
    ("raised", "written"),
    [("25", "²⁵"), ("−3", "⁻³"), ("n", "ⁿ"), ("2+", "²⁺"), ("Q", "^Q"), ("n/2", "^(n/2)")],
)
def test_superscripts_are_unicodes_where_it_has_them(raised: str, written: str) -> None:
    """Others stand behind a sign, in brackets where they are more than a word."""
    assert raise_text(raised) == written


@pytest.mark.parametrize(
    ("lowered", "written"), [("2", "₂"), ("max", "ₘₐₓ"), ("B", "_B"), ("N−1", "_(N−1)")]
)
def test_subscripts_are_unicodes_where_it_has_them(lowered: str, written: str) -> None:
    """Others stand behind a sign, too."""
    assert lower_text(lowered) == written


@given(st.text())
def test_plain_subscripts_keep_every_place(text: str) -> None:
    """Offsets in the text that a model reads are those of the paper's."""
    assert len(with_plain_subscripts(text)) == len(text)


def test_a_formula_is_found_however_it_is_typed() -> None:
    """Words are compared without regard to height, and models read what people type."""
    assert terms("CO₂ and H₂O") == terms("CO2 and H2O")
    assert with_plain_subscripts("CO₂ at tₘₐₓ") == "CO2 at tmax"
