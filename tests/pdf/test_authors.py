"""Who wrote a PDF, as its first page says."""

import pytest

from tests.pdf.drawn import MILLS, RIVERS, heading, paragraph, read
from tests.pdf_pages import HEIGHT, Pdf


def test_names_side_by_side_are_several_people() -> None:
    """Two names of two words could be one of four, were they not far apart."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    for x, name, place in ((110, "Anna Berg", "Graz"), (230, "Karl Stein", "Zagreb")):
        pdf.put(x, HEIGHT - 100, name)
        pdf.put(x, HEIGHT - 114, f"University of {place}")
    pdf.y = HEIGHT - 140
    heading(pdf, "The Rivers")
    paragraph(pdf, RIVERS)
    heading(pdf, "The Mills")
    paragraph(pdf, MILLS)
    paper = read(pdf)
    assert paper.title == "The Water of the Province"
    assert paper.authors == ("Anna Berg", "Karl Stein")


@pytest.mark.parametrize("joint", ["AND", "and", "und", "et", "y"])
def test_two_names_joined_by_a_word(joint: str) -> None:
    """Capitals may set the word as well as the names."""
    pdf = Pdf()
    names = ("ANNA BERG", "KARL STEIN") if joint.isupper() else ("Anna Berg", "Karl Stein")
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 104, f" {joint} ".join(names))
    pdf.y = HEIGHT - 140
    heading(pdf, "The Rivers")
    paragraph(pdf, RIVERS)
    heading(pdf, "The Mills")
    paragraph(pdf, MILLS)
    assert tuple(name.upper() for name in read(pdf).authors) == ("ANNA BERG", "KARL STEIN")


@pytest.mark.parametrize(
    ("declared", "authors"),
    [
        ("Karl Stein, Ben Maria Berg", ("Karl Stein", "Ben Maria Berg")),
        ("Karl Stein, Ben Zobel", ()),
        ("Berg", ()),
    ],
)
def test_declared_authors_whose_family_names_are_printed(
    declared: str, authors: tuple[str, ...]
) -> None:
    """Names that a page runs together are those that the file declares, if it has all of them."""
    pdf = Pdf()
    pdf.canvas.setAuthor(declared)
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 104, "Karl O. P. Stein Benjamin M. Berg")
    pdf.y = HEIGHT - 140
    heading(pdf, "The Rivers")
    paragraph(pdf, RIVERS)
    heading(pdf, "The Mills")
    paragraph(pdf, MILLS)
    assert read(pdf).authors == authors
