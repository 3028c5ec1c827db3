"""Rows of tables in what people read: a table with the cell marked, or a line with the heads."""

from html.parser import HTMLParser

import pytest

from index.library import Library
from qa.answer import Answer, Turn
from qa.understanding.kinds.classifier import Kind
from tests.corpus_reading import markdown
from tests.documents_asked import ask, fill
from ui.exports.markdown import to_markdown
from ui.exports.plain_text import to_plain_text
from ui.exports.web_page import render_turn
from ui.printed import answer_lines, as_text
from ui.web.talk.render import render_conversation

TEXT = """# Birds

Text before it.

Table 1. Counts < 400 per site.

| Site | Nests | Chicks |
|---|---|---|
| Gull Point | 97 | 12 * 10 |
| Long Sound | 45 | 61 |

Text behind it.
"""


@pytest.fixture
def turn(library: Library) -> Turn:
    """A question about a cell with its answer."""
    question = "How many chicks were at Gull Point?"
    return Turn(question, _ask(library, question))


def _ask(library: Library, question: str) -> Answer:
    return ask(fill(library, markdown(TEXT)), Kind.QUANTITY, question)


class _Cells(HTMLParser):
    """Collects the cells of tables, and the marked ones among them."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.marked: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._open.append(tag)

    def handle_endtag(self, _tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if "td" in self._open or "th" in self._open or "caption" in self._open:
            self.cells.append(data)
            self.marked += [data] if "strong" in self._open else []


@pytest.mark.parametrize("page", ["chat", "export"])
def test_pages_show_a_table(turn: Turn, page: str) -> None:
    """Caption, heads and cells stand in a table; the cell that answers is marked."""
    html = render_conversation([turn]) if page == "chat" else render_turn("1", turn, {})
    cells = _Cells()
    cells.feed(html)
    assert cells.cells == [
        *("Table 1. Counts < 400 per site.", "Site", "Nests", "Chicks"),
        *("Gull Point", "97", "12 * 10"),
    ]
    assert cells.marked == ["12 * 10"]
    assert "[1]" in html


def test_markdown_has_a_table(turn: Turn) -> None:
    """It stands in lines of its own, and what is in its cells is no markup."""
    written = to_markdown([turn], titles={})
    row = "| Site | Nests | Chicks |\n| --- | --- | --- |\n| Gull Point | 97 | **12 \\* 10** |"
    assert f"\n\n{row}\n\n" in written


def test_text_has_a_line_with_the_heads(turn: Turn) -> None:
    """On a terminal and in text files each cell stands behind its head."""
    line = "Site: Gull Point; Nests: 97; Chicks: 12 * 10 [1]"
    assert line in to_plain_text([turn], titles={})
    printed = as_text(answer_lines(turn.answer))
    assert line in printed
    assert "In short: 12 * 10" in printed
