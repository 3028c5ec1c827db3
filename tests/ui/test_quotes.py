"""Quotes for the clipboard: with author, year and page, and the work in a bibliography."""

from dataclasses import replace

import pytest

from corpus.errors import RequestError
from corpus.formats import read_bundled_paper
from corpus.paper import Publication, Span
from ui.exports.bibliography import reference
from ui.exports.quotes import Quoted, copied, in_text, quoted_at
from ui.exports.styles import Style
from ui.exports.works import Work, work_in

TEA = Work(
    "A History of Tea",
    ("Ann-Marie B. Lee", "Vincent van Gogh"),
    1999,
    Publication("Tea & Cups", "12", "101–120", "10.1000/tea"),
)
QUOTE = Quoted("Tea came\nin 1660.", "93", "93", 7)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (Style.HARVARD, "“Tea came in 1660.” (Lee and van Gogh 1999, p. 93)"),
        (Style.APA, "“Tea came in 1660.” (Lee & van Gogh, 1999, p. 93)"),
        (Style.CHICAGO, "“Tea came in 1660.” (Lee and van Gogh 1999, 93)"),
        (Style.MLA, "“Tea came in 1660.” (Lee and van Gogh 93)"),
    ],
)
def test_a_quote_is_copied_with_its_source(style: Style, text: str) -> None:
    """On one line, in each style."""
    assert copied(QUOTE, TEA, style) == text


@pytest.mark.parametrize(
    ("authors", "year", "quoted", "text"),
    [
        (("A. Lee",), 1999, QUOTE, "(Lee 1999, p. 93)"),
        (("A. Lee", "B. Roe", "C. Poe"), 1999, QUOTE, "(Lee et al. 1999, p. 93)"),
        ((), 1999, QUOTE, "(“A History of Tea” 1999, p. 93)"),
        (("WHO",), None, QUOTE, "(WHO n.d., p. 93)"),
        (("A. Lee",), 1999, replace(QUOTE, last_page="94"), "(Lee 1999, pp. 93–94)"),
        (("A. Lee",), 1999, Quoted("Tea.", "vii", "vii"), "(Lee 1999, p. vii)"),
        (("A. Lee",), 1999, Quoted("Tea.", None, None, 7), "(Lee 1999, PDF p. 7)"),
        (("A. Lee",), 1999, Quoted("Tea."), "(Lee 1999)"),
    ],
)
def test_what_is_not_known_is_not_made_up(
    authors: tuple[str, ...], year: int | None, quoted: Quoted, text: str
) -> None:
    """Without authors the title stands there; a place in the PDF is no printed page."""
    assert in_text(quoted, replace(TEA, authors=authors, year=year), Style.HARVARD) == text


def test_a_long_title_is_cut_where_it_stands_for_the_author() -> None:
    """And said to be."""
    work = Work("On the Way of Tea to England and Back")
    assert in_text(Quoted("Tea."), work, Style.MLA) == "(“On the Way of Tea…”)"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (
            Style.HARVARD,
            (
                "Lee, A.-M.B. and van Gogh, V. (1999) ‘A History of Tea’, Tea & Cups, 12, "
                "pp. 101–120. https://doi.org/10.1000/tea"
            ),
        ),
        (
            Style.APA,
            (
                "Lee, A.-M. B., & van Gogh, V. (1999). A History of Tea. Tea & Cups, 12, 101–120. "
                "https://doi.org/10.1000/tea"
            ),
        ),
        (
            Style.CHICAGO,
            (
                "Lee, Ann-Marie B., and Vincent van Gogh. 1999. “A History of Tea.” Tea & Cups 12: "
                "101–120. https://doi.org/10.1000/tea"
            ),
        ),
        (
            Style.MLA,
            (
                "Lee, Ann-Marie B., and Vincent van Gogh. “A History of Tea.” Tea & Cups, vol. 12, "
                "1999, pp. 101–120. https://doi.org/10.1000/tea"
            ),
        ),
    ],
)
def test_the_work_is_an_entry_of_a_bibliography(style: Style, text: str) -> None:
    """With what the paper says of where it was published."""
    assert reference(TEA, style) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (Style.HARVARD, "(n.d.) ‘What is tea?’."),
        (Style.APA, "What is tea? (n.d.)."),
        (Style.CHICAGO, "n.d. “What is tea?”"),
        (Style.MLA, "“What is tea?”"),
    ],
)
def test_a_title_alone_is_an_entry_too(style: Style, text: str) -> None:
    """Nothing stands there twice or without need."""
    assert reference(Work("What is tea?"), style) == text


def test_many_authors_are_listed_as_the_style_has_it() -> None:
    """All of them, or the first."""
    work = replace(TEA, authors=("A. Lee", "B. Roe", "C. Poe"), publication=Publication())
    assert reference(work, Style.APA).startswith("Lee, A., Roe, B., & Poe, C. (1999). ")
    assert reference(work, Style.HARVARD).startswith("Lee, A., Roe, B. and Poe, C. (1999) ")
    assert reference(work, Style.CHICAGO).startswith("Lee, A., B. Roe, and C. Poe. 1999. ")
    assert reference(work, Style.MLA).startswith("Lee, A., et al. “")


def test_a_quote_is_found_in_its_paper() -> None:
    """With the printed page, and what the file says of itself; a span outside is refused."""
    paper = read_bundled_paper()
    start = paper.text.index("Pressler Amendment")
    quoted = quoted_at(paper, Span(start, start + len("Pressler Amendment")))
    assert (quoted.quote, quoted.page) == ("Pressler Amendment", "93")
    text = copied(quoted, work_in(paper, title=paper.title), Style.MLA)
    assert text.startswith("“Pressler Amendment” (")
    assert text.endswith(" 93)")
    for span in (Span(0, 0), Span(5, 4), Span(0, len(paper.text) + 1), Span(-1, 3)):
        with pytest.raises(RequestError, match="There is no quote"):
            quoted_at(paper, span)


def test_styles_go_by_their_names() -> None:
    """An unknown one is answered with those that there are."""
    assert Style.parse(" APA ") is Style.APA
    with pytest.raises(RequestError, match="There are: harvard, apa, chicago, mla"):
        Style.parse("vancouver")
