"""Tables of PDFs: with rules at the heads, around all cells, and without any."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.tables.files import write_pdf
from bench.tables.made import MadeTable, make_table
from corpus.formats import read_paper
from corpus.paper import Paper
from corpus.tables.words import TableWords
from tests.corpus_reading import check, outline, paragraphs, sentences
from tests.pdf.drawn import MILLS, RIVERS, plain, read
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf, wrap

RULINGS = pytest.mark.parametrize("ruled", ["heads", "all", "none"])
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
COLUMN = 138.0
"""The width of a column of text where two stand side by side, in points."""


def _tables(seed: int) -> list[MadeTable]:
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    return [make_table(number, chance) for number in range(4)]


def _cells(paper: Paper) -> set[tuple[str, ...]]:
    """Return head of the row, heads of the column and what it says for each cell of a paper."""
    found: set[tuple[str, ...]] = set()
    for table in paper.tables:
        words = TableWords(paper, table)
        for row in words.body:
            for column in words.columns:
                cell = words.cell_at(row, column)
                heads = (words.heads_beside(row)[-1], " ".join(words.heads_over(column)))
                found.add((*heads, words.says(cell) if cell else ""))
    return found


@RULINGS
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_stands_under_its_heads(tmp_path: Path, ruled: str, seed: int) -> None:
    """Plain tables, spanning heads and titled groups are read as they were made."""
    tables = _tables(seed)
    write_pdf(tmp_path / "file.pdf", tables, ruled=ruled)
    paper = read_paper(tmp_path / "file.pdf")
    check(paper)
    assert _cells(paper) == {
        (row[0], " ".join(filter(None, (column.over, column.head))), said)
        for table in tables
        for row in table.rows
        for column, said in zip(table.columns, row[1:], strict=True)
    }
    captions = [TableWords(paper, table).caption for table in paper.tables]
    assert captions == [table.caption for table in tables]


@RULINGS
def test_tables_are_out_of_the_text_around_them(tmp_path: Path, ruled: str) -> None:
    """No head becomes a heading, and no sentence has a cell of a table in it."""
    tables = _tables(1)
    write_pdf(tmp_path / "file.pdf", tables, ruled=ruled)
    paper = read_paper(tmp_path / "file.pdf")
    assert [title for _, title in outline(paper)] == ["Part 1", "Part 2", "Part 3", "Part 4"]
    values = {said for table in tables for row in table.rows for said in row[1:] if "." in said}
    told = [one for one in sentences(paper) if "|" not in one]
    assert not [one for one in told if any(value in one for value in values)]


def test_text_between_the_rules_of_two_tables_is_none() -> None:
    """Two columns of text between rules over the whole page are read one after another."""
    pdf = Pdf()
    pdf.rule(pdf.y + 14, right=RIGHT)
    top = pdf.y
    pdf.lines(wrap(f"{RIVERS} {RIVERS}", width=COLUMN), left=LEFT, right=LEFT + COLUMN)
    bottom, pdf.y = pdf.y, top
    start = RIGHT - COLUMN
    pdf.lines(wrap(f"{MILLS} {MILLS}", width=COLUMN), left=start, right=RIGHT)
    pdf.rule(min(bottom, pdf.y), right=RIGHT)
    paper = read(pdf)
    assert paper.tables == ()
    text = " ".join(paragraphs(paper))
    assert f"{plain(RIVERS)} {plain(RIVERS)}" in text
    assert f"{plain(MILLS)} {plain(MILLS)}" in text


def test_a_table_in_one_column_leaves_the_other_whole() -> None:
    """The text beside a table, and that below it, is read as if there were none."""
    pdf = Pdf()
    top = pdf.y
    pdf.put(LEFT, pdf.y, "Table 1. Dues of the mills.")
    pdf.rule(pdf.y - 5, right=LEFT + COLUMN)
    rows = [
        ("Mill", "Wheels", "Dues"),
        ("Upper", "2", "14"),
        ("Lower", "3", "21"),
        ("New", "1", "7"),
    ]
    for number, row in enumerate(rows):
        pdf.y -= 14
        for place, cell in zip((0, 70, 120), row, strict=True):
            pdf.put(LEFT + place, pdf.y, cell)
        if number in {0, len(rows) - 1}:
            pdf.rule(pdf.y - 4, right=LEFT + COLUMN)
    pdf.y -= 30
    pdf.lines(wrap(RIVERS, width=COLUMN), left=LEFT, right=LEFT + COLUMN)
    pdf.y = top
    pdf.lines(wrap(f"{MILLS} {RIVERS}", width=COLUMN), left=RIGHT - COLUMN, right=RIGHT)
    paper = read(pdf)
    (table,) = paper.tables
    words = TableWords(paper, table)
    assert words.caption == "Table 1. Dues of the mills."
    assert ("Lower", "Dues", "21") in _cells(paper)
    assert plain(f"{MILLS} {RIVERS}") in " ".join(paragraphs(paper))


def test_a_table_that_goes_on_over_a_page_is_one() -> None:
    """Rows at the top of the next page, without heads, stand under those of the page before."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 40, "Journal of Mills 7", size=9)
    pdf.lines(wrap(f"{RIVERS} {MILLS} {RIVERS}", width=RIGHT - LEFT))
    pdf.y -= 12
    pdf.put(LEFT, pdf.y, "Table 1. Dues of the mills.")
    pdf.rule(pdf.y - 5, right=RIGHT)
    _put_rows(pdf, [("Mill", "Wheels", "Dues")])
    pdf.rule(pdf.y - 4, right=RIGHT)
    _put_rows(pdf, [("Upper", "2", "14"), ("Lower", "3", "21"), ("New", "1", "7")])
    pdf.rule(pdf.y - 4, right=RIGHT)
    pdf.new_page()
    pdf.centre(HEIGHT - 40, "Journal of Mills 8", size=9)
    pdf.rule(pdf.y + 10, right=RIGHT)
    _put_rows(pdf, [("Old", "4", "28"), ("East", "5", "35"), ("West", "6", "42")])
    pdf.rule(pdf.y - 4, right=RIGHT)
    pdf.y -= 30
    pdf.lines(wrap(f"{MILLS} {RIVERS}", width=RIGHT - LEFT))
    paper = read(pdf)
    assert len(paper.tables) == 1
    assert {("New", "Dues", "7"), ("Old", "Dues", "28"), ("West", "Wheels", "6")} <= _cells(paper)


