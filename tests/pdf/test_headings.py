"""Headings of a PDF that run into their text, and what is set like them but is none."""

from pathlib import Path

import pytest

from corpus.formats.pdf import classify_lines
from corpus.formats.pdf.edges.running_heads import strip_running_lines
from corpus.formats.pdf.front.title import find_front
from corpus.formats.pdf.labelling import read_lines
from corpus.formats.pdf.lines.measures import measure
from corpus.formats.pdf.lines.page_lines import lay_out
from corpus.formats.pdf.print.document import read_print
from tests.corpus_reading import notes, outline, paragraphs
from tests.pdf.drawn import BRIDGES, MILLS, NOTE, RIVERS, foot, heading, paragraph, read
from tests.pdf_pages import HEIGHT, LEFT, Pdf


def run_in(pdf: Pdf, title: str, first: str, *, font: str = "Times-Bold", space: float = 3) -> None:
    """Draw a paragraph that a title in another face opens."""
    pdf.y -= 8
    end = pdf.put(LEFT, pdf.y, title, font=font)
    pdf.put(end + space, pdf.y, first)
    pdf.y -= 12
    paragraph(pdf, BRIDGES, indent=0)


@pytest.mark.parametrize(
    ("font", "space", "ends"),
    [
        ("Times-Bold", 3, "."),
        ("Times-Italic", 3, "."),
        ("Times-Italic", 0, ".\u2014"),
        ("Times-Bold", 10, ""),
    ],
)
def test_titles_that_run_into_the_text(font: str, space: float, ends: str) -> None:
    """A face of its own sets them off where several of them are alike, below other headings."""
    pdf = Pdf()
    heading(pdf, "The Banks")
    paragraph(pdf, MILLS)
    heading(pdf, "The Waters")
    run_in(pdf, f"The towns{ends}", "They built.", font=font, space=space)
    run_in(pdf, f"The crown{ends}", "It refused.", font=font, space=space)
    paper = read(pdf)
    assert outline(paper) == [
        (1, "The Banks"),
        (1, "The Waters"),
        (2, "The towns"),
        (2, "The crown"),
    ]
    own = [text for text in paragraphs(paper)[1:] if not text.startswith("Bridges")]
    assert own == ["They built.", "It refused."]


def test_a_title_that_a_sign_alone_ends_leaves_no_empty_line() -> None:
    """Behind a title in bold with a plain number and a plain colon, nothing is left of its line."""
    pdf = Pdf()
    heading(pdf, "The Banks")
    paragraph(pdf, MILLS)
    for number, title in enumerate(("The towns", "The crown", "The rivers"), start=1):
        pdf.y -= 8
        end = pdf.put(pdf.put(LEFT, pdf.y, f"§{number})") + 3, pdf.y, title, font="Times-Bold")
        pdf.put(end, pdf.y, ":")
        pdf.y -= 12
        paragraph(pdf, BRIDGES, indent=0)
    pages = read_lines(read_print(pdf.finish(), Path("file.pdf"))).pages
    assert [line for page in pages for line in page if not line.text] == []


def test_numbered_titles_that_run_into_the_text() -> None:
    """A number of two parts is enough, and tells the level."""
    pdf = Pdf()
    for number in (1, 2):
        heading(pdf, f"{number} The Waters")
        paragraph(pdf, MILLS)
    run_in(pdf, "2.1 Towns.", "They built.")
    assert outline(read(pdf)) == [(1, "1 The Waters"), (1, "2 The Waters"), (2, "2.1 Towns")]


@pytest.mark.parametrize(
    "titles",
    [
        ("The towns.",),
        ("Theorem 1.", "Theorem 2."),
        ("Anna:", "Karl:", "Anna:", "Karl:", "Anna:"),
        ("Keywords:", "Received:", "Source:"),
    ],
)
def test_what_is_set_like_a_title(titles: tuple[str, ...]) -> None:
    """A single one, theorems, speakers and fields begin paragraphs of the text."""
    pdf = Pdf()
    for title in ("The Banks", "The Waters"):
        heading(pdf, title)
        paragraph(pdf, MILLS)
    for title in titles:
        run_in(pdf, title, "They built.")
    paper = read(pdf)
    assert outline(paper) == [(1, "The Banks"), (1, "The Waters")]
    assert all(f"{title} They built." in paper.text for title in titles)


