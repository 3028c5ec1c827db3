"""TEI, as GROBID writes it and as editors do."""

from pathlib import Path

import pytest

from corpus import UnsupportedContent
from corpus.formats import read_paper
from corpus.paper import Paper
from tests.corpus_reading import check, notes, outline, pages, paragraphs

HEADER = """<teiHeader><fileDesc><titleStmt><title level="a" type="main">A Title</title></titleStmt>
<publicationStmt><date type="published" when="2019-03-04">4 March 2019</date></publicationStmt>
<sourceDesc><biblStruct><analytic><author><persName><forename>Ann</forename><forename>B</forename>
<surname>Lee</surname></persName></author><author><orgName>The Group</orgName></author></analytic>
<monogr><imprint><date/></imprint></monogr></biblStruct></sourceDesc></fileDesc>
<profileDesc><abstract><div><p><s>We show it.</s><s>Twice.</s></p></div></abstract></profileDesc>
</teiHeader>"""

BIBLIOGRAPHY = """<div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a">Old work</title><author><persName>
<forename type="first">J</forename><surname>Kim</surname></persName></author>
<idno type="DOI">10.1000/abc</idno></analytic><monogr><title level="j">J Old</title><imprint>
<biblScope unit="volume">3</biblScope><biblScope unit="page" from="1" to="9"/>
<date type="published" when="2001-05"/></imprint></monogr></biblStruct>
<biblStruct xml:id="b1"><monogr><title>Book</title></monogr>
<note type="raw_reference">Poe, E. Book. 1999.</note></biblStruct>
<bibl xml:id="b2" n="3">Foo, B. Third. 2003.</bibl></listBibl></div>"""


def tei(body: str, *, back: str = "", header: str = HEADER) -> str:
    """Put parts into a text."""
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body>'
        f"<back>{back}</back></text></TEI>"
    )


def read(folder: Path, content: str) -> Paper:
    """Read a text from a file, and check what holds of every paper."""
    path = folder / "file.xml"
    path.write_text(content, encoding="utf-8")
    paper = read_paper(path)
    check(paper)
    return paper


def test_the_header(tmp_path: Path) -> None:
    """Title, authors, year and abstract are taken from it."""
    paper = read(tmp_path, tei("<div><head>One</head><p>Text.</p></div>"))
    assert (paper.title, paper.authors, paper.year) == ("A Title", ("Ann B Lee", "The Group"), 2019)
    assert outline(paper) == [(1, "Abstract"), (1, "One")]
    assert paragraphs(paper) == ["We show it. Twice.", "Text."]


def test_levels_by_number_and_by_nesting(tmp_path: Path) -> None:
    """Divisions side by side have the level of their number, nested ones that of their depth."""
    flat = """<div><head n="1">One</head><p>A.</p></div><div><head n="1.1">In</head><p>B.</p></div>
    <div><head>End</head><p>C.</p></div>"""
    header = "<teiHeader/>"
    assert outline(read(tmp_path, tei(flat, header=header))) == [(1, "One"), (2, "In"), (1, "End")]
    nested = "<div><head>One</head><div><head>In</head><p>B.</p></div><div><p>C.</p></div></div>"
    assert outline(read(tmp_path, tei(nested, header=header))) == [(1, "One"), (2, "In")]


def test_references_and_links(tmp_path: Path) -> None:
    """References of type bibr link to the entries, which are not part of the text."""
    body = """<div><head>One</head><p>Seen <ref type="bibr" target="#b0">(Kim, 2001)</ref> and
    <ref type="bibr" target="#b0">[1]</ref>-<ref type="bibr" target="#b2">[3]</ref>, but not
    <ref type="bibr">[9]</ref> or <ref type="figure" target="#fig_0">1</ref>.</p></div>"""
    paper = read(tmp_path, tei(body, back=BIBLIOGRAPHY, header="<teiHeader/>"))
    assert paragraphs(paper) == ["Seen (Kim, 2001) and [1]-[3], but not [9] or 1."]
    spans = [(paper.text[x.span.start : x.span.end], x.targets) for x in paper.reference_links]
    assert spans == [("(Kim, 2001)", (0,)), ("[1]-[3]", (0, 1, 2))]
    first, second, third = paper.references
    assert first.text == "Kim J (2001) Old work. J Old 3: 1–9."
    assert (first.authors, first.year, first.doi) == (("Kim",), "2001", "10.1000/abc")
    assert (second.text, second.year) == ("Poe, E. Book. 1999.", "1999")
    assert (third.label, third.authors) == ("3", ("Foo",))