@pytest.mark.parametrize("title", ["", "Table 1 (continued)"])
def test_heads_that_are_repeated_on_the_next_page_are_none_of_its_rows(title: str) -> None:
    """The table is one, over as many pages as it takes, and what says so is left out."""
    rows = [(f"Mill {letter}", str(n + 2), str(7 * n + 300)) for n, letter in enumerate(LETTERS)]
    pdf = Pdf()
    pdf.lines(wrap(f"{RIVERS} {MILLS} {RIVERS}", width=RIGHT - LEFT))
    pdf.y -= 12
    pdf.put(LEFT, pdf.y, "Table 1. Dues of the mills.")
    for page in range(3):
        pdf.centre(HEIGHT - 40, f"Journal of Mills {page + 7}", size=9)
        if page:
            pdf.put(LEFT, pdf.y, title)
        pdf.rule(pdf.y - 5, right=RIGHT)
        _put_rows(pdf, [("Mill", "Wheels", "Dues")])
        pdf.rule(pdf.y - 4, right=RIGHT)
        _put_rows(pdf, rows[8 * page : 8 * page + 8])
        pdf.rule(pdf.y - 4, right=RIGHT)
        if page < 2:
            pdf.new_page()
    pdf.y -= 30
    pdf.lines(wrap(f"{MILLS} {RIVERS}", width=RIGHT - LEFT))
    paper = read(pdf)
    (table,) = paper.tables
    assert (len(table.rows), table.head_rows) == (25, 1)
    assert {(row[0], "Dues", row[2]) for row in rows} <= _cells(paper)
    assert "continued" not in paper.text


def _put_rows(pdf: Pdf, rows: Sequence[tuple[str, ...]]) -> None:
    for row in rows:
        pdf.y -= 14
        for place, cell in zip((0, 120, 200), row, strict=True):
            pdf.put(LEFT + place, pdf.y, cell)
