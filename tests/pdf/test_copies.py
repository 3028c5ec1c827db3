"""Text that is drawn twice: in bold, as a shadow, or hidden over the text that is seen."""

import pytest

from tests.pdf.drawn import BRIDGES, MILLS, heading, paragraph, read
from tests.pdf_pages import LEFT, Pdf, wrap


def lines_of(pdf: Pdf, text: str) -> list[tuple[float, str]]:
    """Draw a paragraph ragged; return the heights and the words of its lines."""
    drawn = []
    for line in wrap(text, width=290, indent=0):
        pdf.put(LEFT, pdf.y, line)
        drawn.append((pdf.y, line))
        pdf.y -= 12
    return drawn


@pytest.mark.parametrize(("right", "up"), [(0.0, 0.0), (0.3, 0.0), (0.8, 0.2), (0.0, -0.6)])
def test_a_copy_that_is_drawn_after_the_page(right: float, up: float) -> None:
    """Each letter is there once, of the heading and of the text."""
    pdf = Pdf()
    heading(pdf, "Mills")
    drawn = lines_of(pdf, MILLS)
    pdf.put(LEFT + right, drawn[0][0] + 18 + up, "Mills", font="Times-Bold")
    for y, line in drawn:
        pdf.put(LEFT + right, y + up, line)
    paper = read(pdf)
    assert MILLS in paper.text
    assert paper.text.count("income") == 1
    assert "MillsMills" not in paper.text + paper.title


@pytest.mark.parametrize(("font", "size"), [("Times-Roman", 10.0), ("Helvetica", 9.3)])
def test_a_hidden_layer_over_the_text(font: str, size: float) -> None:
    """What a program recognised is not told beside what the page says."""
    pdf = Pdf()
    for y, line in lines_of(pdf, MILLS):
        hidden = pdf.canvas.beginText(LEFT + 0.6, y - 0.8)
        hidden.setFont(font, size)
        hidden.setTextRenderMode(3)
        hidden.textOut(line.replace("income", "incorne"))
        pdf.canvas.drawText(hidden)
    paper = read(pdf)
    assert MILLS in paper.text
    assert "incorne" not in paper.text


def test_a_hidden_text_where_none_is_seen() -> None:
    """It is all that is known of a picture beside the text, and stays."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    for line in wrap(BRIDGES, width=290, indent=0):
        hidden = pdf.canvas.beginText(LEFT, pdf.y)
        hidden.setFont("Times-Roman", 10)
        hidden.setTextRenderMode(3)
        hidden.textOut(line)
        pdf.canvas.drawText(hidden)
        pdf.y -= 12
    assert BRIDGES in read(pdf).text
