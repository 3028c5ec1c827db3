"""Lines at the edges of pages that run, and those that are text."""

import pytest

from corpus.readers.pdf import classify_lines
from tests.pdf_pages import HEIGHT, LEFT, Pdf
from tests.test_pdf_layout import BRIDGES, MILLS, paragraph
from tests.test_pdf_traits import texts


@pytest.mark.parametrize(("second", "runs"), [(2, True), (3, True), (6, False)])
def test_a_line_that_is_on_two_pages(second: int, runs: bool) -> None:  # noqa: FBT001
    """The head of a short section is on two sheets that follow, or on two that face one way."""
    pdf = Pdf()
    for number in range(1, 8):
        if number in (1, second):
            pdf.put(LEFT, HEIGHT - 40, "Of the Mills")
        paragraph(pdf, MILLS)
        paragraph(pdf, BRIDGES)
        pdf.new_page()
    paragraph(pdf, BRIDGES)
    heads = [text for page in classify_lines(pdf.finish()) for text in texts(page, "head")]
    assert heads == (["Of the Mills"] * 2 if runs else [])
