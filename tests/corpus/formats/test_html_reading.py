"""Pages of HTML: what is the paper in them, and what its links say."""

from pathlib import Path

import pytest

from corpus.formats import read_paper
from corpus.paper import Paper
from tests.corpus_reading import check, notes, outline, paragraphs


def read(folder: Path, content: str | bytes) -> Paper:
    """Read a page from a file, and check what holds of every paper."""
    path = folder / "file.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    paper = read_paper(path)
    check(paper)
    return paper


def page(body: str, head: str = "") -> str:
    """Put parts into a page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_what_stands_around_the_article_is_left_out(tmp_path: Path) -> None:
    """Navigation, scripts, styles, forms, footers and hidden parts are no text."""
    body = """<nav><p>Menu</p></nav><article><h1>Title</h1><script>x</script><style>y</style>
    <p>Text<span hidden>no</span><span aria-hidden="true">no</span>.</p><form>Name</form>
    <footer>Foot</footer></article><p>Other pages</p><footer>Imprint</footer>"""
    paper = read(tmp_path, page(body))
    assert paper.text == "Title\n\nText."


def test_main_and_body(tmp_path: Path) -> None:
    """The main part is read where there is no single article, else the whole body."""
    teasers = "<article>A</article><article>B</article>"
    assert read(tmp_path, page(f"{teasers}<div role='main'><p>Main.</p></div>")).text == "Main."
    assert paragraphs(read(tmp_path, page(f"{teasers}<p>Text.</p>"))) == ["A", "B", "Text."]


def test_front_matter(tmp_path: Path) -> None:
    """What is written for indexes counts first, then the only first heading, then the title."""
    head = """<title>Site</title><meta name="citation_title" content="The Paper">
    <meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Poe, E.">
    <meta name="citation_publication_date" content="2020/01/02">"""
    paper = read(tmp_path, page("<h1>Heading</h1><p>Text.</p>", head))
    assert (paper.title, paper.authors, paper.year) == ("The Paper", ("Lee, Ann", "Poe, E."), 2020)
    assert (
        read(tmp_path, page("<h1>Heading</h1><p>A.</p>", "<title>Site</title>")).title == "Heading"
    )
    assert read(tmp_path, page("<p>A.</p>", "<title>Site</title>")).title == "Site"
    assert read(tmp_path, page("<p>A.</p>")).title == "file"


def test_blocks(tmp_path: Path) -> None:
    """Headings make the tree; items, quotations, captions and rows are paragraphs."""
    body = """<h1>T</h1>Loose <b>te</b>xt.<h2>Part</h2><p>One<br>two.<ul><li>Item<ul><li>Inner</ul>
    <li>Last</ul><blockquote>Said.</blockquote><table><caption>Table 1</caption><tr><th>A<th>B<tr>
    <td><p>1</p><td>2</table><figure><img alt="x"><figcaption>Figure 1.</figcaption></figure>"""
    paper = read(tmp_path, page(body))
    assert outline(paper) == [(1, "T"), (2, "Part")]
    assert paragraphs(paper) == [
        *("Loose text.", "One two.", "Item", "Inner", "Last", "Said."),
        *("Table 1", "A | B", "1 | 2", "Figure 1."),
    ]


def test_formulas_and_superscripts(tmp_path: Path) -> None:
    """Powers are told from their base; a formula is written once, in a line."""
    body = """<p>10<sup>6</sup> <math><mi>a</mi><mo>=</mo><msqrt><mi>b</mi></msqrt>
    <annotation>\\sqrt b</annotation></math> <img class="math" alt="x_1">.</p>"""
    assert read(tmp_path, page(body)).text == "10⁶ a = √(b) x_1."


def test_scripts_of_quantities_and_names(tmp_path: Path) -> None:
    """They are written in a line; a raised number that leads to a note is its mark."""
    body = """<p>At 10<sup>25</sup> cm<sup>−3</sup>, H<sub>2</sub>O and Tyr<sup>369</sup> were on
    the 19<sup>th</sup> there.<sup><a href="#fn1">1</a></sup></p><p>Others say so.<sup>2,3</sup></p>
    <ol class="footnotes"><li id="fn1">Of CO<sub>2</sub>.</li></ol>"""
    paper = read(tmp_path, page(body))
    told = "At 10²⁵ cm⁻³, H₂O and Tyr³⁶⁹ were on the 19th there."
    assert paragraphs(paper) == [told, "Others say so.2,3"]
    assert [(note.marker, note.text) for note in paper.notes] == [("1", "Of CO₂.")]


FOOTNOTES = [
    # As Pandoc and other converters of Markdown write them.
    """<p>One<a href="#fn1" role="doc-noteref"><sup>1</sup></a>, two.</p>
    <section role="doc-endnotes"><hr><ol><li id="fn1">
    <p>The note.<a href="#fnref1" role="doc-backlink">↩</a></p></li></ol>
    </section>""",
    # As Word saves them.
    """<p>One<a href="#_ftn1" name="_ftnref1">[1]</a>, two.</p><hr><div id="ftn1"><p>
    <a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p></div>""",
    # As they are written by hand.
    """<p>One<sup><a href="#a">1</a></sup>, two.</p><h2>Notes</h2>
    <ol><li id="a">The note.</li></ol>""",
    """<p>One [<a href="#note-1" id="b1">1</a>], two.</p><aside id="note-1">1. The note.
    <a href="#b1">Back to text</a></aside>""",
]


@pytest.mark.parametrize("body", FOOTNOTES)
def test_footnotes(tmp_path: Path, body: str) -> None:
    """Links to notes anchor them; neither marks nor notes nor their heading are text."""
    paper = read(tmp_path, page(body))
    assert paper.text == "One, two."
    assert notes(paper) == [("1", "One", "The note.")]


BIBLIOGRAPHIES = [
    """<h2>References</h2><ol><li id="r1">Kim, J. Old work. 2001.</li>
    <li id="r2">Poe, E. New work. 2002.</li></ol>""",
    """<section role="doc-bibliography"><h2>Literature</h2><div id="r1" class="csl-entry">
    Kim, J. Old work. 2001.</div><div id="r2" class="csl-entry">Poe, E. New work. 2002.</div>
    </section>""",
    """<div class="reflist"><ol class="references"><li id="r1"><a href="#c">^</a>
    Kim, J. Old work. 2001.</li><li id="r2">Poe, E. New work. 2002.</li></ol></div>""",
]


@pytest.mark.parametrize("bibliography", BIBLIOGRAPHIES)
def test_bibliographies(tmp_path: Path, bibliography: str) -> None:
    """Entries become references, and links to them cite; the list is not part of the text."""
    body = """<p>Seen (<a href="#r2">Poe 2002</a>),
    known.<sup id="c"><a href="#r1">[1]</a></sup></p>"""
    paper = read(tmp_path, page(body + bibliography))
    assert paragraphs(paper) == ["Seen (Poe 2002), known."]
    assert [r.text for r in paper.references] == [
        "Kim, J. Old work. 2001.",
        "Poe, E. New work. 2002.",
    ]
    links = [(paper.text[x.span.start : x.span.end], x.targets) for x in paper.reference_links]
    assert links == [("Poe 2002", (1,)), ("", (0,))]


def test_links_that_are_neither(tmp_path: Path) -> None:
    """Links to sections and to other pages are words."""
    body = """<h2 id="s1">Part</h2><p>See <a href="#s1">1</a>, <a href="#fig1">Figure 2</a> and
    <a href="http://example.org">this</a>.</p>
    <figure id="fig1"><figcaption>C.</figcaption></figure>"""
    paper = read(tmp_path, page(body))
    assert paragraphs(paper) == ["See 1, Figure 2 and this.", "C."]
    assert notes(paper) == []


@pytest.mark.parametrize(
    "content",
    [
        '<html><meta charset="windows-1251"><p>Привет.'.encode("cp1251"),
        "<html><p>Привет.".encode("utf-16"),
        "<html><p>Привет.".encode("utf-8-sig"),
        '<?xml version="1.0" encoding="koi8-r"?><html><p>Привет.</p></html>'.encode("koi8-r"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes) -> None:
    """A byte order mark counts, then what the page declares."""
    assert read(tmp_path, content).text == "Привет."


def test_undeclared_encodings(tmp_path: Path) -> None:
    """What declares nothing is UTF-8 if it can be, and else what browsers take it for."""
    assert read(tmp_path, "<html><p>“Café”.").text == "“Café”."
    assert read(tmp_path, "<html><p>“Café”.".encode("cp1252")).text == "“Café”."
    assert read(tmp_path, b'<html><meta charset="punycode"><p>Plain.').text == "Plain."
