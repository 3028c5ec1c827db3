import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus.formats.pdf import classify_lines
from tests.corpus_reading import notes, outline, pages, paragraphs
from tests.pdf.drawn import (
    BRIDGES,
    LONG_NOTE,
    MILLS,
    NOTE,
    RIVERS,
    foot,
    heading,
    paragraph,
    plain,
    read,
)
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, WIDTH, Pdf, wrap


def running_head(pdf: Pdf, number: int) -> None:
    """Draw the name of the journal or of the author, and the page number at the outer edge."""
    if number % 2:
        pdf.centre(HEIGHT - 40, "On the Rivers", size=9)
        pdf.put(RIGHT - 15, HEIGHT - 40, str(number), size=9)
    else:
        pdf.put(LEFT, HEIGHT - 40, str(number), size=9)
        pdf.centre(HEIGHT - 40, "Journal of Mills", size=9)


def journal() -> Pdf:
    """Draw four pages of a journal: notes that start at 1 on each page, one running over."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 100, "Anna Berg")
    pdf.y = HEIGHT - 130
    heading(pdf, "1. Introduction")
    paragraph(pdf, RIVERS.replace("it. The", "it.^1^ The"))
    paragraph(pdf, MILLS)
    foot(pdf, f"^1^ First: {NOTE}", y=100)
    for number in (88, 89, 90):
        pdf.new_page()
        running_head(pdf, number)
        if number == 89:
            heading(pdf, "2. Mills")
        paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"), indent=12)
        paragraph(pdf, BRIDGES.replace("alone. They", "alone.^2^ They"))
        foot(pdf, f"^1^ Page {number}: {NOTE}", f"^2^ Again {number}: {NOTE}")
    return pdf


def test_notes_that_start_anew_on_each_page() -> None:
    """A marker means the note at the foot of its own page."""
    paper = read(journal())
    assert notes(paper) == [
        ("1", "it.", f"First: {NOTE}"),
        *(
            note
            for number in (88, 89, 90)
            for note in (
                ("1", "by.", f"Page {number}: {NOTE}"),
                ("2", "alone.", f"Again {number}: {NOTE}"),
            )
        ),
    ]


def test_text_sections_and_front_matter() -> None:
    """Words broken at line ends are mended, and no head or note is left in the text."""
    paper = read(journal())
    assert paper.title == "The Water of the Province"
    assert paper.authors == ("Anna Berg",)
    assert outline(paper) == [
        (1, "1. Introduction"),
        (1, "2. Mills"),
    ]
    both = [MILLS, BRIDGES]
    assert paragraphs(paper) == [plain(RIVERS), MILLS, *both, *both, *both]


def test_page_numbers_in_alternating_heads() -> None:
    """The page without a number has the one before its neighbour's."""
    paper = read(journal())
    assert [number for number, _ in pages(paper)] == ["87", "88", "89", "90"]


def test_labels_of_lines() -> None:
    """Each line of print is told apart."""
    second = classify_lines(journal().finish())[1]
    labels = [line.label.value for line in second.lines]
    assert second.number == "88"
    assert [line.text for line in second.lines[:2]] == ["88", "Journal of Mills"]
    assert labels[:2] == ["page_number", "head"]
    assert labels.count("note") == sum(line.size == 8 for line in second.lines) == 4
    assert set(labels[2:]) == {"body", "note"}


def test_a_note_that_runs_over_and_a_paragraph_over_two_pages() -> None:
    """Both go on at the foot and at the head of the next page."""
    lines = wrap(RIVERS.replace("it. The", "it.^1^ The"), width=RIGHT - LEFT)
    note = wrap(f"^1^ {LONG_NOTE}", width=RIGHT - LEFT, size=8, indent=0)
    assert len(note) > 2
    pdf = Pdf()
    paragraph(pdf, BRIDGES)
    paragraph(pdf, MILLS)
    pdf.lines(lines[:3], runs_on=True)
    pdf.rule(92)
    pdf.y = 80
    pdf.lines(note[:2], indent=0, size=8, leading=9.5, runs_on=True)
    pdf.new_page()
    pdf.lines(lines[3:], indent=0)
    paragraph(pdf, BRIDGES.replace("alone.", "alone.^2^"))
    pdf.rule(112)
    pdf.y = 100
    pdf.lines(note[2:], indent=0, size=8, leading=9.5)
    pdf.lines(wrap(f"^2^ {NOTE}", width=RIGHT - LEFT, size=8, indent=0), indent=0, size=8)
    paper = read(pdf)
    assert paragraphs(paper) == [BRIDGES, MILLS, plain(RIVERS), BRIDGES]
    assert notes(paper) == [("1", "it.", LONG_NOTE), ("2", "alone.", NOTE)]


