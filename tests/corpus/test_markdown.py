import pytest

from corpus.paper import Paper
from tests.corpus_reading import check, markdown, notes, outline, paragraphs


def front(matter: str) -> Paper:
    """Read a file with front matter, and a heading that could be its title."""
    return markdown(f"---\n{matter}\n---\n\n# The Heading\n\nSome text.\n")


def test_headings_of_both_kinds_nest() -> None:
    """Signs in front and lines below make sections; a level may be left out."""
    paper = markdown(
        "Title\n=====\n\nText.\n\nPart\n----\n\nText.\n\n#### Deep #\n\nText.\n\n# End\n\nX."
    )
    check(paper)
    assert outline(paper) == [(1, "Title"), (2, "Part"), (4, "Deep"), (1, "End")]
    assert paper.sections[2].path == ("Title", "Part", "Deep")


def test_a_lone_first_heading_is_the_title() -> None:
    """Of several headings of level 1, none is; then the file's name serves."""
    assert markdown("# A *Fine* Title\n\nText.\n\n## Part\n\nText.").title == "A Fine Title"
    assert markdown("# One\n\nText.\n\n# Two\n\nText.").title == "file"


def test_footnotes_are_anchored_wherever_they_are_referenced() -> None:
    """A note that is referenced twice has two anchors and one text."""
    paper = markdown(
        "So it is.[^1] And *so*[^long] too[^1], see[^none].\n\n"
        "[^1]: The *first* note.\n[^long]: A long\n    note.\n\n    With a paragraph.\n"
        "[^unused]: Nobody asks.\n"
    )
    check(paper)
    assert paragraphs(paper) == ["So it is. And so too, see[^none]."]
    assert notes(paper) == [
        ("1", "is.", "The first note."),
        ("long", "so", "A long note. With a paragraph."),
        ("1", "too", "The first note."),
    ]


def test_footnotes_in_the_text() -> None:
    """A note written inside the sentence is taken out of it and numbered."""
    paper = markdown("It^[Or *he*.] went.^[Home.]\n")
    assert paragraphs(paper) == ["It went."]
    assert notes(paper) == [("1", "It", "Or he."), ("2", "went.", "Home.")]


def test_a_footnote_in_front_belongs_to_the_first_line() -> None:
    """A mark that nothing precedes is anchored behind the words that follow it."""
    paper = markdown("[^1] One\ntwo.\n\n[^1]: Note.\n")
    assert paragraphs(paper) == ["One two."]
    assert notes(paper) == [("1", "One", "Note.")]


def test_footnotes_leave_spaces_as_they_are() -> None:
    """Nothing comes between a word and what follows the mark, nothing is lost either."""
    paper = markdown("A[^a]b [^a] c[^a][^a] d.\n\n[^a] E.\n\n[^a]: Note.\n")
    check(paper)
    assert paragraphs(paper) == ["Ab c d.", "E."]
    assert [word for _, word, _ in notes(paper)] == ["A", "Ab", "c", "c", "E."]


@pytest.mark.parametrize(
    ("matter", "title", "authors", "year"),
    [
        ("title: A Title\nauthor: A. Smith\ndate: 2019-03-04", "A Title", ("A. Smith",), 2019),
        ("title: 'A: Title'\nauthors: [A, B]\nyear: 1998", "A: Title", ("A", "B"), 1998),
        ("title: >\n  Two\n  lines\nauthors:\n- name: A\n- B", "Two lines", ("A", "B"), None),
        ("Title: Capital\ndate: March 4th, 2001", "Capital", (), 2001),
        ("year: 20195\nauthor:", "The Heading", (), None),
        ("title: [a, b]\nauthors: {a: b}\ndate: 2024-99-99", "The Heading", (), 2024),
    ],
)
def test_front_matter(matter: str, title: str, authors: tuple[str, ...], year: int | None) -> None:
    """Title, authors and year are taken where they are what they should be."""
    paper = front(matter)
    assert (paper.title, paper.authors, paper.year) == (title, authors, year)
    assert paragraphs(paper) == ["Some text."]


@pytest.mark.parametrize(
    ("matter", "title", "authors"),
    [
        ("title: On Trade: A Study\nauthors: [A, B]", "On Trade: A Study", ("A", "B")),
        ('title: "Quoted"\nx: [', "Quoted", ()),
        ("just words", "The Heading", ()),
        ("[" * 5_000, "The Heading", ()),
        ("a: &a [x, x]\nb: &b [*a, *a]\ntitle: [*b, *b]", "The Heading", ()),
        ("title: !!python/object/apply:os.getcwd []", "The Heading", ()),
    ],
)
def test_broken_front_matter(matter: str, title: str, authors: tuple[str, ...]) -> None:
    """What YAML cannot read is read line by line, and nothing is made or run."""
    paper = front(matter)
    assert (paper.title, paper.authors) == (title, authors)
    assert paragraphs(paper) == ["Some text."]


