"""Dates in texts: found, told as they stand, and in an order."""

import pytest

from qa.understanding.dates import asked_period, find_dates


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("In 1956, the mills were begun.", ["1956"]),
        ("It fell during 1979-1989 and again (1972-77).", ["1979-1989", "1972-77"]),
        ("On 17 May 1998 and January 24, 2020.", ["17 May 1998", "January 24, 2020"]),
        ("Since the mid-1950s and in the 1980s.", ["Since the mid-1950s", "1980s"]),
        ("The nineteenth century ended after 1899.", ["Nineteenth century", "After 1899"]),
        ("They parted 15,500 years ago.", ["15,500 years ago"]),
        ("It was on 5 February.", ["5 February"]),
    ],
)
def test_dates_are_told_as_they_stand(text: str, labels: list[str]) -> None:
    """A timeline is labelled in the paper’s own way of telling the time."""
    assert [date.label for date in find_dates(text)] == labels


@pytest.mark.parametrize(
    "text",
    [
        "We enrolled 1500 patients.",
        "It cost US$2000.",
        "It was shown before (Smith, 2004) and by Jones et al. (2010).",
        "It may march on.",
        "The 2019-nCoV virus spread.",
        "Section 1.1998 has 19,980 words.",
    ],
)
def test_numbers_and_works_cited_are_no_dates(text: str) -> None:
    """A timeline of patients, prices and other people’s papers would be nonsense."""
    assert find_dates(text) == []


def test_dates_have_an_order() -> None:
    """What was earlier is told earlier, whatever the form of the date."""
    text = "In 2001, in May 1998, in the 1950s, and 9,000 years ago; it was the 18th century."
    dates = sorted(find_dates(text), key=lambda date: date.first)
    assert [date.label for date in dates] == [
        "9,000 years ago",
        "18th century",
        "1950s",
        "May 1998",
        "2001",
    ]


def test_a_question_confines_itself_to_a_time() -> None:
    """“Between 1950 and 1959” leaves out what was before and after; “since 1979” has no end."""
    asked = asked_period("How did trade change between 1950 and 1959?")
    since = asked_period("What happened since 1979?")
    assert asked is not None
    assert since is not None
    inside, outside = find_dates("In 1955, not in 1961.")
    assert inside.meets(asked)
    assert not outside.meets(asked)
    assert find_dates("In 2020.")[0].meets(since)
    assert not inside.meets(since)
    between = asked_period("How did trade change from 1950 to 1959?")
    assert between is not None
    assert between.last == (1959, 12, 31)
    assert asked_period("How did trade change?") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In the last decade of the 20th century it fell.", 1990, 1999),
        ("By the second half of the nineteenth century, towns grew.", 1850, 1899),
        ("It was built in the late 18th century.", 1767, 1799),
        ("It was built in the 18th century.", 1700, 1799),
    ],
)
def test_a_part_of_a_century_is_told_by_its_years(text: str, first: int, last: int) -> None:
    """So that it stands in its place among years."""
    (date,) = find_dates(text)
    assert (date.first[0], date.last[0]) == (first, last)