def test_block_quotes_and_captions() -> None:
    """A quotation is a paragraph; a caption waits for the end of the paragraph around it."""
    pdf = Pdf()
    paragraph(pdf, RIVERS)
    pdf.y -= 6
    paragraph(pdf, MILLS, left=LEFT + 25, right=RIGHT - 25, indent=0, size=9, leading=11)
    pdf.y -= 6
    lines = wrap(BRIDGES, width=RIGHT - LEFT)
    pdf.lines(lines[:2], runs_on=True)
    pdf.new_page()
    pdf.put(LEFT + 40, pdf.y, "Figure 1. A bridge of wood in the year of the reform.", size=8.5)
    pdf.y -= 30
    pdf.lines(lines[2:], indent=0)
    paragraph(pdf, MILLS)
    paper = read(pdf)
    assert paragraphs(paper) == [
        plain(RIVERS),
        MILLS,
        BRIDGES,
        "Figure 1. A bridge of wood in the year of the reform.",
        MILLS,
    ]


def test_two_columns_under_a_title_over_both() -> None:
    """The left column is read to its end before the right one."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 70, "A Title in Large Type over Both Columns", size=15)
    for left in (40.0, 220.0):
        pdf.y = HEIGHT - 110
        for text in (MILLS, BRIDGES, RIVERS):
            paragraph(pdf, text, left=left, right=left + 160, size=9, leading=11)
    paper = read(pdf)
    texts = [MILLS, BRIDGES, plain(RIVERS)]
    assert paragraphs(paper) == [*texts, *texts]
    assert paper.title == "A Title in Large Type over Both Columns"


@pytest.mark.parametrize(("sign", "other"), [("*", "**"), ("\u2020", "\u2021")])
def test_signs_as_markers(sign: str, other: str) -> None:
    """Asterisks and daggers mark notes as numbers do."""
    pdf = Pdf()
    paragraph(pdf, MILLS.replace("by. None", f"by.^{sign}^ None"))
    paragraph(pdf, BRIDGES.replace("alone.", f"alone.^{other}^"))
    foot(pdf, f"^{sign}^ One: {NOTE}", f"^{other}^ Two: {NOTE}")
    assert notes(read(pdf)) == [
        (sign, "by.", f"One: {NOTE}"),
        (other, "alone.", f"Two: {NOTE}"),
    ]


def test_roman_page_numbers() -> None:
    """They stay as printed."""
    pdf = Pdf()
    for number in ("vii", "viii", "ix"):
        pdf.centre(40, number)
        paragraph(pdf, MILLS)
        if number != "ix":
            pdf.new_page()
    assert [number for number, _ in pages(read(pdf))] == ["vii", "viii", "ix"]


def test_unknown_page_numbers_stay_unknown() -> None:
    """Years at the foot do not count up with the pages."""
    pdf = Pdf()
    for year in ("1901", "1850", "1777"):
        paragraph(pdf, f"{MILLS} It was {year}.")
        pdf.new_page()
    paragraph(pdf, MILLS)
    assert pages(read(pdf)) == []


def test_endnotes() -> None:
    """Notes under a heading at the end are tied to their markers and leave the text."""
    pdf = Pdf()
    heading(pdf, "Mills")
    paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"))
    heading(pdf, "Bridges")
    paragraph(pdf, BRIDGES.replace("alone.", "alone.^2^"))
    heading(pdf, "Notes")
    paragraph(pdf, f"1. One: {NOTE}", indent=0)
    paragraph(pdf, f"2. Two: {NOTE}", indent=0)
    paper = read(pdf)
    assert outline(paper) == [(1, "Mills"), (1, "Bridges")]
    assert notes(paper) == [("1", "by.", f"One: {NOTE}"), ("2", "alone.", f"Two: {NOTE}")]


def test_powers_and_units_are_no_markers() -> None:
    """A raised figure stays in the text where it is no note."""
    pdf = Pdf()
    paragraph(pdf, "The mill had 25 m^2^ of land. " + MILLS)
    paper = read(pdf)
    assert paper.notes == ()
    assert paper.text.startswith("The mill had 25 m² of land.")


def test_spaces_of_no_width_part_no_word() -> None:
    """Some files have them wherever a word may be broken."""
    pdf = Pdf()
    for line in ("Die Na-tio-nal-staa-ten be-stimmen", "die Re-geln der Gren-zen sel-ber."):
        x = LEFT
        for word in line.split():
            for syllable in word.split("-"):
                pdf.put(x, pdf.y, syllable)
                width = stringWidth(syllable, "Times-Roman", 10)
                pdf.canvas.setFont("Times-Roman", 0.01)
                pdf.canvas.drawString(x + width, pdf.y, " ")
                x += width
            x += 2.5
        pdf.y -= 12
    assert read(pdf).text == "Die Nationalstaaten bestimmen die Regeln der Grenzen selber."


def test_text_that_stands_on_its_side_is_left_out() -> None:
    """Such as a stamp in the margin; a page that is turned as a whole is read."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    pdf.canvas.rotate(90)
    pdf.put(200, -20, "Stamped in the margin")
    assert read(pdf).text == MILLS
    turned = Pdf()
    turned.canvas.translate(WIDTH, 0)
    turned.canvas.rotate(90)
    turned.y = WIDTH - 70
    paragraph(turned, MILLS)
    assert read(turned).text == MILLS
