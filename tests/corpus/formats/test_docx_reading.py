"""DOCX files, made of the parts that Word writes."""

import zipfile
from pathlib import Path

import pytest

from corpus import UnsupportedContent
from corpus.formats import read_paper
from tests.corpus.formats.word_files import paragraph, read, run, write
from tests.corpus_reading import notes, outline, paragraphs


def test_headings_by_style(tmp_path: Path) -> None:
    """A localised style, one with an outline level, and one based on it make headings."""
    body = (
        paragraph("The title", "Titel")
        + paragraph("One", "berschrift1")
        + paragraph("Text.")
        + paragraph("Two", "Own")
        + paragraph("Three", "Loop")
        + '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Four</w:t></w:r></w:p>'
    )
    paper = read(tmp_path, body)
    assert paper.title == "The title"
    assert outline(paper) == [(1, "One"), (2, "Two"), (1, "Four")]
    assert paragraphs(paper) == ["Text.", "Three"]


def test_a_file_without_styles(tmp_path: Path) -> None:
    """The ids of Word's own styles are known; the only first heading is the title."""
    body = paragraph("One", "Heading1") + paragraph("Text.")
    paper = read(tmp_path, body, styles="")
    assert outline(paper) == [(1, "One")]
    assert paper.title == "One"


def test_properties_stand_in_for_a_title(tmp_path: Path) -> None:
    """Title, authors and year of the file count where the text does not say them."""
    core = """<p xmlns:dc="d" xmlns:t="t"><dc:title>Named</dc:title><dc:creator>A. Lee; E. Poe
    </dc:creator><t:created>2018-05-06T00:00:00Z</t:created></p>"""
    for body, title in [(paragraph("T."), "Named"), (paragraph("Own", "Titel") * 1, "Own")]:
        path = write(tmp_path / "file.docx", body + paragraph("Text."))
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("docProps/core.xml", core)
        paper = read_paper(path)
        assert (paper.title, paper.authors, paper.year) == (title, ("A. Lee", "E. Poe"), 2018)


def test_footnotes_and_endnotes(tmp_path: Path) -> None:
    """They are anchored at their references, and counted as Word counts them."""
    body = paragraph(
        run("One")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run(", two")
        + '<w:r><w:endnoteReference w:id="1"/></w:r>'
        + run(" three")
        + '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
        + run(".")
    )
    own_mark = "<w:r><w:footnoteRef/></w:r>"
    footnotes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph(own_mark + run(" First."))}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph(run("Starred."))}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="1">{paragraph("Last.")}</w:endnote>'
    paper = read(tmp_path, body, footnotes=footnotes, endnotes=endnotes)
    assert paper.text == "One, two three."
    assert notes(paper) == [
        ("1", "One", "First."),
        ("i", "two", "Last."),
        ("*", "three", "Starred."),
    ]


def test_tracked_changes(tmp_path: Path) -> None:
    """What was inserted is text, what was deleted is not."""
    gone = "<w:r><w:delText>gone</w:delText></w:r>"
    body = paragraph(f"{run('It ')}<w:ins>{run('stays')}</w:ins><w:del>{gone}</w:del>{run('.')}")
    assert read(tmp_path, body).text == "It stays."


def test_page_breaks_are_no_page_numbers(tmp_path: Path) -> None:
    """Where a program last broke a page says nothing about printed numbers."""
    body = paragraph("<w:r><w:t>One</w:t><w:lastRenderedPageBreak/><w:t>two.</w:t></w:r>")
    paper = read(tmp_path, body)
    assert paper.pages == ()
    assert paper.text == "Onetwo."


def test_tables(tmp_path: Path) -> None:
    """Rows are paragraphs; a table of one column only frames what is in it."""

    def table(*rows: list[str]) -> str:
        cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    body = table(["A", "B"], ["1", "2"]) + table(["Framed."]) + paragraph("After.")
    assert paragraphs(read(tmp_path, body)) == ["A | B", "1 | 2", "Framed.", "After."]


def test_runs(tmp_path: Path) -> None:
    """Hidden runs are no text, superscripts are told from their base, signs are spelt out."""
    body = paragraph(
        run("10")
        + run("6", '<w:vertAlign w:val="superscript"/>')
        + "<w:r><w:tab/><w:t>non</w:t><w:noBreakHyphen/><w:t>zero</w:t></w:r>"
        + run("hidden", "<w:vanish/>")
        + "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
        + "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert read(tmp_path, body).text == "10⁶ non-zero(a+b)/2"


def test_contents_lists_fields_and_text_boxes(tmp_path: Path) -> None:
    """A table of contents is left out; a text box follows its paragraph, once."""
    box = f"<w:txbxContent>{paragraph('Boxed.')}</w:txbxContent>"
    body = (
        paragraph("One 3", "Verzeichnis1")
        + paragraph(
            f"{run('Text.')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
        + paragraph(
            "<w:r><w:instrText>REF x</w:instrText></w:r>"
            f"<w:hyperlink>{run('Linked.')}</w:hyperlink>"
        )
    )
    assert paragraphs(read(tmp_path, body)) == ["Text.", "Boxed.", "Linked."]


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("xl/workbook.xml", "spreadsheet"),
        ("ppt/presentation.xml", "slides"),
        ("META-INF/container.xml", "EPUB"),
        ("content.xml", "OpenDocument"),
        ("a.txt", "a zip archive"),
    ],
)
def test_other_archives(tmp_path: Path, inside: str, kind: str) -> None:
    """The message says what the archive is, and what to do."""
    with zipfile.ZipFile(tmp_path / "file.docx", "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(UnsupportedContent, match=rf"file\.docx is .*{kind}.*Save it as DOCX"):
        read_paper(tmp_path / "file.docx")


def test_letters_above_and_before_the_text(tmp_path: Path) -> None:
    """A drop cap belongs to the word that follows; ruby tells how a word is said, and is none."""
    cap = '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>'
    above, below = f"<w:rt>{run('kimon')}</w:rt>", f"<w:rubyBase>{run('鬼門')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{above}{below}</w:ruby></w:r>"
    paper = read(tmp_path, cap + paragraph("nce more.") + paragraph(ruby + run("です。")))
    assert paragraphs(paper) == ["Once more.", "鬼門です。"]


def test_text_boxes_in_tables(tmp_path: Path) -> None:
    """They follow the row in which they hang."""
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Inside.')}</w:txbxContent></w:pict></w:r>"
    cells = f"<w:tc>{paragraph(run('a') + box)}</w:tc><w:tc>{paragraph('b')}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    paper = read(tmp_path, table + paragraph("Behind."))
    assert paragraphs(paper) == ["a | b", "Inside.", "Behind."]


def test_accounts_are_no_authors(tmp_path: Path) -> None:
    """Who made the file counts if that is a name of a person."""
    core = """<p xmlns:dc="d"><dc:creator>jdoe; Windows User; Ann Lee; 王小明</dc:creator></p>"""
    path = write(tmp_path / "file.docx", paragraph("Text."))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/core.xml", core)
    assert read_paper(path).authors == ("Ann Lee", "王小明")


def test_paragraphs_in_the_style_of_headings(tmp_path: Path) -> None:
    """A long sentence is text, whatever its style: contracts number all paragraphs like that."""
    clause = "The seller shall deliver the goods to the buyer, and " * 3 + "bear the costs."
    paper = read(tmp_path, paragraph("Delivery", "berschrift1") + paragraph(clause, "Level2"))
    assert outline(paper) == [(1, "Delivery")]
    assert paragraphs(paper) == [clause]