def test_terms_of_a_list() -> None:
    """Bold words behind bullets are no headings."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    for term in ("Mills:", "Towns:", "Banks:"):
        pdf.put(LEFT, pdf.y, "\u2022")
        end = pdf.put(LEFT + 10, pdf.y, term, font="Times-Bold")
        pdf.put(end + 3, pdf.y, "What it was.")
        pdf.y -= 12
    paragraph(pdf, BRIDGES)
    assert outline(read(pdf)) == []


def test_title_and_authors_are_not_in_the_text() -> None:
    """They are told apart from it; a note on them goes with the first paragraph."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 100, "Anna Berg^*^, Karl Stein")
    pdf.centre(HEIGHT - 114, "University of the Province")
    pdf.y = HEIGHT - 140
    heading(pdf, "The Rivers")
    paragraph(pdf, RIVERS)
    heading(pdf, "The Mills")
    paragraph(pdf, MILLS)
    foot(pdf, f"^*^ {NOTE}")
    paper = read(pdf)
    assert paper.title == "The Water of the Province"
    assert paper.authors == ("Anna Berg", "Karl Stein")
    assert paper.text.startswith("The Rivers\n\nThe rivers of the province")
    assert [(mark, text) for mark, _, text in notes(paper)] == [("*", NOTE)]


def test_what_stands_above_the_title_is_no_heading() -> None:
    """It names the journal; the number of a volume may be in bold type."""
    pdf = Pdf()
    pdf.put(LEFT + 160, HEIGHT - 50, "Proceedings of the Society", font="Times-Bold")
    pdf.put(LEFT + 160, HEIGHT - 62, "SOC-99", font="Times-Bold")
    pdf.centre(HEIGHT - 100, "The Water of the Province", size=16)
    pdf.y = HEIGHT - 130
    for title in ("The Rivers", "The Mills"):
        heading(pdf, title)
        paragraph(pdf, RIVERS)
        paragraph(pdf, MILLS)
    paper = read(pdf)
    assert paper.title == "The Water of the Province"
    assert outline(paper) == [(1, "The Rivers"), (1, "The Mills")]


def test_an_author_above_the_title_in_its_type() -> None:
    """Of two lines of one size that are apart the short one of words alone is the name."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, "Anna Berg", size=16)
    pdf.centre(HEIGHT - 120, "The Water of the Province", size=16)
    pdf.y = HEIGHT - 150
    heading(pdf, "The Rivers")
    paragraph(pdf, RIVERS)
    paragraph(pdf, MILLS)
    paper = read(pdf)
    assert (paper.title, paper.authors) == ("The Water of the Province", ("Anna Berg",))


@pytest.mark.parametrize(
    ("line", "font", "size"),
    [
        ("Theorem 1 (On mills)", "Times-Bold", 10),
        ("Keywords: mills, towns", "Times-Bold", 10),
        ("\u2022 The towns alone", "Times-Bold", 10),
        ("Width 12 in", "Times-Bold", 6),
        ("\\begin{document}", "Courier-Bold", 10),
    ],
)
def test_lines_that_are_set_apart_and_are_no_headings(line: str, font: str, size: float) -> None:
    """Theorems, fields, items of lists, the words of a picture, and code."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    pdf.y -= 10
    pdf.put(LEFT, pdf.y, line, font=font, size=size)
    pdf.y -= 20
    paragraph(pdf, BRIDGES)
    assert outline(read(pdf)) == []


def test_a_bold_line_from_which_the_text_goes_on() -> None:
    """A full line with no room below it begins a paragraph in bold type."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    pdf.y -= 12
    words = "Whoever wished to build another mill had to ask the crown for it and"
    pdf.put(LEFT, pdf.y, words, font="Times-Bold")
    pdf.y -= 12
    paragraph(pdf, BRIDGES, indent=0)
    assert outline(read(pdf)) == []


def test_a_heading_right_below_another() -> None:
    """It needs no room above it if it has a number."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 50, "The Water of the Province", size=16)
    paragraph(pdf, MILLS)
    pdf.y -= 10
    pdf.put(LEFT, pdf.y, "3. The Waters", font="Times-Bold", size=12)
    pdf.y -= 12
    pdf.put(LEFT, pdf.y, "3.1. The dams of the towns", font="Times-Italic")
    pdf.y -= 20
    paragraph(pdf, BRIDGES)
    assert outline(read(pdf)) == [(1, "3. The Waters"), (2, "3.1. The dams of the towns")]


