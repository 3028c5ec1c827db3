"""JATS articles, written small: what stands where in the Paper."""

from pathlib import Path

import pytest

from corpus import UnsupportedContent
from corpus.formats import read_paper
from corpus.paper import Paper, Span
from tests.corpus_reading import check, notes, outline, pages, paragraphs

FRONT = """<front><journal-meta><journal-title>Journal</journal-title></journal-meta><article-meta>
<title-group><article-title>Of <italic>Mice</italic><xref ref-type="fn" rid="n0">*</xref>
</article-title><subtitle>A study</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Lee</surname><given-names>Ann B.
</given-names></name></contrib><contrib contrib-type="author"><collab>The Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Ed</surname></name></contrib></contrib-group>
<author-notes><fn fn-type="conflict"><p>None declared.</p></fn></author-notes>
<pub-date pub-type="epub"><year>2011</year></pub-date>
<pub-date pub-type="ppub"><year>2012</year></pub-date><fpage>77</fpage>
<abstract><sec><title>Aims</title><p>We aim.</p></sec></abstract></article-meta></front>"""

REFERENCES = """<ref-list><title>References</title>
<ref id="r1"><label>1.</label><element-citation><person-group person-group-type="author">
<name><surname>Kim</surname><given-names>J</given-names></name>
<name><surname>Kim</surname><given-names>S</given-names></name></person-group><year>2001</year>
<article-title>Old work</article-title><source>J Old</source><volume>3</volume><issue>2</issue>
<fpage>1</fpage><lpage>9</lpage><pub-id pub-id-type="doi">10.1000/abc</pub-id>
</element-citation></ref>
<ref id="r2"><mixed-citation><name><surname>Doe</surname><given-names>K</given-names></name>,
<article-title>New work</article-title>. <source>J New</source> <year>2002</year>.</mixed-citation>
</ref>
<ref id="r3"><citation-alternatives><element-citation><year>2003</year></element-citation>
<mixed-citation>Foo B. Third work. J Third 2003.</mixed-citation></citation-alternatives></ref>
<ref id="r4"><nlm-citation><collab>WHO</collab><year>2004</year><source>Report</source>
</nlm-citation></ref></ref-list>"""


def article(body: str, *, front: str = "", back: str = "") -> str:
    """Put parts into an article."""
    return f"<article>{front}<body>{body}</body><back>{back}</back></article>"


def read(folder: Path, content: str) -> Paper:
    """Read an article from a file, and check what holds of every paper."""
    path = folder / "file.xml"
    path.write_text(content, encoding="utf-8")
    paper = read_paper(path)
    check(paper)
    return paper


def links(paper: Paper) -> list[tuple[str, tuple[int, ...]]]:
    """Return the text of each link, with the word before it where it has none, and its targets."""
    return [
        (paper.text[link.span.start : link.span.end] or paper.text[: link.span.start].split()[-1],
         link.targets)
        for link in paper.reference_links
    ]  # fmt: skip


def test_front_matter(tmp_path: Path) -> None:
    """Title with subtitle and without its mark, authors without editors, the year of the issue."""
    paper = read(tmp_path, article("<sec><title>One</title><p>Text.</p></sec>", front=FRONT))
    assert paper.title == "Of Mice: A study"
    assert paper.authors == ("Ann B. Lee", "The Group")
    assert paper.year == 2012
    assert paper.pages == ()


def test_the_parts_of_an_article_in_order(tmp_path: Path) -> None:
    """Abstract, body, back matter, and what stands at the foot of print are sections."""
    inner = "<sec><p>B.</p><sec><title>In</title><p>C.</p></sec></sec>"
    body = f"<sec><title>One</title><p>A.</p>{inner}</sec>"
    back = "<ack><p>Thanks.</p></ack><app-group><app><title>Data</title><p>D.</p></app></app-group>"
    paper = read(tmp_path, article(body, front=FRONT, back=back))
    assert outline(paper) == [
        (1, "Abstract"),
        (2, "Aims"),
        (1, "One"),
        (2, "In"),
        (1, "Acknowledgments"),
        (1, "Data"),
        (1, "Competing interests"),
    ]
    assert paragraphs(paper) == ["We aim.", "A.", "B.", "C.", "Thanks.", "D.", "None declared."]


