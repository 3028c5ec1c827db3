"""Notes of a PDF that are hard to tell from its text, and text that is hard to tell from notes."""

import pytest

from corpus.formats.pdf import classify_lines
from tests.pdf.drawn import BRIDGES, MILLS, NOTE, foot, heading, paragraph, texts
from tests.pdf_pages import LEFT, Pdf


@pytest.mark.parametrize("mark", ["{}", "{}.", "[{}]"])
def test_plain_markers_in_the_type_of_the_body(mark: str) -> None:
    """All that the text calls, in order behind a gap, are notes, page after page."""
    pdf = Pdf()
    for first in (1, 3):
        paragraph(pdf, MILLS.replace("by. None", f"by.^{first}^ None"))
        paragraph(pdf, BRIDGES.replace("alone. They", f"alone.^{first + 1}^ They"))
        pdf.y -= 14
        for number in (first, first + 1):
            paragraph(pdf, f"{mark.format(number)} {NOTE}", indent=0)
        if first == 1:
            pdf.new_page()
    for page, mark_of_first in zip(classify_lines(pdf.finish()), ("1", "3"), strict=True):
        found = texts(page, "note")
        assert len(found) == 4
        assert found[0].startswith(mark.format(mark_of_first))


def test_a_list_with_the_numbers_of_notes() -> None:
    """It stays in the text above the notes as large as it."""
    pdf = Pdf()
    paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"))
    pdf.y -= 10
    for number in (1, 2):
        paragraph(pdf, f"{number}. {BRIDGES}", indent=0)
    paragraph(pdf, BRIDGES.replace("alone. They", "alone.^2^ They"))
    pdf.y -= 14
    for number in (1, 2):
        paragraph(pdf, f"{number}. {NOTE}", indent=0)
    page = classify_lines(pdf.finish())[0]
    assert len(texts(page, "note")) == 4
    assert texts(page, "note")[0].startswith("1. Acts of the Estates")


def test_numbered_headings_are_no_notes() -> None:
    """Their numbers may be markers of the page; they are bold, or have room below."""
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.y -= 8
        pdf.put(LEFT, pdf.y, f"{number} The Waters")
        pdf.y -= 18
        paragraph(pdf, MILLS.replace("by. None", f"by.^{number}^ None"))
    for number in (1, 2, 3):
        heading(pdf, f"{number} The Waters")
        paragraph(pdf, BRIDGES)
    assert texts(classify_lines(pdf.finish())[0], "note") == []


def test_a_numbered_bibliography_in_small_type_and_notes_below() -> None:
    """The numbers in brackets are cited on the page; the notes stand below a rule."""
    pdf = Pdf()
    paragraph(pdf, MILLS.replace("by. None", "by [1].^1^ None"))
    heading(pdf, "References")
    for number in (1, 2, 3):
        text = f"[{number}] Berg, A. (1901). {NOTE}"
        paragraph(pdf, text, indent=0, size=8, leading=9.5)
    foot(pdf, f"^1^ {NOTE}", y=100)
    page = classify_lines(pdf.finish())[0]
    assert texts(page, "note")[0].startswith("1 Acts of the Estates")
    assert len(texts(page, "note")) == 1
    assert sum(line.startswith("[") for line in texts(page, "body")) == 3
