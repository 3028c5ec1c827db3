"""Pages of HTML as programs write them: word processors, LaTeXML, wikis, Sphinx, R Markdown."""

from pathlib import Path

import pytest

from corpus.formats import read_paper
from tests.corpus_reading import check, notes, outline, paragraphs

WRITER = """<div title="header"><p>A running head</p></div><h1>Intro</h1>
<p>One<a name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> two<a name="sdfootnote2anc"
href="#sdfootnote2sym"><sup>2</sup></a>.</p>
<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>The note.</p></div>
<div id="sdfootnote2"><p><a name="sdfootnote2sym" href="#sdfootnote2anc">2</a>The other.</p>
<p>It goes on.</p></div>"""
DOCS = """<h1>Intro</h1><p>One<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> two<sup>
<a href="#ftnt2" id="ftnt_ref2">[2]</a></sup>.</p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>The note.</span></p></div>
<div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span>The other. It goes on.</span></p></div>"""
WORDED = """<h1>Intro</h1><p>One<sup id="r1"><a href="#n1">1</a></sup> two<sup>
<a id="r2" href="#n2">2</a></sup>.</p><ol><li id="n1">The note. <a href="#r1">Zum Text</a></li>
<li id="n2">The other. It goes on. <a href="#r2">↑ Return to footnote reference 2</a></li></ol>"""
LATEXML = """<h1>Intro</h1><p>One<span class="ltx_note ltx_role_footnote"><sup
class="ltx_note_mark">1</sup><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup>
<span class="ltx_tag ltx_tag_note">1</span>The note.</span></span> two<span
class="sidenote">The other. It goes on.</span>.</p>"""


def write(folder: Path, content: str) -> Path:
    """Write a page into a file."""
    path = folder / "file.html"
    path.write_text(f"<!DOCTYPE html><html>{content}</html>", encoding="utf-8")
    return path


@pytest.mark.parametrize("body", [WRITER, DOCS, WORDED])
def test_linked_notes(tmp_path: Path, body: str) -> None:
    """Notes have all their paragraphs, and neither their number nor the link back."""
    paper = read_paper(write(tmp_path, f"<body>{body}</body>"))
    check(paper)
    assert paragraphs(paper) == ["One two."]
    assert outline(paper) == [(1, "Intro")]
    assert notes(paper) == [("1", "One", "The note."), ("2", "two", "The other. It goes on.")]


def test_notes_at_their_marks(tmp_path: Path) -> None:
    """What stands in the margin or pops up at a mark is a note, counted where it has no number."""
    paper = read_paper(write(tmp_path, f"<body>{LATEXML}</body>"))
    assert paragraphs(paper) == ["One two."]
    assert notes(paper) == [("1", "One", "The note."), ("1", "two", "The other. It goes on.")]


def test_what_is_around_the_text(tmp_path: Path) -> None:
    """Lists of contents, buttons for editing, and links to headings are no text."""
    body = """<div id="TOC"><ul><li><a href="#a">Part</a></li></ul></div>
    <h2 id="a">Part<a class="headerlink" href="#a">¶</a><span class="mw-editsection">[edit]</span>
    </h2><p>Text of <a href="#a">the part</a>.</p>"""
    paper = read_paper(write(tmp_path, f"<body>{body}</body>"))
    assert paper.text == "Part\n\nText of the part."


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<head><title>Old</title></head><p class='MsoTitle'>A Title</p><h1>One</h1>", "A Title"),
        ("<h1>A<br>Title<a href='#t'>¶</a></h1>", "A Title"),
        ("<head><title></title></head><h2 class='titleHead'>A Title</h2>", "A Title"),
        ("<h1>One</h1><p class='title'>Table 1</p>", "One"),
    ],
)
def test_titles(tmp_path: Path, page: str, title: str) -> None:
    """The title has a style of its own above all headings, or is the only first heading."""
    assert read_paper(write(tmp_path, f"{page}<p>Text.</p>")).title == title


def test_authors_and_dates_set_as_headings(tmp_path: Path) -> None:
    """They begin no section; several authors in one string are told apart."""
    head = '<head><meta name="author" content="Ann B. Lee, Jan de Boer and Eve Roe"></head>'
    body = '<h1>T</h1><h4 class="author">Ann B. Lee</h4><h4 class="date">2020</h4><p>Text.</p>'
    paper = read_paper(write(tmp_path, head + body))
    assert outline(paper) == [(1, "T")]
    assert paper.authors == ("Ann B. Lee", "Jan de Boer", "Eve Roe")