def test_text_without_a_heading_behind_an_abstract(tmp_path: Path) -> None:
    """It is not part of the abstract but stands under the title."""
    paper = read(tmp_path, article("<p>Text.</p>", front=FRONT))
    assert paper.section_path_at(paper.text.index("Text.")) == ("Of Mice: A study",)


def test_inline_markup(tmp_path: Path) -> None:
    """Marked-up words join with their sentence; superscripts are told from their base."""
    body = """<p>The
    <italic>E. coli</italic>, H<sub>2</sub>O and 10<sup>−6</sup> m<sup>2</sup>
    on the 9<sup>th</sup>.
    </p>"""
    assert paragraphs(read(tmp_path, article(body))) == ["The E. coli, H₂O and 10⁻⁶ m² on the 9th."]


def test_scripts_in_notes_and_references(tmp_path: Path) -> None:
    """What belongs to a quantity or a name stays readable there as in the text."""
    body = """<p>Text<xref ref-type="fn" rid="f1"><sup>1</sup></xref> of Tyr<sup>369</sup>, some
    k<sub>B</sub> and <sup>14</sup>C.</p>"""
    back = """<fn-group><fn id="f1"><label><sup>1</sup></label>
    <p>At 10<sup>25</sup> cm<sup>−3</sup>.</p></fn></fn-group><ref-list><ref id="r1">
    <label><sup>1</sup></label><mixed-citation>Kim J. On CO<sub>2</sub> and H<sub>2</sub>O. J New
    2002.</mixed-citation></ref></ref-list>"""
    paper = read(tmp_path, article(body, back=back))
    assert paragraphs(paper) == ["Text of Tyr³⁶⁹, some k_B and ¹⁴C."]
    assert [note.text for note in paper.notes] == ["At 10²⁵ cm⁻³."]
    (entry,) = paper.references
    assert (entry.label, entry.text) == ("1", "Kim J. On CO₂ and H₂O. J New 2002.")


def test_references(tmp_path: Path) -> None:
    """Entries are read from all kinds of citations; of them the text has the heading alone."""
    paper = read(tmp_path, article("<p>Text.</p>", back=REFERENCES))
    first, second, third, fourth = paper.references
    assert first.text == "Kim J, Kim S (2001) Old work. J Old 3(2): 1–9."
    assert (first.label, first.authors, first.year, first.doi) == (
        "1",
        ("Kim", "Kim"),
        "2001",
        "10.1000/abc",
    )
    assert second.text == "Doe K, New work. J New 2002."
    assert (third.text, third.year) == ("Foo B. Third work. J Third 2003.", "2003")
    assert (fourth.text, fourth.authors) == ("WHO (2004) Report.", ("WHO",))
    assert paper.text == "Text.\n\nReferences"


def test_links_to_references(tmp_path: Path) -> None:
    """The words of a cross-reference are the link; a dash between two cites all between."""
    body = """<p>As <xref ref-type="bibr" rid="r2">Doe (2002)</xref> has it
    [<xref ref-type="bibr" rid="r1">1</xref>–<xref ref-type="bibr" rid="r3">3</xref>,
    <xref ref-type="bibr" rid="r4 r1">4,1</xref>].</p>"""
    paper = read(tmp_path, article(body, back=REFERENCES))
    assert paragraphs(paper) == ["As Doe (2002) has it [1–3, 4,1]."]
    assert links(paper) == [("Doe (2002)", (1,)), ("1–3", (0, 1, 2)), ("4,1", (3, 0))]
    assert len(paper.references_in(Span(0, len(paper.text)))) == 4