def test_a_formula_in_a_bold_heading() -> None:
    """It is not bold itself, and may be a third of the heading."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    pdf.y -= 20
    end = pdf.put(LEFT, pdf.y, "6. The weight ", font="Times-Bold")
    pdf.put(end, pdf.y, "w(x) = ab")
    pdf.y -= 12
    paragraph(pdf, BRIDGES, indent=0)
    assert outline(read(pdf)) == [(1, "6. The weight w(x) = ab")]


def test_headings_that_space_alone_sets_off() -> None:
    """Short lines on the left edge, between the ends of paragraphs and the starts of others."""
    titles = ("The banks of the river", "Mills and towns")
    pdf = Pdf()
    paragraph(pdf, RIVERS)
    for title in titles:
        pdf.y -= 14
        pdf.put(LEFT, pdf.y, title)
        pdf.y -= 18
        paragraph(pdf, MILLS)
    assert [title for _, title in outline(read(pdf))] == list(titles)


def test_a_line_that_space_alone_sets_off() -> None:
    """A single one is no heading, for much may stand between two paragraphs."""
    pdf = Pdf()
    paragraph(pdf, RIVERS)
    pdf.y -= 14
    pdf.put(LEFT, pdf.y, "The banks of the river")
    pdf.y -= 18
    paragraph(pdf, MILLS)
    assert outline(read(pdf)) == []


def test_text_in_larger_type_than_most_of_it() -> None:
    """What has a good part of the letters is text, and no heading in larger type."""
    pdf = Pdf()
    for _ in range(2):
        paragraph(pdf, MILLS, size=8, leading=10)
        paragraph(pdf, BRIDGES, size=8, leading=10)
        pdf.y -= 10
        pdf.put(LEFT, pdf.y, "The towns built of wood what they could not pay.", size=10)
        pdf.y -= 20
    assert outline(read(pdf)) == []


def test_a_table_of_contents_with_and_without_leaders() -> None:
    """Chapters in bold type have their numbers where sections have theirs behind dots."""
    pdf = Pdf()
    paragraph(pdf, RIVERS)
    pdf.y -= 20
    for title, number, is_chapter in (("1 Rivers", 3, True), ("1.1 Banks", 4, False)):
        font = "Times-Bold" if is_chapter else "Times"
        end = pdf.put(LEFT, pdf.y, title, font=font)
        if not is_chapter:
            pdf.put(end + 5, pdf.y, ". " * 40)
        pdf.put(LEFT + 290, pdf.y, str(number), font=font)
        pdf.y -= 18
    pdf.y -= 20
    paragraph(pdf, MILLS)
    paragraph(pdf, BRIDGES)
    lines = classify_lines(pdf.finish())[0].lines
    labels = {line.text[:3]: line.label.value for line in lines}
    assert (labels["1 R"], labels["1.1"]) == ("table", "table")


def test_an_item_of_a_list_whose_neighbours_end_with_commas() -> None:
    """A numbered line right above or below shows that it is none of the headings."""
    pdf = Pdf()
    paragraph(pdf, MILLS)
    for item in ("1. the mills,", "2. The Towns and Banks", "3. the bridges,"):
        pdf.y -= 6
        pdf.put(LEFT, pdf.y, item)
        pdf.y -= 12
    pdf.y -= 12
    paragraph(pdf, BRIDGES)
    assert outline(read(pdf)) == []


def test_the_title_of_a_bibliography_of_which_nothing_is_left() -> None:
    """It is a heading, though its only entry stands at the foot and is taken for a note."""
    pdf = Pdf()
    paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"))
    paragraph(pdf, BRIDGES)
    heading(pdf, "References")
    pdf.put(LEFT, pdf.y, "^1^ Rebek, A., Fickle Rocks, Chesapeake, 1982.", size=8)
    lines = classify_lines(pdf.finish())[0].lines
    assert [line.text for line in lines if line.label.value == "heading"] == ["References"]


def test_the_title_that_a_file_declares() -> None:
    """Lines that read like it are the title, though others are in larger type."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 50, "General Article", size=20)
    pdf.centre(HEIGHT - 80, "The Water of the", size=14)
    pdf.centre(HEIGHT - 96, "Province", size=14)
    pdf.y = HEIGHT - 130
    for text in (MILLS, BRIDGES, RIVERS):
        paragraph(pdf, text)
    pages = lay_out(strip_running_lines(read_print(pdf.finish(), Path("file.pdf")).pages), [()])
    title = find_front(pages, measure(pages), declared="The water of the Province").title
    assert [line.text for line in title] == ["The Water of the", "Province"]
    other = find_front(pages, measure(pages), declared="Microsoft Word - water.doc").title
    assert [line.text for line in other] == ["General Article"]
