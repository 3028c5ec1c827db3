"""Columns of print beside one another: where they are, what they end with, how they are read."""

from corpus.formats.pdf import classify_lines
from tests.corpus_reading import outline, paragraphs
from tests.pdf.drawn import BRIDGES, MILLS, RIVERS, paragraph, plain, read
from tests.pdf_pages import HEIGHT, LEFT, Pdf

COLUMNS = (40.0, 220.0)
TEXT = (MILLS, BRIDGES, RIVERS)


def column(pdf: Pdf, left: float, *, top: float, texts: tuple[str, ...] = TEXT) -> None:
    """Draw paragraphs in a narrow column from a height on."""
    pdf.y = top
    for text in texts:
        paragraph(pdf, text, left=left, right=left + 160, size=9, leading=13)


def test_text_beside_an_imprint() -> None:
    """The last lines of the right column are text, though the left one ends with a licence."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 70, "A Title in Large Type over Both Columns", size=15)
    column(pdf, COLUMNS[0], top=HEIGHT - 110)
    column(pdf, COLUMNS[1], top=HEIGHT - 110)
    for step, text in enumerate(("© 1999 The Author.", "https://doi.org/10.1/2", "ISSN 1234-5678")):
        pdf.put(COLUMNS[0], pdf.y + 43 - 8 * step, text, size=7)
    column(pdf, COLUMNS[1], top=pdf.y, texts=(MILLS,))
    lines = classify_lines(pdf.finish())[0].lines
    right = [line for line in lines if line.left > 200 and line.size == 9]
    assert {line.label.value for line in right} == {"body"}


def test_columns_with_a_list() -> None:
    """More rows leave the strip behind the signs of a list free than the one between columns."""
    pdf = Pdf()
    top = HEIGHT - 70
    for step in range(30):
        pdf.put(COLUMNS[0], top - 13 * step, "\u2022", size=9)
        pdf.put(COLUMNS[0] + 22, top - 13 * step, f"item {step} of the consent given", size=9)
    column(pdf, COLUMNS[1], top=top)
    text = " ".join(read(pdf).text.split())
    assert text.index("A mill was worth") > text.index("item 29 of the consent")


def test_contents_in_two_columns_within_one() -> None:
    """Each is read by itself, and the lines above and below them are not parted."""
    pdf = Pdf()
    for text in (MILLS, BRIDGES, RIVERS):
        paragraph(pdf, text)
    pdf.y -= 12
    for step in range(6):
        y = pdf.y - 12 * step
        pdf.put(LEFT, y, f"1.{step} On the waters of the towns")
        pdf.put(LEFT + 170, y - 3, f"2.{step}")
        pdf.put(LEFT + 192, y - 3, "On the banks of the")
    pdf.y -= 90
    for text in (MILLS, BRIDGES, RIVERS):
        paragraph(pdf, text)
    text = " ".join(read(pdf).text.split())
    assert [text.count(plain(part)) for part in (MILLS, BRIDGES, RIVERS)] == [2, 2, 2]
    assert text.index("1.5 On the waters") < text.index("2.0 On the banks")


def test_authors_beside_one_another_over_two_columns() -> None:
    """What stands below each is read before the text, and not with the columns."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 70, "A Title in Large Type over Both of the Columns", size=15)
    for left, name in zip(COLUMNS, ("Anna Berg", "Karl Stein"), strict=True):
        pdf.put(left + 30, HEIGHT - 95, name, size=11)
        pdf.put(left + 20, HEIGHT - 108, "University of the Towns", size=11)
        column(pdf, left, top=HEIGHT - 150)
    paper = read(pdf)
    assert paper.authors == ("Anna Berg", "Karl Stein")
    assert paragraphs(paper) == 2 * [MILLS, BRIDGES, plain(RIVERS)]


def test_the_abstract_beside_dates_and_keywords() -> None:
    """Each of both is read by itself, above the text."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 70, "The Water of the Province", size=15)
    pdf.put(LEFT, HEIGHT - 110, "ARTICLE INFO")
    pdf.put(LEFT + 110, HEIGHT - 110, "ABSTRACT")
    for step, text in enumerate(("Keywords:", "rivers", "mills", "towns")):
        pdf.put(LEFT, HEIGHT - 130 - 11 * step, text, size=8)
    pdf.y = HEIGHT - 130
    paragraph(pdf, BRIDGES, left=LEFT + 110, indent=0, size=8, leading=10)
    pdf.y -= 30
    pdf.put(LEFT, pdf.y, "1. Rivers", font="Times-Bold")
    pdf.y -= 20
    paragraph(pdf, RIVERS)
    paragraph(pdf, MILLS)
    paper = read(pdf)
    assert [title for _, title in outline(paper)] == ["ARTICLE INFO", "ABSTRACT", "1. Rivers"]
    assert BRIDGES in paragraphs(paper)


def test_letters_on_several_baselines_are_of_one_line() -> None:
    """A name such as TeX's has letters that are raised and lowered."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    pdf.put(LEFT, pdf.y, "L")
    pdf.put(LEFT + 4.5, pdf.y + 1.6, "A", size=7)
    pdf.put(LEFT + 9, pdf.y, "T")
    pdf.put(LEFT + 14, pdf.y - 2.6, "E")
    pdf.put(LEFT + 19, pdf.y, "X was printed.")
    lines = [line.text for line in classify_lines(pdf.finish())[0].lines]
    assert lines[-1] == "LATEX was printed."


def test_what_is_outside_the_page_is_not_read() -> None:
    """The rest of a picture that was cut may have words that nobody sees."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    pdf.put(LEFT, -60, "Words below the page")
    pdf.put(-200, HEIGHT - 200, "Words beside it")
    assert read(pdf).text == MILLS


def test_a_note_below_columns_that_begins_with_a_raised_marker() -> None:
    """Letters that stand below its baseline, as in names of programs, stay in its line."""
    pdf = Pdf()
    column(pdf, COLUMNS[0], top=HEIGHT - 70, texts=(MILLS.replace("by. None", "by.^2^ None"),))
    column(pdf, COLUMNS[1], top=HEIGHT - 70, texts=(MILLS,))
    bottom = pdf.y - 14
    x = pdf.put(
        COLUMNS[0], bottom, "^2^ On the sources of the towns and of their consent, by T", size=8
    )
    x = pdf.put(x - 1, bottom - 1.9, "E", size=8)
    pdf.put(x - 1, bottom, "X, in print.", size=8)
    pdf.put(COLUMNS[0], bottom - 9.5, "This was lost.", size=8)
    page = classify_lines(pdf.finish())[0]
    found = [line.text for line in page.lines if line.label.value == "note"]
    assert [text[-12:] for text in found] == ["X, in print.", "is was lost."]
