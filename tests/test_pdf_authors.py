"""Who wrote a PDF, as its first page says."""

from tests.pdf_pages import HEIGHT, Pdf
from tests.test_pdf_layout import MILLS, RIVERS, heading, paragraph, read


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
