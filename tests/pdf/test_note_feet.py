"""The feet of pages in PDFs: which of their lines are notes, and where notes end."""

import pytest

from corpus.formats.pdf import classify_lines
from tests.corpus_reading import notes
from tests.pdf.drawn import BRIDGES, LONG_NOTE, MILLS, NOTE, RIVERS, foot, paragraph, read, texts
from tests.pdf_pages import LEFT, RIGHT, Pdf


def body(pdf: Pdf, *marks: str) -> None:
    """Draw two paragraphs for each marker, which stands in the first."""
    for mark in marks:
        paragraph(pdf, MILLS.replace("by. None", f"by.^{mark}^ None"))
        paragraph(pdf, BRIDGES)


def small(pdf: Pdf, text: str, *, size: float = 8) -> None:
    """Draw a paragraph in small type."""
    paragraph(pdf, text, indent=0, size=size, leading=9.5)


def test_addresses_in_a_smaller_face() -> None:
    """A note that is little more than an address is one, however small its face."""
    pdf = Pdf()
    for number in ("1", "2"):
        body(pdf, number)
        foot(pdf, f"^{number}^ {NOTE}", y=110)
        pdf.new_page()
    body(pdf, "3", "4")
    pdf.rule(92)
    x = pdf.put(LEFT, 80, "^3^ See ", size=8)
    pdf.put(x, 80, "https://mills.example/acts/volumes/two/and/page/ninety", size=6)
    foot(pdf, f"^4^ {NOTE}", y=70)
    found = texts(classify_lines(pdf.finish())[2], "note")
    assert [line[0] for line in found[:2]] == ["3", "4"]


def test_notes_without_markers_below_a_short_rule() -> None:
    """The rule alone shows the keywords to be a note; one as wide as the text would not."""
    found = []
    for right in (LEFT + 80, RIGHT):
        pdf = Pdf()
        body(pdf, "1")
        pdf.rule(112, right=right)
        pdf.y = 100
        small(pdf, "Keywords: mills, rivers and bridges.")
        found.append(texts(classify_lines(pdf.finish())[0], "note"))
    assert found == [["Keywords: mills, rivers and bridges."], []]


def test_how_to_reach_the_author() -> None:
    """Below a gap on the first page it is a note without rule or marker, and not on others."""
    pdf = Pdf()
    for text in ("Write to berg@mills.example.", "Or write to mills@rivers.example."):
        body(pdf, "1")
        pdf.y -= 14
        small(pdf, text)
        pdf.new_page()
    first, second, _ = classify_lines(pdf.finish())
    assert len(texts(first, "note")) == 1
    assert texts(second, "note") == []


def test_a_listing_with_numbers_of_its_lines() -> None:
    """Its lines are counted, and the text calls none of them but the first by chance."""
    pdf = Pdf()
    body(pdf, "1")
    foot(pdf, f"^1^ {NOTE}")
    pdf.new_page()
    body(pdf, "2")
    pdf.y -= 8
    for count in range(1, 9):
        small(pdf, f"{count} open the gate of the mill")
    page = classify_lines(pdf.finish())[1]
    assert texts(page, "note") == []


def test_marks_far_below_the_notes() -> None:
    """Marks for cutting the page are no notes, and hide none."""
    pdf = Pdf()
    body(pdf, "1")
    foot(pdf, f"^1^ {NOTE}", y=150)
    pdf.put(LEFT - 40, 40, "+")
    pdf.put(RIGHT + 30, 40, "+")
    found = texts(classify_lines(pdf.finish())[0], "note")
    assert found == [f"1 {NOTE}"]


def test_a_short_last_line_below_two_columns() -> None:
    """It ends before the gap between the columns, and belongs to the note over both."""
    pdf = Pdf()
    top = pdf.y
    for left, text in ((LEFT - 30, MILLS.replace("by. None", "by.^1^ None")), (220, RIVERS)):
        pdf.y = top
        for part in (text, BRIDGES, RIVERS):
            paragraph(pdf, part, left=left, right=left + 150)
    pdf.rule(92, left=LEFT - 30, right=LEFT + 50)
    pdf.y = 80
    for line in (
        "^1^ " + "The acts were printed in two volumes of which one is lost, but for a copy,",
        "which the library of the chapter has had since the reform of the estates, and see",
        "there page nine.",
    ):
        pdf.put(LEFT - 30, pdf.y, line, size=8)
        pdf.y -= 9.5
    found = texts(classify_lines(pdf.finish())[0], "note")
    assert [line.split()[0] for line in found] == ["1", "which", "there"]


@pytest.mark.parametrize("mark", ["a.", "a)", "^a^"])
def test_letters(mark: str) -> None:
    """They call notes as numbers do, and may have a point behind them at the foot."""
    pdf = Pdf()
    body(pdf, "a")
    foot(pdf, f"{mark} {NOTE}")
    assert notes(read(pdf)) == [("a", "by.", NOTE)]


def test_numbers_of_sentences_call_no_notes() -> None:
    """In a law they stand before a word; paragraphs with these numbers are no notes."""
    pdf = Pdf()
    paragraph(pdf, f"^1^{BRIDGES} ^2^{MILLS}")
    for number in (1, 2):
        pdf.y -= 8
        paragraph(pdf, f"({number}) {RIVERS}", indent=0)
    assert texts(classify_lines(pdf.finish())[0], "note") == []


def test_a_note_ends_before_an_address_on_the_first_page() -> None:
    """What stands apart below it has no marker and is not tied to one."""
    pdf = Pdf()
    body(pdf, "*")
    foot(pdf, f"^*^ {LONG_NOTE}", y=130)
    pdf.y -= 8
    small(pdf, "Permission to make copies is granted without fee.")
    assert notes(read(pdf)) == [("*", "by.", LONG_NOTE)]


def test_powers_are_no_markers() -> None:
    """Where a number stands behind a word as well, behind a letter it is a power."""
    pdf = Pdf()
    paragraph(pdf, f"The area is r^2^ here. {MILLS.replace('by. None', 'by.^2^ None')}")
    foot(pdf, f"^2^ {NOTE}")
    assert notes(read(pdf)) == [("2", "by.", NOTE)]
