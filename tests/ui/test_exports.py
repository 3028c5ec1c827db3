"""Answers as files: readable ones that keep the numbers of the page, and ones for programs."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from corpus.errors import UnknownPaper
from corpus.paper import Paper, Publication
from qa.answer import Answer, AnswerSentence, Turn
from tests.conversation_samples import ABSTAINED, ANSWERED, COFFEE, TEA, TITLES
from ui.exports.bibtex import escaped as escaped_for_tex
from ui.exports.bibtex import to_bibtex
from ui.exports.csl_json import to_csl_json
from ui.exports.formats import Format, Sheaf, export
from ui.exports.markdown import escaped, to_markdown
from ui.exports.plain_text import to_plain_text
from ui.exports.web_page import to_web_page
from ui.exports.works import Name, Work, find_works, parse_name

TURNS = (ANSWERED, ABSTAINED)
WORKS = {"tea": Work("A History of Tea", ("Ann B. Lee", "Vincent van Gogh", "WHO"), 1999)}
JOURNAL = Publication("Tea & Cups", "12", "101–120", "10.1000/tea_1")
HOSTILE = (
    "<script>alert(1)</script> [a](javascript:x) ![b](http://c.example/d_e_f) `e` **f** \\g "
    "# h | i ~~j~~ $k$ {l} %m &amp; \u202en"
)


MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"]).use(footnote_plugin)


def rendered(markdown: str) -> str:
    """Return what a browser shows of Markdown, with the tags between the words."""
    return unescape(MARKDOWN.render(markdown))


def test_plain_text_has_every_part_of_an_answer() -> None:
    """Question, resolved question, numbered sentences, footnotes with notes and works cited."""
    assert (
        to_plain_text([ANSWERED], titles={})
        == """\
When did tea come?

Understood as: When did tea come to England?

Tea came in 1660. [1] Coffee was first. [2][1] Cocoa came never. [1] (not supported: The quote \
speaks of tea.)

The model did not answer; these are quotations.

[1] “Tea came in 1660.”
    A History of Tea, Drinks › Hot drinks, p. 7
    Note 3 of the paper: its text is not in the file
    Note 4 of the paper: See http://tea.example/a?b=1&c=2, p. 4.
    Cites [12] Twining, R. On Tea. 1701.
    Cites Anon. On Cups.

[2] “Coffee was first.”
    A History of Tea, page unknown

Confidence that the paper answers this: 0.87
"""
    )


def test_an_abstention_comes_with_the_nearest_passages() -> None:
    """Their papers are named by the titles that are given, else by their ids."""
    text = to_plain_text([ABSTAINED], titles={"tea": "A History of Tea"})
    assert "The passages that came nearest:\n\n1. “Tea came late. Tea came in 1660.”\n" in text
    assert "A History of Tea, Drinks, p. vii" in text
    assert "   cups, page unknown" in text
    assert "Confidence that the paper answers this: 0.10" in text


def test_markdown_has_its_own_footnotes() -> None:
    """Under the numbers of the page, with the paper's notes and the works cited inside each."""
    assert to_markdown([ANSWERED], titles={}) == (
        """\
## When did tea come?

*Understood as: When did tea come to England?*

Tea came in 1660.[^1] Coffee was first.[^2][^1] ~~Cocoa came never.~~[^1] *(not supported: The \
quote speaks of tea.)*

> The model did not answer; these are quotations.

[^1]: “Tea came in 1660.” A History of Tea, Drinks › Hot drinks, p. 7

    - Note 3 of the paper: its text is not in the file
    - Note 4 of the paper: See <http://tea.example/a?b=1&c=2>, p. 4.
    - Cites \\[12\\] Twining, R. On Tea. 1701.
    - Cites Anon. On Cups.

[^2]: “Coffee was first.” A History of Tea, page unknown

*Confidence that the paper answers this: 0.87*
"""
    )


def test_markdown_renders_as_what_the_plain_text_says() -> None:
    """Headings are the questions; each number leads to its footnote, and that back."""
    html = rendered(to_markdown(TURNS, titles=TITLES))
    assert re.findall(r"<h2>(.*?)</h2>", html) == ["When did tea come?", "Who sells cocoa?"]
    words = re.sub(r"<[^>]*>", "", html)
    assert "Tea came in 1660.[1] Coffee was first.[2][1:1] Cocoa came never.[1:2]" in words
    assert "“Tea came in 1660.” A History of Tea, Drinks › Hot drinks, p. 7" in words
    assert '<a href="http://tea.example/a?b=1&c=2">http://tea.example/a?b=1&c=2</a>, p. 4.' in html
    assert "<li>Cites [12] Twining, R. On Tea. 1701.</li>" in html
    footnotes = html.partition('<section class="footnotes">')[2]
    assert footnotes.count('class="footnote-item"') == 2
    assert "Note 3 of the paper" in footnotes
    assert "Cups & Saucers" in html


