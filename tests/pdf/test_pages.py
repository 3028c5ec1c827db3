"""The pages of a PDF: the printed numbers, known or absent, and the places in the file."""

import pytest

from corpus.paper import Paper, PdfPage, name_page
from tests.pdf.drawn import BRIDGES, MILLS, RIVERS, heading, paragraph, read
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf


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


NUMBERED = (
    ("28245", "28246", "28247"),
    ("S12", "S13", "S14"),
    ("e212", "e213", "e214"),
    ("L74", "L75", "L76"),
    ("A-9", "A-10", "A-11"),
    ("3-5", "3-6", "3-7"),
    ("043501-1", "043501-2", "043501-3"),
)


@pytest.mark.parametrize("numbers", NUMBERED)
@pytest.mark.parametrize("beside_title", [False, True])
def test_numbers_of_every_form(numbers: tuple[str, ...], beside_title: bool) -> None:  # noqa: FBT001
    """They are known, and no part of the text, which goes on over the page."""
    pdf = Pdf()
    for place, number in enumerate(numbers):
        if place:
            pdf.new_page()
        if beside_title:
            pdf.put(LEFT, HEIGHT - 40, "Journal of Mills", size=9)
            pdf.put(RIGHT - 45, HEIGHT - 40, number, size=9)
        else:
            pdf.centre(40, number, size=9)
        paragraph(pdf, f"towns were free. {RIVERS}", indent=0)
        pdf.lines(["The warden of the bridge had counted all the boats of the"], runs_on=True)
    paper = read(pdf)
    assert [page.number for page in paper.pages] == list(numbers)
    assert numbers[1] not in paper.text
    assert paper.text.count("the boats of the towns were free.") == 2


def test_numbers_in_the_margin_under_a_running_title() -> None:
    """The line of text beside a number stays, though the number goes."""
    pdf = Pdf()
    for number in ("17", "18", "19"):
        pdf.put(LEFT, HEIGHT - 40, "Of the Mills", size=9)
        pdf.put(LEFT - 30, pdf.y, number, size=9)
        paragraph(pdf, MILLS)
        paragraph(pdf, BRIDGES)
        pdf.new_page()
    paragraph(pdf, RIVERS)
    paper = read(pdf)
    assert [page.number for page in paper.pages] == ["17", "18", "19"]
    assert paper.text.count("A mill was worth the income") == 3
    assert not any(number in paper.text for number in ("17", "18", "19"))


@pytest.mark.parametrize("foot", ["2021", "\u00a9 2021", "$ 25", "\u20ac 25", "MD", "CV", "x", "C"])
@pytest.mark.parametrize("pages", [1, 2])
def test_no_number_is_guessed_in_a_short_file(foot: str, pages: int) -> None:
    """A year, a sum or letters at the edge of the last page are none."""
    pdf = unnumbered(*(MILLS, BRIDGES)[:pages])
    pdf.centre(40, foot)
    assert read(pdf).pages == ()


@pytest.mark.parametrize("foot", ["47", "- 47 -", "Page 47", "47 of 90", "S. 47", "p. 2021"])
def test_a_number_that_a_short_file_tells(foot: str) -> None:
    """It is known where it stands by itself, or is named."""
    pdf = unnumbered(MILLS)
    pdf.centre(40, foot)
    assert [page.number for page in read(pdf).pages] == [foot.strip("-PpageofS. ")[:4].split()[0]]


def test_two_pages_of_figures_are_not_numbered_by_their_names() -> None:
    """S1 and S2 at the feet of two of many pages may be anything."""
    pdf = Pdf()
    for foot in ("", "", "S1", "S2", ""):
        paragraph(pdf, MILLS)
        pdf.centre(40, foot)
        pdf.new_page()
    paragraph(pdf, RIVERS)
    assert read(pdf).pages == ()