@pytest.mark.parametrize(
    "marks",
    [
        '<sup><xref rid="r1">1</xref>,<xref rid="r2">2</xref></sup>',
        '<xref rid="r1"><sup>1</sup></xref><sup>,</sup><xref rid="r2"><sup>2</sup></xref>',
        '<sup><xref rid="r1">1</xref></sup>, <sup><xref rid="r2">2</xref></sup>',
    ],
)
def test_superscript_numbers_are_taken_out(tmp_path: Path, marks: str) -> None:
    """Nothing of them stays, and they cite behind the word that they stood at."""
    paper = read(tmp_path, article(f"<p>It is known{marks} and true.</p>", back=REFERENCES))
    assert paragraphs(paper) == ["It is known and true."]
    assert links(paper) == [("known", (0, 1))]


def test_a_range_in_a_superscript(tmp_path: Path) -> None:
    """It cites what lies between, too."""
    body = '<p>It is known.<sup><xref rid="r1">1</xref>–<xref rid="r3">3</xref></sup> So there.</p>'
    paper = read(tmp_path, article(body, back=REFERENCES))
    assert paragraphs(paper) == ["It is known. So there."]
    assert links(paper) == [("known.", (0, 1, 2))]


def test_footnotes(tmp_path: Path) -> None:
    """Notes are anchored at their marks, wherever their text stands; loose ones are text."""
    body = """<p>One<xref ref-type="fn" rid="f1"><sup>a</sup></xref>, two<fn><label>b</label>
    <p>Second note.</p></fn>.</p>"""
    back = """<fn-group><fn id="f1"><label>a</label><p>First note.</p></fn>
    <fn id="f9"><label>z</label><p>Loose note.</p></fn></fn-group>"""
    paper = read(tmp_path, article(body, back=back))
    assert notes(paper) == [("a", "One", "First note."), ("b", "two", "Second note.")]
    assert paragraphs(paper) == ["One, two.", "z Loose note."]
    assert outline(paper) == [(1, "Notes")]


def test_tables_with_notes_of_the_same_mark(tmp_path: Path) -> None:
    """Rows are paragraphs; each mark finds the note of its own table."""
    table = """<table-wrap><label>Table {0}</label><caption><title>Of {0}</title></caption>
    <table><thead><tr><th>A</th><th>B<xref ref-type="table-fn" rid="t{0}"><sup>*</sup></xref></th>
    </tr></thead><tbody><tr><td>1</td><td><p>2</p></td></tr></tbody></table>
    <table-wrap-foot><fn id="t{0}"><label>*</label><p>Note {0}.</p></fn></table-wrap-foot>
    </table-wrap>"""
    paper = read(tmp_path, article(f"<p>Text.</p>{table.format(1)}{table.format(2)}"))
    rows = ["A | B", "1 | 2"]
    assert paragraphs(paper) == ["Text.", "Table 1. Of 1", *rows, "Table 2. Of 2", *rows]
    assert notes(paper) == [("*", "B", "Note 1."), ("*", "B", "Note 2.")]


def test_figures_follow_their_paragraph(tmp_path: Path) -> None:
    """A figure inside a paragraph does not cut it; its label begins its caption."""
    figure = """<fig id="g"><label>Fig 1</label><caption><title>Mice.</title><p>Of all kinds.</p>
    </caption><graphic/></fig>"""
    paper = read(tmp_path, article(f"<p>See{figure} the figure.</p><p>On.</p>"))
    assert paragraphs(paper) == ["See the figure.", "Fig 1. Mice. Of all kinds.", "On."]


