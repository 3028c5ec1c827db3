"""The pages of a PDF: the printed numbers, known or absent, and the places in the file."""

from corpus.paper import Paper, PdfPage, name_page
from tests.pdf.drawn import BRIDGES, MILLS, RIVERS, heading, paragraph, read
from tests.pdf_pages import Pdf


def unnumbered(*texts: str) -> Pdf:
    """Draw a page for each text, and no numbers."""
    pdf = Pdf()
    for place, text in enumerate(texts):
        if place:
            pdf.new_page()
        paragraph(pdf, text)
    return pdf


def names_of_pages(paper: Paper) -> list[str | None]:
    """Return how the pages of a paper are cited."""
    return [paper.page_name_at(start) for start in paper.page_starts()]


def test_a_page_is_cited_by_its_printed_number_or_its_place() -> None:
    """Nothing is said where neither is known."""
    assert name_page("89", 3) == "p. 89"
    assert name_page(None, 3) == "PDF p. 3"
    assert name_page(None, None) is None


def test_pages_without_numbers_are_counted_in_the_file() -> None:
    """Every place of the text has one, and no printed number is made of it."""
    paper = read(unnumbered(MILLS, BRIDGES, RIVERS))
    assert paper.pages == ()
    assert [page.number for page in paper.pdf_pages] == [1, 2, 3]
    assert paper.pdf_page_at(paper.text.index("Bridges were")) == 2
    assert paper.pdf_page_at(paper.text.index("The rivers") - 3) == 2
    assert names_of_pages(paper) == ["PDF p. 1", "PDF p. 2", "PDF p. 3"]


def test_a_paragraph_that_runs_over_a_page() -> None:
    """The page begins inside it."""
    paper = read(unnumbered(RIVERS, "and " + MILLS[2:]))
    start = paper.text.index("and mill was")
    assert paper.pdf_pages == (PdfPage(1, 0), PdfPage(2, start))


def test_a_page_that_has_a_bibliography_alone() -> None:
    """What follows it stands on its own page all the same."""
    pdf = unnumbered(MILLS, BRIDGES)
    pdf.new_page()
    heading(pdf, "References")
    for entry in ("Berg, A. (1901). On mills.", "Dahl, B. (1902). On rivers."):
        paragraph(pdf, entry, indent=0)
        pdf.y -= 6
    heading(pdf, "Appendix")
    paragraph(pdf, RIVERS)
    paper = read(pdf)
    assert len(paper.references) == 2
    assert paper.pdf_page_at(paper.text.index("Appendix")) == 3
