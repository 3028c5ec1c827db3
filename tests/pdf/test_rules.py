"""Lines drawn on a page: what they part."""

import pytest

from corpus.formats.pdf import classify_lines
from tests.pdf.drawn import BRIDGES, MILLS, NOTE, RIVERS, heading, paragraph, texts
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf


@pytest.mark.parametrize("width", [40, 0])
def test_a_rule_inside_a_form_parts_notes_in_the_type_of_the_text(width: int) -> None:
    """Programs that stamp or join pages put what is drawn into forms, shifted and scaled."""
    pdf = Pdf()
    paragraph(pdf, MILLS.replace("by. None", "by.^*^ None"))
    paragraph(pdf, BRIDGES)
    if width:
        pdf.canvas.beginForm("inner")
        pdf.canvas.line(0, 0, width, 0)
        pdf.canvas.endForm()
        pdf.canvas.beginForm("outer")
        pdf.canvas.translate(LEFT, 0)
        pdf.canvas.scale(2, 1)
        pdf.canvas.doForm("inner")
        pdf.canvas.endForm()
        pdf.canvas.translate(0, pdf.y)
        pdf.canvas.doForm("outer")
        pdf.canvas.translate(0, -pdf.y)
    pdf.y -= 14
    paragraph(pdf, f"* {NOTE}", indent=0)
    assert bool(texts(classify_lines(pdf.finish())[0], "note")) == bool(width)


@pytest.mark.parametrize("reach", [1.0, 0.3])
def test_a_long_rule_below_a_line_at_the_top_makes_it_a_running_head(reach: float) -> None:
    """It needs not recur; a short rule makes none."""
    pdf = Pdf()
    pdf.put(LEFT, HEIGHT - 40, "On the Rivers of the Province", size=10)
    pdf.rule(HEIGHT - 45, right=LEFT + reach * (RIGHT - LEFT))
    paragraph(pdf, RIVERS)
    heading(pdf, "Mills")
    paragraph(pdf, MILLS)
    found = texts(classify_lines(pdf.finish())[0], "head")
    assert found == (["On the Rivers of the Province"] if reach == 1.0 else [])
