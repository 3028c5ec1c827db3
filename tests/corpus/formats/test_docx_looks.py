"""DOCX files whose headings and titles are only bold."""

from pathlib import Path

from tests.corpus.formats.word_files import paragraph, read, run
from tests.corpus_reading import outline, paragraphs

TEXT = paragraph("It is a sentence that says something.") * 3
STYLES = """<w:style w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Kopf"><w:name w:val="Kopf"/><w:basedOn w:val="Strong"/></w:style>"""


def bold(text: str) -> str:
    """Make a paragraph that is bold."""
    return paragraph(run(text, "<w:b/>"))


def test_bold_lines_are_headings(tmp_path: Path) -> None:
    """The first is the title, and who wrote it no section; bold sentences and captions are text."""
    body = bold("On Mice") + bold("Ann Lee") + TEXT + bold("1. Aims") + TEXT + bold("1.1 Data")
    paper = read(tmp_path, body + TEXT + bold("It matters.") + bold("Table 1: Mice") + TEXT)
    assert paper.title == "On Mice"
    assert outline(paper) == [(1, "1. Aims"), (2, "1.1 Data")]
    assert paragraphs(paper)[0] == "Ann Lee"
    assert {"It matters.", "Table 1: Mice"} < set(paragraphs(paper))


def test_bold_by_style(tmp_path: Path) -> None:
    """A style of paragraphs or of words makes bold, and a run may take it back."""
    words = '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Aims</w:t></w:r>'
    plain = paragraph(run("Not so", '<w:b w:val="0"/>'), "Kopf")
    body = TEXT + paragraph(words) + TEXT + paragraph("Ends", "Kopf") + TEXT + plain + TEXT
    assert outline(read(tmp_path, body, styles=STYLES)) == [(1, "Aims"), (1, "Ends")]


def test_where_bold_tells_nothing(tmp_path: Path) -> None:
    """It does not where headings have a style, or where much of the text is bold."""
    styled = paragraph("One", "berschrift1") + TEXT + bold("Two") + TEXT
    assert outline(read(tmp_path, styled)) == [(1, "One")]
    assert outline(read(tmp_path, (bold("Two") + paragraph("Text.")) * 3)) == []
