"""The smallest PDF of a paper."""

from pathlib import Path

from corpus.formats.pdf import read_pdf
from corpus.paper import Paper
from tests.corpus_reading import ORIGIN
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf, wrap

TEXT = (
    "The rivers of the province were the property of the crown until the reform of the estates, "
    "and whoever wished to build a mill had to ask for the consent of a governor."
)


def read(data: bytes) -> Paper:
    """Read a PDF."""
    return read_pdf(data, Path("file.pdf"), ORIGIN)


def small_pdf(*, encrypt: str | None = None) -> bytes:
    """Make two pages with heads, a note and a heading."""
    pdf = Pdf(encrypt=encrypt)
    for number in (1, 2):
        pdf.centre(HEIGHT - 40, f"Journal of Mills {number}", size=9)
        pdf.put(LEFT, pdf.y, f"{number}. Rivers", font="Times-Bold")
        pdf.y -= 20
        pdf.lines(wrap(f"{TEXT}^{number}^ {TEXT}", width=RIGHT - LEFT))
        pdf.rule(100)
        pdf.put(LEFT, 85, f"^{number}^ A note on the crown.", size=8)
        if number == 1:
            pdf.new_page()
    return pdf.finish()