def test_markdown_keeps_the_footnotes_of_several_answers_apart() -> None:
    """Each has the number of its question in front, and its own text."""
    text = to_markdown([ANSWERED, ABSTAINED, ANSWERED], titles={})
    assert re.findall(r"^\[\^(.*?)\]:", text, re.MULTILINE) == ["1-1", "1-2", "3-1", "3-2"]
    assert rendered(text).count('class="footnote-item"') == 4


@given(st.text())
@pytest.mark.parametrize("frame", ["{}", "## {}", "> {}", "- {}", "*a {}.*", "~~a {}.~~"])
def test_markdown_shows_any_text_as_it_is(frame: str, text: str) -> None:
    """Wherever it stands: no character of a paper becomes markup."""
    line = " ".join(text.replace("\x00", "\ufffd").split())
    words = re.sub(r"[#>~*-]", "", frame).format(line).split()
    html = MARKDOWN.render(frame.format(escaped(text)))
    assert unescape(re.sub(r"<[^>]*>", "", html)).split() == words


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "[^1]",
        "[^1]: a",
        "^[a]",
        "1. a",
        "12) a",
        "- a",
        "+ a",
        "# a",
        "> a",
        "====",
        "***",
        ": a",
        "```",
        "|a|",
    ],
)
def test_markdown_makes_nothing_of_what_looks_like_markup(text: str) -> None:
    """At the beginning of a line as well as within."""
    html = rendered(f"First.\n\n{escaped(text)}\n")
    inner = html.removeprefix("<p>First.</p>\n<p>").removesuffix("</p>\n")
    links = '<a href="http://c.example/d_e_f">http://c.example/d_e_f</a>'
    assert inner == text.replace("http://c.example/d_e_f", links)


def test_a_web_page_leads_from_each_number_to_its_footnote_and_back() -> None:
    """Numbers are those of the page, and every link has its end in the file."""
    page = to_web_page(TURNS, name="Tea & more", titles=TITLES)
    assert "<title>Tea &amp; more</title>" in page
    assert '<sup><a href="#note-1-1">[1]</a></sup>' in page
    assert '<li id="note-1-2" value="2"><q>Coffee was first.</q>' in page
    assert "Tea came in <strong>1660</strong>." in page
    assert "<s>Cocoa came never.</s>" in page
    names = re.findall(r'id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)


def test_a_web_page_fetches_and_runs_nothing() -> None:
    """What a paper or a question holds is text; the file says that nothing may be loaded."""
    sentence = AnswerSentence(HOSTILE, (1,), unsupported=HOSTILE)
    cited = replace(TEA, quote=HOSTILE, title=HOSTILE, section=(HOSTILE,), answer_span=None)
    answer = replace(ANSWERED.answer, sentences=(sentence,), citations=(cited,), notice=HOSTILE)
    page = to_web_page([Turn(HOSTILE, answer)], name=HOSTILE, titles={})
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"\ssrc=|url\(|@import", page)


def test_bibtex_has_an_entry_per_paper_with_the_pages_cited() -> None:
    """Authors as BibTeX splits them, capitals kept, and each quote with its number and page."""
    assert (
        to_bibtex([ANSWERED], works=WORKS)
        == """\
@misc{lee1999,
  author = {Lee, Ann B. and van Gogh, Vincent and {WHO}},
  title = {{A History of Tea}},
  year = {1999},
  note = {Cited: p. 7},
  annote = {[1] Drinks › Hot drinks, p. 7: “Tea came in 1660.” [2] “Coffee was first.”}
}
"""
    )


def test_bibtex_tells_papers_and_turns_apart() -> None:
    """No key occurs twice, and of several answers the question is named."""
    other = replace(TEA, paper_id="other", title="A History of Tea", page="9")
    turn = Turn("Who?", replace(ANSWERED.answer, citations=(TEA, replace(other, number=2))))
    text = to_bibtex([turn, turn], works={})
    assert re.findall(r"@misc\{(.*),", text) == ["a", "a-2"]
    assert "note = {Cited: p. 9}" in text
    assert "Question 2, [2] Drinks › Hot drinks, p. 9" in text


def test_a_page_without_a_number_is_told_by_its_place_in_the_pdf() -> None:
    """Every export that tells a page tells that one, and none takes it for a printed number."""
    cited = (TEA, replace(COFFEE, pdf_page=12))
    turn = replace(ANSWERED, answer=replace(ANSWERED.answer, citations=cited))
    assert "A History of Tea, PDF p. 12" in to_plain_text([turn], titles={})
    assert "A History of Tea, PDF p. 12" in rendered(to_markdown([turn], titles={}))
    assert "A History of Tea, PDF p. 12" in to_web_page([turn], name="Tea", titles={})
    bibtex = to_bibtex([turn], works=WORKS)
    assert "note = {Cited: p. 7, PDF p. 12}" in bibtex
    assert "[2] PDF p. 12: “Coffee was first.”" in bibtex
    (item,) = json.loads(to_csl_json([turn], works=WORKS))
    cited = item["custom"]["citations"][1]
    assert cited["locator"] == "PDF p. 12"
    assert "label" not in cited


