"""Numbers are found with their units, and compared by value."""

import pytest

from qa.support.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("trade of US$7 million", [(7e6, "dollar")]),
        ("seven million dollars", [(7e6, "dollar")]),
        ("twenty-five years", [(25.0, "year")]),
        ("a growth of 12.5%", [(12.5, "percent")]),
        ("7 per cent of them", [(7.0, "percent")]),
        ("over 1,200 kilometres", [(1200.0, "km")]),
        ("for twenty minutes", [(20.0, "min")]),
        ("seven billion people", [(7e9, None)]),
        ("the 2018–19 season", [(2018.0, None), (2019.0, None)]),
        ("a lead of 10-7", [(10.0, None), (7.0, None)]),
        ("in May 1998.", [(1998.0, None)]),
        ("at 5 m depth", [(5.0, None)]),
    ],
)
def test_an_amount_has_a_value_and_a_unit(
    text: str, amounts: list[tuple[float, str | None]]
) -> None:
    """Scales are multiplied out, and units have one name each."""
    assert [(amount.value, amount.unit) for amount in find_amounts(text)] == amounts


@pytest.mark.parametrize("text", ["F-16 jets", "COVID-19", "the 9th time", "one of them"])
def test_what_counts_nothing_is_no_amount(text: str) -> None:
    """Names with digits, ordinals and “one” are passed over."""
    assert find_amounts(text) == []


def test_a_year_is_four_digits_without_a_unit() -> None:
    """“1998” is a year; “1,998” and “1998 km” are not."""
    years = [amount.is_year for amount in find_amounts("1998, then 1,998, then 1998 km")]
    assert years == [True, False, False]
