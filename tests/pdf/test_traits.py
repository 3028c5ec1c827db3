"""Traits of real typesetting: edges and margins of pages, small type, fonts that say nothing."""

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from corpus.formats.pdf import classify_lines
from corpus.formats.pdf.edges.numerals import read_bare_number
from tests.corpus_reading import notes, outline, pages
from tests.pdf.drawn import BRIDGES, MILLS, NOTE, RIVERS, foot, heading, paragraph, read, texts
from tests.pdf_pages import HEIGHT, LEFT, WIDTH, Pdf


def test_imprint_below_the_page_number() -> None:
    """It hides neither the number of the first page nor its notes."""
    pdf = Pdf()
    for number in (87, 88):
        paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"))
        foot(pdf, f"^1^ Page {number}: {NOTE}", y=100)
        pdf.centre(45, str(number), size=9)
        if number == 87:
            pdf.put(LEFT, 30, "© 1999 The Author. All rights reserved.", size=7)
            pdf.new_page()
    first = classify_lines(pdf.finish())[0]
    assert first.number == "87"
    assert texts(first, "page_number") == ["87"]
    assert texts(first, "head") == ["© 1999 The Author. All rights reserved."]
    assert len(texts(first, "note")) == 2


def test_an_imprint_of_several_lines() -> None:
    """Lines in its type go with it up to the gap above them."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    paragraph(pdf, BRIDGES)
    imprint = ["River Studies, pp. 1-11", "https://doi.org/10.1/2", "c 1999 The Author"]
    for step, text in enumerate(imprint):
        pdf.put(LEFT, 60 - 9 * step, text, size=8)
    assert sorted(texts(classify_lines(pdf.finish())[0], "head")) == sorted(imprint)


def test_the_number_of_an_equation_is_none_of_the_page() -> None:
    """Though it is the page's own number, it is not where the other pages have theirs."""
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.put(LEFT, HEIGHT - 40, str(number), size=9)
        paragraph(pdf, MILLS)
        if number == 2:
            pdf.put(LEFT + 20, 80, "a + b = c")
            pdf.put(LEFT + 280, 80, "(2)")
        pdf.new_page()
    second = classify_lines(pdf.finish())[1]
    assert texts(second, "page_number") == ["2"]
    assert texts(second, "head") == []


def test_numbers_of_notes_that_count_up_with_the_pages() -> None:
    """A note on each page at one height has the page's number and is no foot."""
    pdf = Pdf()
    for number in (1, 2, 3, 4):
        if number > 1:
            pdf.put(LEFT, HEIGHT - 40, str(number), size=9)
        paragraph(pdf, MILLS.replace("by. None", f"by.^{number}^ None"))
        pdf.rule(112)
        pdf.put(LEFT, 100, f"{number}. See the acts of the year {number + 80}.", size=8)
        pdf.new_page()
    assert [texts(page, "head") for page in classify_lines(pdf.finish())[:4]] == [[], [], [], []]


def test_numbers_beside_titles_that_change() -> None:
    """Three that count up at one height are page numbers; a title may begin with a number."""
    pdf = Pdf()
    for number, title in ((4, "3 Rivers"), (5, "7 Mills of old"), (6, "Bridges"), (7, "Towns")):
        pdf.put(LEFT, HEIGHT - 40, f"{title} {number}", size=9)
        paragraph(pdf, MILLS)
        if number < 7:
            pdf.new_page()
    read_pages = classify_lines(pdf.finish())
    assert [page.number for page in read_pages] == ["4", "5", "6", "7"]
    assert texts(read_pages[1], "head") == ["7 Mills of old 5"]


def test_pages_between_and_behind_known_numbers() -> None:
    """One between two that agree is known; what is behind the last number is on no known page."""
    pdf = Pdf()
    for number in ("11", "12", "", "14", "", ""):
        pdf.centre(40, number)
        paragraph(pdf, f"{MILLS} Page {number or 'unknown'}.")
        pdf.new_page()
    paper = read(pdf)
    assert [number for number, _ in pages(paper)] == ["11", "12", "13", "14"]
    last = paper.text.index("Page 14.") + len("Page 14.")
    assert paper.page_at(last - 1) == "14"
    assert paper.page_at(last + 2) is None


def test_a_cover_of_another_size_has_no_number() -> None:
    """The first page of the article is the first that is numbered."""
    pdf = Pdf()
    pdf.canvas.setPageSize((WIDTH + 60, HEIGHT + 60))
    paragraph(pdf, BRIDGES)
    for number in (50, 51, 52, 53):
        pdf.new_page()
        pdf.canvas.setPageSize((WIDTH, HEIGHT))
        pdf.centre(40, str(number))
        paragraph(pdf, MILLS)
    assert [page.number for page in classify_lines(pdf.finish())] == [None, "50", "51", "52", "53"]


