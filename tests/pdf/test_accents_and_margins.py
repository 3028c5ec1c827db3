"""Letters whose accents are drawn apart, and notes beside the text."""

from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.formats.pdf import classify_lines
from tests.pdf.drawn import BRIDGES, MILLS, RIVERS, paragraph, read
from tests.pdf_pages import LEFT, Pdf, wrap


def put_accented(pdf: Pdf, text: str, *, sign: str) -> None:
    """Draw a line in which each "~" puts the sign over the letter behind it."""
    x, accent = LEFT, False
    for letter in text:
        if letter == "~":
            accent = True
            continue
        width = stringWidth(letter, "Times-Roman", 10)
        if accent:
            pdf.put(x + (width - stringWidth(sign, "Times-Roman", 10)) / 2, pdf.y, sign)
        x, accent = pdf.put(x, pdf.y, letter), False
    pdf.y -= 12


def test_an_accent_drawn_apart_belongs_to_its_letter() -> None:
    """Older typesetting has no accented letters, and draws two signs."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    put_accented(pdf, "Les autorit~es de la contr~ee ont d~elib~er~e.", sign="\u00b4")
    paragraph(pdf, BRIDGES)
    assert "Les autorités de la contrée ont délibéré." in read(pdf).text


def test_a_note_in_the_margin() -> None:
    """It is told by its marker, its type and its narrow column."""
    pdf = Pdf()
    pdf.lines(wrap(RIVERS + " " + MILLS.replace("by. None", "by.^1^ None"), width=230), right=290)
    pdf.lines(wrap(BRIDGES, width=230), right=290)
    for step, line in enumerate(("^1^ The survey of", "the crown has it", "in another place.")):
        pdf.put(310, 480 - 9 * step, line, size=7)
    page = classify_lines(pdf.finish())[0]
    told = [line.text for line in page.lines if line.label.value == "note"]
    assert [line.strip("1 ") for line in told] == [
        "The survey of", "the crown has it", "in another place.",
    ]  # fmt: skip