def test_notes(tmp_path: Path) -> None:
    """Notes are anchored at the mark that points to them, or where they stand in the text."""
    body = """<div><p>One.<ref type="foot" target="#f0">1</ref> Two<note place="foot" n="2">Own.
    </note> three.</p><note place="foot" n="1" xml:id="f0">First.</note>
    <note place="foot" n="7" xml:id="f1">Loose.</note></div>"""
    paper = read(tmp_path, tei(body, header="<teiHeader/>"))
    assert notes(paper) == [("1", "One.", "First."), ("2", "Two", "Own.")]
    assert paragraphs(paper) == ["One. Two three.", "7 Loose."]
    assert outline(paper) == [(1, "Notes")]


def test_pages_line_ends_and_editing(tmp_path: Path) -> None:
    """Page milestones with a number count; of an original and its correction the latter stays."""
    body = """<p>One <pb n="12"/>two<lb/>three un<lb break="no"/>broken <pb facs="x"/>
    <choice><sic>teh</sic><corr>the</corr></choice> end.<fw>Running head</fw></p>"""
    paper = read(tmp_path, tei(body, header="<teiHeader/>"))
    assert paper.text == "One two three unbroken the end."
    assert pages(paper) == [("12", "two three")]


def test_figures_tables_and_formulas(tmp_path: Path) -> None:
    """Those behind the last division are no part of it; rows are paragraphs."""
    body = """<div><head>One</head><p>Text.</p><formula>a = b<label>(1)</label></formula></div>
    <figure><head>Figure 1.</head><label>1</label><figDesc>A mouse.</figDesc></figure>
    <figure type="table"><head>Table 1</head><figDesc>Scores.</figDesc><table><row><cell>a</cell>
    <cell>b</cell></row></table></figure>"""
    paper = read(tmp_path, tei(body, header="<teiHeader/>"))
    assert paragraphs(paper) == [
        *("Text.", "a = b (1)", "Figure 1. A mouse.", "Table 1. Scores.", "a | b")
    ]
    assert outline(paper) == [(1, "One"), (1, "Figures and tables")]


def test_several_texts_in_a_file(tmp_path: Path) -> None:
    """A file is one paper; the message says how many it holds."""
    both = tei("<p>A.</p>") * 2
    with pytest.raises(UnsupportedContent, match=r"holds 2 TEI texts.*a file of its own"):
        read(tmp_path, f"<teiCorpus>{both}</teiCorpus>")


ENTRIES = "<listBibl>{}<bibl>Foo, B. Third. 2003.</bibl></listBibl>"


@pytest.mark.parametrize(
    ("back", "title"),
    [
        (f'<div type="references">{ENTRIES.format("")}</div>', "References"),
        (ENTRIES.format("<head>Sources</head>"), "Sources"),
        (f"<div><head>Works</head>{ENTRIES.format('')}</div>", "Works"),
    ],
)
def test_the_heading_of_a_bibliography(tmp_path: Path, back: str, title: str) -> None:
    """It is a section without text, for the entries are kept apart."""
    paper = read(tmp_path, tei("<p>Text.</p>", back=back))
    assert outline(paper)[-1] == (1, title)
    assert paper.text.endswith(f"Text.\n\n{title}")
    assert [reference.text for reference in paper.references] == ["Foo, B. Third. 2003."]


def test_no_heading_for_an_empty_bibliography(tmp_path: Path) -> None:
    """GROBID writes one where it found no entries."""
    paper = read(tmp_path, tei("<p>Text.</p>", back='<div type="references"><listBibl/></div>'))
    assert paper.text.endswith("Text.")


def test_title_pages_and_texts_in_texts(tmp_path: Path) -> None:
    """Each line of a title page is a paragraph; a heading of the whole body is its section."""
    body = """<head>Letters</head><div><head>One</head><p>Dear <sic>fiend</sic>, he wrote:</p>
    <floatingText><body><p>Come.</p><p>Go.</p></body></floatingText></div>"""
    page = """</body></text><text><front><titlePage><docTitle><titlePart>Up</titlePart>
    <titlePart>A story</titlePart></docTitle><byline>by <docAuthor>A. Lee</docAuthor></byline>
    </titlePage></front><body>"""
    paper = read(tmp_path, tei(body, header="<teiHeader/>"))
    assert outline(paper) == [(1, "Letters"), (2, "One")]
    assert paragraphs(paper) == ["Dear fiend, he wrote:", "Come.", "Go."]
    paper = read(tmp_path, tei(page, header="<teiHeader/>"))
    assert paragraphs(paper) == ["Up", "A story", "by A. Lee"]


def test_ruby_and_choices_in_notes(tmp_path: Path) -> None:
    """How a word is said is no word of the text; a note has one reading of two."""
    body = """<p><ruby><rb>花婿</rb><rt>はなむこ</rt></ruby>です<note n="1">So
    <choice><orig>vp</orig><reg>up</reg></choice>.</note>。</p>"""
    paper = read(tmp_path, tei(body, header="<teiHeader/>"))
    assert paper.text == "花婿です。"
    assert [note.text for note in paper.notes] == ["So up."]