def test_numbers_of_lines_in_the_margin() -> None:
    """They are in no line of the text."""
    pdf = Pdf()
    top = pdf.y
    for text in (RIVERS, MILLS, BRIDGES, MILLS, BRIDGES, RIVERS):
        paragraph(pdf, text)
    for count in range(5, 25, 5):
        pdf.put(LEFT - 25, top - 12 * (count - 1), str(count), size=7)
    lines = texts(classify_lines(pdf.finish())[0], "body")
    assert len(lines) == 22
    assert not any(line.startswith(("5", "10", "15", "20")) for line in lines)


def test_a_bibliography_in_small_type() -> None:
    """It is no note that goes on from the page before."""
    pdf = Pdf()
    for number in ("1", "2"):
        paragraph(pdf, MILLS.replace("by. None", f"by.^{number}^ None"))
        foot(pdf, f"^{number}^ {NOTE} It goes on without an end, and on", y=100)
        pdf.new_page()
    heading(pdf, "Referências")
    for year in (1901, 1902, 1903, 1904):
        paragraph(pdf, f"Berg, A. ({year}). {BRIDGES}", indent=0, size=8, leading=9.5)
    last = classify_lines(pdf.finish())[2]
    assert texts(last, "note") == []
    assert len(texts(last, "body")) >= 12


@pytest.mark.parametrize("ruled", [True, False])
def test_notes_in_the_type_of_the_body(*, ruled: bool) -> None:
    """A rule, or a gap before a raised marker, sets them off."""
    pdf = Pdf()
    paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"))
    paragraph(pdf, BRIDGES.replace("alone. They", "alone.^2^ They"))
    if ruled:
        pdf.rule(147)
    pdf.y = 135
    paragraph(pdf, f"^1^ One: {NOTE}", indent=0)
    paragraph(pdf, f"^2^ Two: {NOTE}", indent=0)
    assert notes(read(pdf)) == [("1", "by.", f"One: {NOTE}"), ("2", "alone.", f"Two: {NOTE}")]


def test_a_numbered_heading_of_two_lines_in_plain_type() -> None:
    """Its second line ends it, before a gap."""
    first, second = "On the Rivers, the Waterwheels and all the Waters of the Crown and", "Towns"
    pdf = Pdf()
    for number in ("I.", "II."):
        pdf.y -= 8
        pdf.put(LEFT, pdf.y, f"{number} {first}")
        pdf.put(LEFT, pdf.y - 12, second)
        pdf.y -= 32
        paragraph(pdf, MILLS)
        paragraph(pdf, BRIDGES)
    assert outline(read(pdf)) == [
        (1, f"I. {first} {second}"),
        (1, f"II. {first} {second}"),
    ]


def test_a_heading_right_below_the_authors() -> None:
    """It looks like the other headings, and is no name."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 100, "Anna Berg")
    pdf.y = HEIGHT - 130
    for title in ("The Rivers and their Mills", "The Bridges and their Towns"):
        heading(pdf, title)
        paragraph(pdf, RIVERS)
        paragraph(pdf, MILLS)
    paper = read(pdf)
    assert paper.authors == ("Anna Berg",)
    assert [title for _, title in outline(paper)] == [
        "The Rivers and their Mills",
        "The Bridges and their Towns",
    ]


def test_bold_type_whose_font_does_not_say_so() -> None:
    """The widths of its letters tell."""
    for name, file in (("Plain", "Vera"), ("Wide", "VeraBd")):
        font = TTFont(name, f"{file}.ttf")
        font.face.name, font.face.stemV, font.face.flags = name.encode(), 80, 4
        registerFont(font)
    pdf = Pdf()
    for title in ("The rivers and their mills", "The bridges of the towns"):
        pdf.y -= 8
        pdf.put(LEFT, pdf.y, title, font="Wide")
        for words in (RIVERS, MILLS, BRIDGES):
            for start in range(0, 180, 45):
                pdf.y -= 14
                pdf.put(LEFT, pdf.y, words.replace("\u00ad", "")[start : start + 45], font="Plain")
        pdf.y -= 14
    found = texts(classify_lines(pdf.finish(), Path("file.pdf"))[0], "heading")
    assert found == ["The rivers and their mills", "The bridges of the towns"]


@pytest.mark.parametrize("text", ["\u0131", "\u0130", "x\u0131\u0131"])
def test_letters_of_other_alphabets_are_no_numerals(text: str) -> None:
    """A Turkish i without its dot is an i in another case to whoever ignores case."""
    assert read_bare_number(text) is None