def test_front_matter_that_never_ends_is_text() -> None:
    """Without its closing line there is none."""
    assert "title: A Title" in markdown("---\ntitle: A Title\n\nSome text.").text


def test_lists_give_a_paragraph_for_each_item() -> None:
    """Nested items too, and the paragraphs inside an item."""
    paper = markdown(
        "- one\n- two\n  lines\n\n  more\n  - deep\n\n1. first\n2. second\n\n> - quoted"
    )
    assert paragraphs(paper) == ["one", "two lines", "more", "deep", "first", "second", "quoted"]


def test_tables_give_a_paragraph_for_each_row() -> None:
    """Cells stand side by side, empty rows are left out, and what follows is not lost."""
    paper = markdown(
        "| Name | At |\n|---|---|\n| https://a.org/ | home |\n| | |\n| non- | *fiction*[^1] |\n\n"
        "Behind it.\n\n[^1]: Note.\n"
    )
    assert paragraphs(paper) == [
        "Name | At",
        "https://a.org/ | home",
        "non- | fiction",
        "Behind it.",
    ]
    assert notes(paper) == [("1", "fiction", "Note.")]


def test_code_and_rules() -> None:
    """Code is text, fenced or indented; a rule is not."""
    paper = markdown("```python\nx = 1\n\ny = 2\n```\n\n    z = 3\n\n***\n\nUse `x` here.")
    assert paragraphs(paper) == ["x = 1 y = 2", "z = 3", "Use x here."]


def test_html_is_read_between_its_tags() -> None:
    """Tags, comments and scripts go, words and entities stay, headings are headings."""
    paper = markdown(
        '<h1 align="center">The <b>Title</b></h1>\n\n<div>\nSome <i>text</i> &copy;\n</div>\n\n'
        "<!-- not\nthis -->\n\n<script>\nnor = this\n</script>\n\nA<br>b <sub>c</sub><!-- no -->.\n"
    )
    check(paper)
    assert outline(paper) == [(1, "The Title")]
    assert paragraphs(paper) == ["Some text \u00a9", "A b c."]


def test_inline_marks_leave_the_words() -> None:
    """Emphasis, links, images, escapes and entities are read for what they say."""
    paper = markdown(
        "**Bold**, _it_, [a *link*](http://a.org), <http://b.org>, ![an *image*](c.png), "
        "\\*star\\*, &amp; `co&de`."
    )
    assert paragraphs(paper) == ["Bold, it, a link, http://b.org, an image, *star*, & co&de."]


def test_line_breaks_are_mended_unless_they_are_meant() -> None:
    """A broken word is joined over a soft line break and stays apart over a hard one."""
    assert paragraphs(markdown("The govern-\nment.")) == ["The government."]
    assert paragraphs(markdown("The govern-  \nment.")) == ["The govern- ment."]
    assert paragraphs(markdown("One\\\ntwo\nthree.")) == ["One two three."]


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "deep",
        "- " * 10_000 + "deep",
        "[" * 10_000 + "deep",
        "*" * 10_000 + "deep",
        "^[" * 5_000 + "deep",
        "<div>\n" * 5_000 + "deep",
        "<!--" * 5_000 + "deep",
        "![" * 5_000 + "](x)" * 5_000,
        "`" * 10_000 + "deep",
        "".join(f"{'  ' * depth}- item\n" for depth in range(300)),
        "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
    ],
)
def test_whatever_is_nested_is_read(text: str) -> None:
    """Depth is no reason to fail, nor to take for ever."""
    check(markdown(text))


def test_lists_of_forty_levels_lose_nothing() -> None:
    """Depth that a person may write is read whole."""
    text = "".join(f"{'  ' * depth}- item {depth}\n" for depth in range(40))
    assert paragraphs(markdown(text)) == [f"item {depth}" for depth in range(40)]


def test_what_pandoc_adds() -> None:
    """Attributes, divisions and the title block are no words of the text."""
    paper = markdown(
        "% A Long\n  Title\n% Ann Lee\n  Eve Roe\n% May 2019\n\n# Aims {#sec:aims .unnumbered}\n\n"
        "::: {.note}\nSee [it](a.html){.uri} {here}.\n:::\n\n# Sets {a, b}\n\n"
        "![A mouse.](m.png){width=50%}\n"
    )
    check(paper)
    assert (paper.title, paper.authors, paper.year) == (
        "A Long Title",
        ("Ann Lee", "Eve Roe"),
        2019,
    )
    assert outline(paper) == [(1, "Aims"), (1, "Sets {a, b}")]
    assert paragraphs(paper) == ["See it {here}.", "A mouse."]
