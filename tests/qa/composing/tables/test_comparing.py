"""Comparisons over a column: the highest, the lowest, the row that has a value."""

import pytest

from index.library import Library
from qa.answer import Answer
from qa.composing.tables.numbers import read_numbers
from qa.understanding.kinds.classifier import Kind
from tests.corpus_reading import markdown
from tests.documents_asked import ask, fill

TEXT = """# Birds of the coast

The counts of the season are given below.

| Site | Nests | Chicks fledged | Success | Observer |
|---|---|---|---|---|
| Skerry Bay | 1,318 | 402 | 61% | Lindqvist |
| Gull Point | 97 | 120 | 58% | Okafor |
| Long Sound | 45 | 61 | n/a | Marsh |
| Reed Cove | 212 | 61 | 57 | Marsh |
| Total | 1,672 | 644 | 59% | |

Weather was mild in both seasons.
"""


@pytest.fixture
def birds(library: Library) -> Library:
    """A library with the paper that has the table."""
    return fill(library, markdown(TEXT))


@pytest.mark.parametrize(
    ("question", "row", "short"),
    [
        ("Which site had the most nests?", "Skerry Bay", "Skerry Bay"),
        ("which site had the fewest nests", "Long Sound", "Long Sound"),
        ("What was the highest number of chicks fledged?", "Skerry Bay", "402"),
        ("Which site had 97 nests?", "Gull Point", "Gull Point"),
        ("Which site did Okafor observe?", "Gull Point", "Gull Point"),
    ],
)
def test_one_comparison_tells_the_row(birds: Library, question: str, row: str, short: str) -> None:
    """Who asks which gets the head of the row, who asks what the number; no total counts."""
    answer = ask(birds, Kind.FACT, question)
    (citation,) = answer.citations
    assert citation.quote.startswith(row)
    assert citation.answering_words == short


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Which site had the fewest chicks fledged?", id="two rows alike"),
        pytest.param("Which site had the highest success?", id="numbers of two kinds"),
        pytest.param("Which site did Marsh observe?", id="two rows with the value"),
        pytest.param("Which site had the most eggs?", id="no such column"),
        pytest.param("Which site had the most nests in winter?", id="more is asked"),
        pytest.param("Which site had at least 97 nests?", id="a bound"),
    ],
)
def test_nothing_is_told_where_the_comparison_is_not_sure(birds: Library, question: str) -> None:
    """Then there is no short answer."""
    assert _short_answers(ask(birds, Kind.FACT, question)) == []


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,318", "97 (12%)", "−4.5"], [1318.0, 97.0, -4.5]),
        (["8,1 (7,3–9,8)", "7,9"], [8.1, 7.9]),
        (["61%", "58%"], [61.0, 58.0]),
        (["61%", "58"], None),
        (["a", "1", "b"], None),
        ([], None),
    ],
)
def test_numbers_of_cells(cells: list[str], numbers: list[float] | None) -> None:
    """Thousands and decimal commas are read; kinds that differ are not compared."""
    assert read_numbers(cells) == numbers


def _short_answers(answer: Answer) -> list[str]:
    words = (citation.answering_words for citation in answer.citations)
    return [one for one in words if one is not None]
