"""Tables of every marked-up format: the same cells under the same heads."""

from pathlib import Path

import pytest

from corpus.formats import read_paper
from corpus.paper import Paper
from corpus.tables.words import TableWords
from tests.corpus.formats.word_files import paragraph, write
from tests.corpus_reading import check, paragraphs, sentences

HTML = """<html><body><h1>Sites</h1><p>Before it.</p><table><caption>Table 1. Counts.</caption>
<tr><th rowspan="2">Site</th><th colspan="2">Nests</th><th>Observer</th></tr>
<tr><th>2013</th><th>2014</th><th></th></tr>
<tr><td colspan="4">Coast</td></tr>
<tr><td>Gull Point</td><td>97</td><td>120</td><td>Okafor</td></tr>
<tr><td>Reed Cove</td><td>12</td><td>.</td><td>Marsh et al. Two</td></tr></table>
<p>Behind it. More.</p></body></html>"""
JATS = """<article><front><article-meta>
<title-group><article-title>Sites</article-title></title-group>
</article-meta></front>
<body><p>Before it.</p><table-wrap><label>Table 1</label>
<caption><p>Counts.</p></caption><alternatives><graphic/>
<table><thead><tr><td rowspan="2">Site</td><td colspan="2">Nests</td>
<td>Observer</td></tr>
<tr><td>2013</td><td>2014</td><td/></tr></thead><tbody>
<tr><td colspan="4">Coast</td></tr>
<tr><td>Gull Point</td><td>97</td><td>120</td><td>Okafor</td></tr>
<tr><td>Reed Cove</td><td>12</td><td>.</td><td><p>Marsh</p><p>et al. Two</p></td></tr>
</tbody></table>
</alternatives></table-wrap>
<p>Behind it. More.</p></body></article>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div><head>Sites</head>
<p>Before it.</p><figure type="table"><head>Table 1.</head><figDesc>Counts.</figDesc><table>
<row role="label"><cell rows="2">Site</cell><cell cols="2">Nests</cell><cell>Observer</cell></row>
<row role="label"><cell>2013</cell><cell>2014</cell><cell/></row>
<row><cell cols="4">Coast</cell></row>
<row><cell>Gull Point</cell><cell>97</cell><cell>120</cell><cell>Okafor</cell></row>
<row><cell>Reed Cove</cell><cell>12</cell><cell>.</cell><cell>Marsh et al. Two</cell></row></table>
</figure><p>Behind it. More.</p></div></body></text></TEI>"""
MARKDOWN = """# Sites

Before it.

Table 1. Counts.

| Site | Nests 2013 | Nests 2014 | Observer |
|------|-----------:|-----------:|----------|
| Coast | | | |
| Gull Point | 97 | 120 | Okafor |
| Reed Cove | 12 | . | Marsh et al. Two |

Behind it. More.
"""


def _word_table() -> str:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    starts, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("Site", starts) + cell("Nests", '<w:gridSpan w:val="2"/>') + cell("Observer"),
        cell("", goes_on) + cell("2013") + cell("2014") + cell(""),
        cell("Coast", '<w:gridSpan w:val="4"/>'),
        "".join(map(cell, ("Gull Point", "97", "120", "Okafor"))),
        "".join(map(cell, ("Reed Cove", "12", ".", "Marsh et al. Two"))),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return (
        paragraph("Before it.")
        + paragraph("Table 1. Counts.")
        + f"<w:tbl>{table}</w:tbl>"
        + paragraph("Behind it. More.")
    )


@pytest.fixture(params=["html", "jats", "tei", "md", "docx"])
def paper(request: pytest.FixtureRequest, tmp_path: Path) -> Paper:
    """The same table as a paper of each format."""
    if request.param == "docx":
        read = read_paper(write(tmp_path / "file.docx", _word_table()))
    else:
        text = {"html": HTML, "jats": JATS, "tei": TEI, "md": MARKDOWN}[request.param]
        suffix = {"html": "html", "md": "md"}.get(request.param, "xml")
        file = tmp_path / f"file.{suffix}"
        file.write_text(text, encoding="utf-8")
        read = read_paper(file)
    check(read)
    return read


def test_each_cell_is_found_under_its_heads(paper: Paper) -> None:
    """Spanning heads, those below them, titles between rows: each cell has its own."""
    (table,) = paper.tables
    words = TableWords(paper, table)
    found = {}
    for row in words.body:
        for column in words.columns:
            cell = words.cell_at(row, column)
            assert cell is not None
            heads = words.heads_beside(row), " ".join(words.heads_over(column))
            found[heads] = words.says(cell)
    assert found == {
        (("Coast", "Gull Point"), "Nests 2013"): "97",
        (("Coast", "Gull Point"), "Nests 2014"): "120",
        (("Coast", "Gull Point"), "Observer"): "Okafor",
        (("Coast", "Reed Cove"), "Nests 2013"): "12",
        (("Coast", "Reed Cove"), "Nests 2014"): ".",
        (("Coast", "Reed Cove"), "Observer"): "Marsh et al. Two",
    }
    assert words.caption == "Table 1. Counts."


def test_a_row_is_one_sentence_apart_from_the_text(paper: Paper) -> None:
    """No sentence crosses the edge of a row, and what stands in a row is not cut."""
    told = sentences(paper)
    assert "Gull Point | 97 | 120 | Okafor" in told
    assert "Reed Cove | 12 | . | Marsh et al. Two" in told
    assert told[0] == "Before it."
    assert told[-2:] == ["Behind it.", "More."]


def test_a_table_gives_passages_of_its_own(paper: Paper) -> None:
    """The text around a table is in other passages than its rows."""
    from corpus.passages import split_into_passages

    with_rows = [p for p in split_into_passages(paper) if "Gull Point" in p.text]
    assert len(with_rows) == 1
    assert with_rows[0].text.startswith("Table 1. Counts.")
    assert with_rows[0].text.endswith("Marsh et al. Two")


def test_empty_cells_stand_between_bars(tmp_path: Path) -> None:
    """What is left out is seen in the row, and moves no cell to another column."""
    file = tmp_path / "file.html"
    file.write_text(
        "<p>Text.</p><table><tr><th></th><th>A</th><th>B</th></tr><tr><td>x</td><td></td>"
        "<td>2</td></tr><tr><td></td><td></td><td></td></tr></table>",
        encoding="utf-8",
    )
    paper = read_paper(file)
    assert paragraphs(paper) == ["Text.", "| A | B", "x | | 2"]
    words = TableWords(paper, paper.tables[0])
    assert words.cell_at(1, 1) is None
    assert words.heads_over(2) == ("B",)


def test_a_paragraph_about_a_table_is_no_caption(tmp_path: Path) -> None:
    """Only a paragraph that begins as captions do is one."""
    file = tmp_path / "file.md"
    table = "| A | B |\n|---|---|\n| x | 1 |\n"
    file.write_text(f"Table 1 shows what we found.\n\n{table}\n", encoding="utf-8")
    assert read_paper(file).tables[0].caption is None
    file.write_text(f"Before.\n\n{table}\nTable 1: What we found.\n", encoding="utf-8")
    paper = read_paper(file)
    assert TableWords(paper, paper.tables[0]).caption == "Table 1: What we found."