def test_lists_quotations_and_boxes(tmp_path: Path) -> None:
    """Each is made of paragraphs of its own; a box begins no section."""
    body = """<sec><title>S</title><p>Either:<list><list-item><label>1.</label><p>this</p>
    </list-item><list-item><p>that</p></list-item></list>or not.</p><disp-quote>
    <p>Said.</p></disp-quote>
    <boxed-text><label>Box 1</label><caption><title>Extra</title></caption><sec><title>T</title>
    <p>In the box.</p></sec></boxed-text><p>After.</p></sec>"""
    paper = read(tmp_path, article(body))
    assert paragraphs(paper) == [
        *("Either:", "1. this", "that", "or not.", "Said."),
        *("Box 1. Extra", "T", "In the box.", "After."),
    ]
    assert outline(paper) == [(1, "S")]


def test_formulas(tmp_path: Path) -> None:
    """MathML and TeX are written in a line; a picture alone is said to be a formula."""
    body = r"""<p>Let <inline-formula><mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">
    <mml:mfrac><mml:mi>a</mml:mi><mml:mn>2</mml:mn></mml:mfrac><mml:mo>=</mml:mo>
    <mml:msup><mml:mi>c</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math></inline-formula>,
    <inline-formula><tex-math>\begin{document}$x_1$\end{document}</tex-math></inline-formula> and
    <inline-formula><inline-graphic/></inline-formula>.</p>"""
    assert paragraphs(read(tmp_path, article(body))) == ["Let a/2 = c^2, x_1 and [formula]."]


def test_page_milestones(tmp_path: Path) -> None:
    """Where the file says that a page starts, it is known; first and last page say nothing."""
    paper = read(tmp_path, article('<p>One <?page value="78"?>two.</p><?page 79?><p>Three.</p>'))
    assert pages(paper) == [("78", "two. Three."), ("79", "Three.")]


def test_responses_follow_the_article(tmp_path: Path) -> None:
    """A sub-article is a section with its own sections in it."""
    inner = """<sub-article article-type="reply"><front-stub><title-group><article-title>Reply
    </article-title></title-group></front-stub><body><sec><title>One</title><p>No.</p></sec></body>
    </sub-article>"""
    content = article("<p>Yes.</p>").replace("</article>", f"{inner}</article>")
    assert outline(read(tmp_path, content)) == [(1, "Reply"), (2, "One")]


def test_namespaces_document_types_and_wrappers(tmp_path: Path) -> None:
    """The article is found with a namespace, with named entities, and inside an answer."""
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD" "http://example.org/x.dtd">'
    assert read(tmp_path, doctype + article("<p>A&nbsp;&eacute;.</p>")).text == "A é."
    spaced = (
        '<?xml version="1.0"?><a:article xmlns:a="urn:x"><a:body><a:p>B.</a:p></a:body></a:article>'
    )
    assert read(tmp_path, spaced).text == "B."
    wrapped = f"<OAI-PMH><GetRecord><record>{article('<p>C.</p>')}</record></GetRecord></OAI-PMH>"
    assert read(tmp_path, wrapped).text == "C."


def test_several_articles_in_a_file(tmp_path: Path) -> None:
    """A file is one paper; the message says how many it holds."""
    both = article("<p>A.</p>") * 2
    with pytest.raises(UnsupportedContent, match=r"holds 2 articles.*a file of its own"):
        read(tmp_path, f"<pmc-articleset>{both}</pmc-articleset>")


def test_headings_of_bibliographies(tmp_path: Path) -> None:
    """A bibliography's own title is kept, with those of its parts, or that of its section."""
    entry = "<ref><mixed-citation>Doe K, New work. J New 2002.</mixed-citation></ref>"
    parts = f"""<ref-list><title>Sources</title><ref-list><title>Letters</title>{entry}</ref-list>
    </ref-list><sec><title>More</title><ref-list>{entry}</ref-list></sec><ref-list/>"""
    paper = read(tmp_path, article("<p>Text.</p>", back=parts))
    assert outline(paper) == [(1, "Sources"), (2, "Letters"), (1, "More")]
    assert paragraphs(paper) == ["Text."]
    assert len(paper.references) == 2
