"""Several questions in one, taken apart."""

import pytest

from qa.understanding.parts.splitting import split_question


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What is X? And why did Y fail?", ["What is X?", "Why did Y fail?"]),
        (
            "What broke in 1979, and how was it mended?",
            ["What broke in 1979?", "How was it mended?"],
        ),
        ("who signed it, when and where?", ["Who signed it?", "When?", "Where?"]),
        ("when was the survey n who did the work", ["When was the survey?", "Who did the work?"]),
        ("What did the mill and the weir cost?", ["What did the mill and the weir cost?"]),
        ("Why did prices rise and fall?", ["Why did prices rise and fall?"]),
        (
            "How does what he said differ from what he did?",
            ["How does what he said differ from what he did?"],
        ),
    ],
)
def test_each_question_is_told_by_itself(text: str, parts: list[str]) -> None:
    """“And” between things, or before what is not asked, parts nothing."""
    assert [part.told for part in split_question(text)] == parts


def test_a_later_part_takes_what_it_needs_from_the_first() -> None:
    """“How was it mended?” finds nothing by itself."""
    first, second = split_question("What broke in 1979, and how was it mended?")
    assert first.standalone == "What broke in 1979"
    assert second.standalone == "how was it mended (broke in 1979)?"
    *_, where = split_question("Who signed the treaty, when and where?")
    assert where.standalone == "Where signed the treaty?"
