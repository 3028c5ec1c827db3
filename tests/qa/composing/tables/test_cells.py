"""Questions about cells: the row with its heads, the cell marked, or no short answer."""

import pytest

from index.library import Library
from qa.answer import Answer, Decision, Voice
from qa.shapes import CitedQuote
from qa.understanding.kinds.classifier import Kind
from tests.corpus_reading import markdown
from tests.documents_asked import ask, fill

TEXT = """# Birds of the coast

The counts of the 2014 season are given below. Gulls were common on every site of the coast, and
chicks were weighed by the observers.

Table 1. Counts per site.

| Site | Nests | Chicks fledged | Mean weight (g) | Observer |
|---|---|---|---|---|
| Skerry Bay | 318 | 402 | 61.5 | Lindqvist |
| Gull Point | 97 | 120 | 58.0 | Okafor |
| Long Sound | 45 | 61 | 60.2 | Marsh |
| Reed Cove | 212 | 230 | 57.9 | Tamm |

Weather was mild in both seasons. Boats came late, and nothing was counted in winter.
"""


@pytest.fixture
def birds(library: Library) -> Library:
    """A library with the paper that has the table."""
    return fill(library, markdown(TEXT))


@pytest.mark.parametrize(
    ("question", "row", "column", "cell"),
    [
        ("How many chicks fledged at Gull Point?", "Gull Point", "Chicks fledged", "120"),
        ("how many nests were there at long sound", "Long Sound", "Nests", "45"),
        ("Who was the observer at Long Sound?", "Long Sound", "Observer", "Marsh"),
        ("What is the mean weight of Skerry Bay?", "Skerry Bay", "Mean weight (g)", "61.5"),
        ("Reed Cove nests", "Reed Cove", "Nests", "212"),
        ("What was the average weight at Reed Cove?", "Reed Cove", "Mean weight (g)", "57.9"),
    ],
)
def test_a_cell_is_found_by_its_heads(
    birds: Library, question: str, row: str, column: str, cell: str
) -> None:
    """The row is quoted, and what answers is the cell under the column that is named."""
    answer = ask(birds, Kind.FACT, question)
    assert answer.decision is Decision.ANSWERED
    (citation,) = answer.citations
    assert citation.answering_words == cell
    assert citation.table is not None
    assert (citation.table.row, citation.table.column, citation.table.cell) == (row, column, cell)
    assert citation.table.caption == "Table 1. Counts per site."
    assert citation.quote.startswith(row)


def test_a_row_is_said_with_its_heads(birds: Library) -> None:
    """The quote is the paper's own line; what is said has the head before each cell."""
    answer = ask(birds, Kind.QUANTITY, "How many nests were there at Gull Point?")
    assert answer.citations[0].quote == "Gull Point | 97 | 120 | 58.0 | Okafor"
    (sentence,) = answer.sentences
    assert sentence.voice is Voice.ROW
    assert sentence.text == (
        "Site: Gull Point; Nests: 97; Chicks fledged: 120; Mean weight (g): 58.0; Observer: Okafor"
    )


@pytest.mark.parametrize(
    "question",
    [
        "How many eggs hatched at Gull Point?",
        "What was found at Gull Point and Long Sound?",
        "How many nests were there at Thrift Cove?",
        "How many nests were there?",
    ],
)
def test_no_short_answer_where_row_or_column_cannot_be_told(birds: Library, question: str) -> None:
    """A column that is not there, two rows, a row that is not there, no row at all."""
    answer = ask(birds, Kind.QUANTITY, question)
    assert _short_answers(answer) == []


def test_a_question_of_yes_or_no_is_not_answered_by_a_cell(birds: Library) -> None:
    """Unless it only asks for the cell in that form."""
    question = "Were there nests at Gull Point?"
    assert _short_answers(ask(birds, Kind.YES_NO, question)) == []
    question = "Can you tell me the nests at Gull Point?"
    assert _short_answers(ask(birds, Kind.YES_NO, question)) == ["97"]


def test_rows_of_titled_groups_are_told_apart(library: Library) -> None:
    """What stands over a row is said with it, and tells two rows of one name apart."""
    table = "| | A | B |\n|---|---|---|\n| Men | | |\n| smokers | 1 | 2 |\n| others | 3 | 4 |\n"
    table += "| Women | | |\n| smokers | 5 | 6 |\n| others | 7 | 8 |\n"
    fill(library, markdown(f"# Health\n\nText before it.\n\n{table}\nText behind it.\n"))
    answer = ask(library, Kind.FACT, "What is the B of smokers among women?")
    assert _short_answers(answer) == ["6"]
    assert answer.sentences[0].text == "Women; smokers; A: 5; B: 6"
    assert _short_answers(ask(library, Kind.FACT, "What is the B of smokers?")) == []


def test_what_json_holds_of_a_cited_row(birds: Library) -> None:
    """A program reads caption, row, column and cell; null where the quote is no row."""
    answer = ask(birds, Kind.FACT, "How many chicks fledged at Gull Point?")
    quote = CitedQuote.of(answer.citations[0])
    shape = quote.to_json()["table"]
    assert {name: shape[name] for name in ("caption", "row", "column", "cell")} == {
        "caption": "Table 1. Counts per site.",
        "row": "Gull Point",
        "column": "Chicks fledged",
        "cell": "120",
    }
    assert CitedQuote.from_json(quote.to_json()) == quote
    plain = ask(birds, Kind.FACT, "When did boats come?")
    assert [CitedQuote.of(one).to_json()["table"] for one in plain.citations[:1]] == [None]


def test_the_heads_of_columns_are_no_answer(birds: Library) -> None:
    """Whatever is asked, the line of heads is never quoted."""
    for question in ("Which site had an observer?", "site nests chicks fledged observer"):
        answer = ask(birds, Kind.FACT, question)
        assert not any(one.quote.startswith("Site |") for one in answer.citations)


def _short_answers(answer: Answer) -> list[str]:
    words = (citation.answering_words for citation in answer.citations)
    return [one for one in words if one is not None]
