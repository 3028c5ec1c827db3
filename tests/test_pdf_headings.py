"""Headings of a PDF that run into their text, and what is set like them but is none."""

import pytest

from tests.corpus_reading import notes, outline, paragraphs
from tests.pdf_pages import HEIGHT, LEFT, Pdf
from tests.test_pdf_layout import BRIDGES, MILLS, NOTE, RIVERS, foot, heading, paragraph, read


def run_in(pdf: Pdf, title: str, first: str, *, font: str = "Times-Bold", space: float = 3) -> None:
    """Draw a paragraph that a title in another face opens."""
    pdf.y -= 8
    end = pdf.put(LEFT, pdf.y, title, font=font)
    pdf.put(end + space, pdf.y, first)
    pdf.y -= 12
    paragraph(pdf, BRIDGES, indent=0)


@pytest.mark.parametrize(
    ("font", "space", "ends"),
    [
        ("Times-Bold", 3, "."),
        ("Times-Italic", 3, "."),
        ("Times-Italic", 0, ".\u2014"),
        ("Times-Bold", 10, ""),
    ],
)
def test_titles_that_run_into_the_text(font: str, space: float, ends: str) -> None:
    """A face of its own sets them off where several of them are alike, below other headings."""
    pdf = Pdf()
    heading(pdf, "The Banks")
    paragraph(pdf, MILLS)
    heading(pdf, "The Waters")
    run_in(pdf, f"The towns{ends}", "They built.", font=font, space=space)
    run_in(pdf, f"The crown{ends}", "It refused.", font=font, space=space)
    paper = read(pdf)
    assert outline(paper) == [
        (1, "The Banks"),
        (1, "The Waters"),
        (2, "The towns"),
        (2, "The crown"),
    ]
    own = [text for text in paragraphs(paper)[1:] if not text.startswith("Bridges")]
    assert own == ["They built.", "It refused."]


def test_numbered_titles_that_run_into_the_text() -> None:
    """A number of two parts is enough, and tells the level."""
    pdf = Pdf()
    for number in (1, 2):
        heading(pdf, f"{number} The Waters")
        paragraph(pdf, MILLS)
    run_in(pdf, "2.1 Towns.", "They built.")
    assert outline(read(pdf)) == [(1, "1 The Waters"), (1, "2 The Waters"), (2, "2.1 Towns")]


@pytest.mark.parametrize(
    "titles",
    [
        ("The towns.",),
        ("Theorem 1.", "Theorem 2."),
        ("Anna:", "Karl:", "Anna:", "Karl:", "Anna:"),
        ("Keywords:", "Received:", "Source:"),
    ],
)
def test_what_is_set_like_a_title(titles: tuple[str, ...]) -> None:
    """A single one, theorems, speakers and fields begin paragraphs of the text."""
    pdf = Pdf()
    for title in ("The Banks", "The Waters"):
        heading(pdf, title)
        paragraph(pdf, MILLS)
    for title in titles:
        run_in(pdf, title, "They built.")
    paper = read(pdf)
    assert outline(paper) == [(1, "The Banks"), (1, "The Waters")]
    assert all(f"{title} They built." in paper.text for title in titles)


def test_terms_of_a_list() -> None:
    """Bold words behind bullets are no headings."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    for term in ("Mills:", "Towns:", "Banks:"):
        pdf.put(LEFT, pdf.y, "\u2022")
        end = pdf.put(LEFT + 10, pdf.y, term, font="Times-Bold")
        pdf.put(end + 3, pdf.y, "What it was.")
        pdf.y -= 12
    paragraph(pdf, BRIDGES)
    assert outline(read(pdf)) == []


def test_title_and_authors_are_not_in_the_text() -> None:
    """They are told apart from it; a note on them goes with the first paragraph."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 100, "Anna Berg^*^, Karl Stein")
    pdf.centre(HEIGHT - 114, "University of the Province")
    pdf.y = HEIGHT - 140
    heading(pdf, "The Rivers")
    paragraph(pdf, RIVERS)
    heading(pdf, "The Mills")
    paragraph(pdf, MILLS)
    foot(pdf, f"^*^ {NOTE}")
    paper = read(pdf)
    assert paper.title == "The Water of the Province"
    assert paper.authors == ("Anna Berg", "Karl Stein")
    assert paper.text.startswith("The Rivers\n\nThe rivers of the province")
    assert [(mark, text) for mark, _, text in notes(paper)] == [("*", NOTE)]