def test_tex_takes_nothing_for_a_command() -> None:
    """Each special character is printed; braces, which BibTeX counts, are balanced."""
    assert escaped_for_tex("50% of $5 & #1_a {b ~ ^ \\c <d> | \u202ee\n f") == (
        r"50\% of \$5 \& \#1\_a \textbraceleft{}b \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}c \textless{}d\textgreater{} \textbar{} e f"
    )


@given(st.text())
def test_a_bibtex_field_ends_where_it_should(text: str) -> None:
    """Whatever the quote holds, braces are balanced and never close too early."""
    depth = 0
    for brace in re.findall(r"[{}]", escaped_for_tex(text)):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_csl_json_has_an_item_per_paper_with_what_was_cited_of_it() -> None:
    """The fields are those of the schema; an unknown page gives no locator."""
    assert json.loads(to_csl_json([ANSWERED], works=WORKS)) == [
        {
            "id": "tea",
            "type": "article",
            "title": "A History of Tea",
            "author": [
                {"family": "Lee", "given": "Ann B."},
                {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
                {"literal": "WHO"},
            ],
            "issued": {"date-parts": [[1999]]},
            "custom": {
                "citations": [
                    {
                        "turn": 1,
                        "number": 1,
                        "locator": "7",
                        "label": "page",
                        "section": "Drinks › Hot drinks",
                        "quote": "Tea came in 1660.",
                    },
                    {"turn": 1, "number": 2, "quote": "Coffee was first."},
                ]
            },
        },
    ]


def test_reference_managers_are_told_where_a_paper_was_published() -> None:
    """Journal, volume, pages and DOI, as far as the paper says them."""
    works = {"tea": replace(WORKS["tea"], publication=JOURNAL)}
    text = to_bibtex([ANSWERED], works=works)
    assert text.startswith("@article{lee1999,\n")
    for line in (
        "journal = {Tea \\& Cups}",
        "volume = {12}",
        "pages = {101--120}",
        "doi = {10.1000/tea\\_1}",
    ):
        assert f"  {line},\n" in text
    (item,) = json.loads(to_csl_json([ANSWERED], works=works))
    told = {name: item[name] for name in ("type", "container-title", "volume", "page", "DOI")}
    assert told == {
        "type": "article-journal",
        "container-title": "Tea & Cups",
        "volume": "12",
        "page": "101–120",
        "DOI": "10.1000/tea_1",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann B. Lee", Name("Lee", "Ann B.")),
        ("Lee, Ann B.", Name("Lee", "Ann B.")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("Oscar de la Renta", Name("Renta", "Oscar", "de la")),
        ("van Gogh, Vincent", Name("Gogh", "Vincent", "van")),
        ("Martin L. King Jr.", Name("King", "Martin L.", suffix="Jr.")),
        ("Martin King, III", Name("King", "Martin", suffix="III")),
        ("WHO", Name("WHO")),
        ("bell hooks", Name("hooks", "bell")),
        ("李明", Name("李明")),
        ("", Name("")),
    ],
)
def test_names_are_taken_apart(text: str, name: Name) -> None:
    """Family name, given names, particle and suffix, in either order."""
    assert parse_name(text) == name


def test_a_paper_that_was_removed_is_still_cited_by_its_title() -> None:
    """What the library knows is used; of the rest, what the citation says."""
    paper = Paper(
        "tea",
        "A History of Tea",
        "tea.txt",
        "",
        (),
        (),
        (),
        authors=("A. B",),
        year=1,
        publication=JOURNAL,
    )

    def missing(paper_id: str) -> Paper:
        raise UnknownPaper(paper_id)

    assert find_works(TURNS, lambda _: paper) == {
        "tea": Work("A History of Tea", ("A. B",), 1, JOURNAL)
    }
    assert find_works(TURNS, missing) == {"tea": Work("A History of Tea")}


@pytest.mark.parametrize("form", list(Format))
def test_every_format_takes_every_conversation(form: Format) -> None:
    """Also an empty one, and one without an answer; each begins in its own way."""
    bare = Turn("", Answer("", "", (), (), abstained=False, confidence=0.0))
    beginnings = {".md": "## ", ".html": "<!DOCTYPE", ".txt": "When", ".bib": "@misc", ".json": "["}
    for turns in ((), (bare,), TURNS):
        text = export(Sheaf("Tea", turns, TITLES, WORKS), form)
    assert text.startswith(beginnings[form.ending])
