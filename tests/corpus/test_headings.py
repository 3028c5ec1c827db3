import pytest

from corpus.layout.headings import find_headings, is_heading_like, number_of
from corpus.layout.levels import FoundHeading, infer_levels


@pytest.mark.parametrize(
    "text",
    [
        "Introduction",
        "abstract:",
        "A Study of the State and Its Power",
        "RESULTS AND DISCUSSION",
        "3.1 Data",
        "IV. Results",
        "Is This a Possibility?",
        "Conclusion: A New Beginning",
    ],
)
def test_forms_of_headings(text: str) -> None:
    """Known titles, title case, capitals, numbers, and questions in title case are headings."""
    assert is_heading_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "The state and its power grew",
        "It Ended Here.",
        "First Things; Second Things",
        "As the Editor Said:",
        "in the United States",
        "--- *** ---",
        "N = 24",
        "Date: 2013-01-11",
        "Word " * 17,
        "",
    ],
)
def test_forms_of_text(text: str) -> None:
    """Sentences, lists, signs, equations and long lines are none."""
    assert not is_heading_like(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3.1 Data", (3, 1)),
        ("12) Data", (12,)),
        ("XIV. Data", (14,)),
        ("1990 was", ()),
        ("3.1", ()),
    ],
)
def test_numbers_of_headings(text: str, number: tuple[int, ...]) -> None:
    """A number stands in front of words; a year is none."""
    assert number_of(text) == number


def test_a_heading_needs_text_to_follow() -> None:
    """The last block heads nothing, and a block of several lines is a paragraph."""
    assert find_headings(["A Title", "Some text.", "An End"], [1, 1, 1]) == [0]
    assert find_headings(["A Title", "Some text."], [3, 1]) == []


def test_a_short_line_over_a_long_paragraph_is_a_heading() -> None:
    """In sentence case it needs a real paragraph under it."""
    assert find_headings(["Data and how it was made", "Long. " * 40], [1, 9]) == [0]
    assert find_headings(["Data and how it was made", "Short."], [1, 1]) == []
    assert find_headings(["License: cc-by", "Long. " * 40], [1, 9]) == []


def test_numbered_lines_that_count_on_are_a_list() -> None:
    """Items and tables of contents stand beside each other; headings have text between them."""
    items = ["1. Apples", "2. Pears", "3. Plums", "Done."]
    assert find_headings(items, [1] * 4) == []
    contents = ["1. Aims", "2. Data", "1. Aims", "Text.", "2. Data", "Text."]
    assert find_headings(contents, [1] * 6) == [2, 4]
    assert find_headings(["1. Aims", "1.1 Scope", "Text."], [1] * 3) == [0, 1]


def levels(*titles: str, leading: str = "") -> list[int]:
    """Infer the levels of headings, of which one has another right under it."""
    return infer_levels([FoundHeading(title, leads=title == leading) for title in titles])


def test_numbers_decide_on_levels() -> None:
    """What has no number is inside the number before it, or front or back matter."""
    titles = ["A Title", "Abstract", "1 Aims", "1.1 Scope", "2 Data", "People", "2.1.1 Ages"]
    assert levels(*titles, "3 End", "References", "Funding") == [1, 1, 1, 2, 1, 2, 3, 1, 1, 1]


def test_capitals_decide_on_levels() -> None:
    """Below headings in capitals, those in small letters are subsections."""
    titles = ["A Title", "AIMS", "Scope of It", "DATA", "Conclusion"]
    assert levels(*titles) == [1, 1, 2, 1, 1]
    assert levels("AIMS", "Data", "End") == [1, 1, 1]


def test_words_in_common_make_groups() -> None:
    """A heading right over another opens a group of those that resemble each other."""
    titles = [
        "Trade History",
        "Trade before the War",
        "Trade after the War",
        "The History of Peace",
    ]
    assert levels(*titles, "Conclusion", leading="Trade History") == [1, 2, 2, 1, 1]
    assert levels(*titles) == [1, 1, 1, 1]
