"""Lines at the edges of pages that run, and those that are text."""

import pytest

from corpus.formats.pdf import classify_lines
from tests.pdf.drawn import BRIDGES, MILLS, paragraph, texts
from tests.pdf_pages import HEIGHT, LEFT, Pdf


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


def test_all_between_the_edge_and_the_innermost_running_foot_runs() -> None:
    """Between two feet that recur, one stands elsewhere on each page; all are read one way."""
    pdf = Pdf()
    changing = {42: "of mills", 49: "on bridges", 56: "by rivers", 63: "with wheels"}
    for height, words in changing.items():
        paragraph(pdf, MILLS)
        paragraph(pdf, BRIDGES)
        for y, text in ((75, "Waters of the Province"), (height, words), (25, "Second Series")):
            pdf.put(LEFT, y, text, size=8)
        pdf.new_page()
    paragraph(pdf, MILLS)
    heads = [texts(page, "head") for page in classify_lines(pdf.finish())]
    expected = [["Second Series", words, "Waters of the Province"] for words in changing.values()]
    assert heads == [*expected, []]
