"""What of a PDF came into the paper, and what is told of the rest."""

import io

from PIL import Image
from reportlab.lib.utils import ImageReader

from corpus.coverage import Coverage
from tests.pdf.drawn import MILLS, NOTE, RIVERS, foot, heading, paragraph, read
from tests.pdf_pages import HEIGHT, LEFT, Pdf


def _page(pdf: Pdf, title: str) -> None:
    heading(pdf, title)
    paragraph(pdf, RIVERS)
    paragraph(pdf, MILLS)


def _picture(pdf: Pdf) -> None:
    data = io.BytesIO()
    Image.new("L", (40, 40), 90).save(data, "PNG")
    data.seek(0)
    pdf.canvas.drawImage(ImageReader(data), LEFT, 200, width=200, height=200)


def test_all_letters_are_in_some_part() -> None:
    """Text, notes, running heads and page numbers come to what is on the pages."""
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.centre(HEIGHT - 40, f"Journal of Mills {number}", size=9)
        _page(pdf, f"{number}. The Rivers")
        pdf.put(LEFT, pdf.y, f"They protested.^{number}^")
        foot(pdf, f"^{number}^ {NOTE}")
        if number < 3:
            pdf.new_page()
    coverage = read(pdf).coverage
    assert coverage is not None
    assert (coverage.pages, coverage.remarks) == (3, ())
    assert coverage.letters <= coverage.kept


def test_a_page_that_is_only_a_picture_is_told() -> None:
    """With its number in the file."""
    pdf = Pdf()
    _page(pdf, "The Rivers")
    pdf.new_page()
    _picture(pdf)
    pdf.new_page()
    _page(pdf, "The Mills")
    assert read(pdf).remarks == ("page 2 of the PDF is only a picture",)


def test_notes_without_a_mark_in_the_text_stay() -> None:
    """They are notes still, with the page that they stand on, and it is told how many."""
    pdf = Pdf()
    _page(pdf, "The Rivers")
    foot(pdf, f"^7^ {NOTE}", f"^8^ See {NOTE}")
    pdf.new_page()
    _page(pdf, "The Mills")
    foot(pdf, f"^9^ Again {NOTE}")
    paper = read(pdf)
    assert [(note.marker, note.pdf_page) for note in paper.loose_notes] == [
        ("7", 1),
        ("8", 1),
        ("9", 2),
    ]
    assert paper.loose_notes[0].text == NOTE
    assert paper.remarks == ("3 notes have no mark in the text",)


def test_letters_on_their_side_are_in_no_part() -> None:
    """Such as a table that was turned: its share of the letters is told."""
    pdf = Pdf()
    _page(pdf, "The Rivers")
    pdf.canvas.saveState()
    pdf.canvas.rotate(90)
    for place in range(4):
        pdf.canvas.drawString(60, -40 - 12 * place, "A row of a table that stands on its side here")
    pdf.canvas.restoreState()
    (remark,) = read(pdf).remarks
    assert remark.endswith("% of the letters are in no part")


def test_remarks_in_words() -> None:
    """Pages are named as far as one reads a list of them."""
    coverage = Coverage(
        15, 1000, 880, without_text=(3, 5, 7, 9), only_pictures=(2, 4), loose_notes=1
    )
    assert coverage.remarks == (
        "4 of 15 pages gave no text (pages 3, 5, 7, 9)",
        "pages 2, 4 of the PDF are only pictures",
        "12% of the letters are in no part",
        "1 note has no mark in the text",
    )
    assert Coverage(1, 0, 0).lost_share == 0.0
    many = Coverage(20, 10, 10, without_text=tuple(range(1, 9)))
    assert many.remarks == ("8 of 20 pages gave no text (pages 1, 2, 3, 4, 5, 6 and 2 more)",)
