"""The order in which blocks of unlike layout on one page are read."""

import pytest

from tests.corpus_reading import paragraphs
from tests.pdf.drawn import BRIDGES, MILLS, RIVERS, paragraph, plain, read
from tests.pdf_pages import Pdf

TEXTS = (MILLS, BRIDGES, plain(RIVERS))
INNER, OUTER = 40.0, 380.0


def numbered(first: int, count: int = 1) -> list[str]:
    """Return texts of which each names its place in the order of reading."""
    return [f"{TEXTS[n % 3]} So much on matter {n}." for n in range(first, first + count)]


def columns(
    pdf: Pdf, texts: list[list[str]], edges: list[tuple[float, float]], *, size: float = 8
) -> None:
    """Draw texts in columns that begin at one height, and go on below the longest of them."""
    top, lowest = pdf.y, pdf.y
    for own, (left, right) in zip(texts, edges, strict=True):
        pdf.y = top
        for text in own:
            paragraph(pdf, text, left=left, right=right, size=size, leading=1.2 * size, indent=size)
        lowest = min(lowest, pdf.y)
    pdf.y = lowest


TWO = [(INNER, 202.0), (218.0, OUTER)]
THREE = [(INNER, 145.0), (157.0, 263.0), (275.0, OUTER)]
WHOLE = [(INNER, OUTER)]


def told(pdf: Pdf) -> list[str]:
    """Return the paragraphs that were drawn, in the order in which they are read."""
    return [text for text in paragraphs(read(pdf)) if "So much on matter" in text]


def expected(count: int) -> list[str]:
    """Return the texts that were drawn, in the order of their numbers."""
    return numbered(0, count)


def test_one_column_above_two_and_below_again() -> None:
    """Each block is read to its end before the one below it."""
    pdf = Pdf()
    columns(pdf, [numbered(0)], WHOLE)
    pdf.y -= 12
    columns(pdf, [numbered(1), numbered(2)], TWO)
    pdf.y -= 12
    columns(pdf, [numbered(3, 2)], WHOLE)
    assert told(pdf) == expected(5)


def test_other_columns_below_a_figure_over_the_whole_page() -> None:
    """Two columns above it end there, and three begin below it."""
    pdf = Pdf()
    columns(pdf, [numbered(0, 2), numbered(2, 2)], TWO)
    pdf.y -= 8
    pdf.canvas.rect(INNER, pdf.y - 80, OUTER - INNER, 80)
    pdf.y -= 92
    caption = "Figure 1. The mills of the province and the bridges of its towns, as they were."
    pdf.put(INNER, pdf.y, caption, size=8)
    pdf.y -= 20
    columns(pdf, [numbered(4), numbered(5), numbered(6)], THREE)
    assert told(pdf) == expected(7)


def test_two_articles_one_below_the_other() -> None:
    """A title over the whole page parts them, though their columns have other edges."""
    pdf = Pdf()
    for title, texts, edges in (
        ("On the Mills of the Province", [numbered(0, 2), numbered(2, 2)], TWO),
        ("On the Bridges of the Towns", [numbered(4), numbered(5), numbered(6)], THREE),
    ):
        pdf.put(INNER, pdf.y, title, size=14, font="Times-Bold")
        pdf.y -= 18
        columns(pdf, texts, edges)
        pdf.y -= 18
    assert told(pdf) == expected(7)


def test_two_articles_side_by_side() -> None:
    """Each is read to its end with its own two columns; a title stands over both of them."""
    pdf = Pdf()
    top = pdf.y
    halves = [[(20.0, 105.0), (113.0, 198.0)], [(222.0, 307.0), (315.0, 400.0)]]
    for number, (edges, title) in enumerate(
        zip(halves, ("On the Mills of the Land", "On Bridges of the Towns"), strict=True)
    ):
        pdf.y = top
        pdf.put(edges[0][0], top, title, size=13, font="Times-Bold")
        pdf.y -= 18
        columns(pdf, [numbered(4 * number, 2), numbered(4 * number + 2, 2)], edges, size=5.5)
    assert told(pdf) == expected(8)


@pytest.mark.parametrize("between", ["nothing", "a rule"])
def test_a_grid_whose_rows_stand_farther_apart_than_its_columns(between: str) -> None:
    """It is read row by row."""
    pdf = Pdf()
    columns(pdf, [numbered(0, 2), numbered(2, 2)], TWO)
    if between == "a rule":
        pdf.rule(pdf.y - 8, left=INNER, right=OUTER)
    pdf.y -= 34
    columns(pdf, [numbered(4, 2), numbered(6, 2)], TWO)
    assert told(pdf) == expected(8)


def test_columns_whose_paragraphs_happen_to_stand_side_by_side() -> None:
    """A narrow gap at one height on both sides is that between paragraphs."""
    pdf = Pdf()
    top = pdf.y
    for number, (left, right) in enumerate(TWO):
        pdf.y = top
        for text in numbered(3 * number, 3):
            paragraph(pdf, text, left=left, right=right, size=8, leading=9.6, indent=0)
            pdf.y = top - 66 if pdf.y > top - 66 else top - 132
    assert told(pdf) == expected(6)


def test_a_box_over_both_columns() -> None:
    """It stands between what is above and what is below it, and is read by itself."""
    pdf = Pdf()
    columns(pdf, [numbered(0, 2), numbered(2, 2)], TWO)
    pdf.y -= 12
    high = pdf.y + 14
    columns(pdf, [numbered(4), numbered(5)], [(50.0, 190.0), (225.0, 370.0)])
    pdf.canvas.rect(INNER, pdf.y, OUTER - INNER, high - pdf.y)
    pdf.y -= 16
    columns(pdf, [numbered(6), numbered(7)], TWO)
    assert told(pdf) == expected(8)


def test_a_box_in_one_column() -> None:
    """What is in its frame is not mixed with the text beside it."""
    pdf = Pdf()
    top = pdf.y
    left, right = TWO
    columns(pdf, [numbered(0)], [left])
    pdf.y -= 14
    high = pdf.y + 12
    columns(pdf, [numbered(1)], [(left[0] + 8, left[1] - 8)])
    pdf.canvas.rect(left[0], pdf.y, left[1] - left[0], high - pdf.y)
    pdf.y -= 14
    columns(pdf, [numbered(2, 2)], [left])
    pdf.y = top
    columns(pdf, [numbered(4, 4)], [right])
    assert told(pdf) == expected(8)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_sidebar(side: str) -> None:
    """A narrow column in smaller type beside the text is read by itself."""
    pdf = Pdf()
    narrow, wide = (40.0, 120.0), (136.0, 380.0)
    if side == "right":
        narrow, wide = (300.0, 380.0), (40.0, 284.0)
    top = pdf.y
    for text in numbered(0, 4):
        paragraph(pdf, text, left=wide[0], right=wide[1])
    pdf.y = top - 20
    aside = "The wheels of the upper mill were of oak and those of the lower mill were of elm."
    paragraph(pdf, f"{aside} {aside}", left=narrow[0], right=narrow[1], size=7, leading=8.2)
    told_ones = paragraphs(read(pdf))
    assert [one for one in told_ones if "matter" in one] == expected(4)
    assert f"{aside} {aside}" in told_ones


@pytest.mark.parametrize(
    ("initial", "rest", "told"),
    [("T", "he mill was worth", "The mill was worth"), ("A", "mill was worth", "A mill was worth")],
)
def test_an_initial_on_the_baseline_of_a_lower_line(initial: str, rest: str, told: str) -> None:
    """It belongs to the first word, or is one, and the lines beside it stay as they are."""
    pdf = Pdf()
    top = pdf.y
    pdf.put(40, top - 24, initial, size=44)
    words = (rest + MILLS.removeprefix("A mill was worth")).split()
    for place in range(6):
        left = 76 if place < 3 else 40
        line, words = " ".join(words[:8]), words[8:]
        pdf.put(left, top - 12 * place, line)
    whole = told + MILLS.removeprefix("A mill was worth")
    assert paragraphs(read(pdf)) == [whole]


def test_an_initial_on_the_baseline_of_its_own_line() -> None:
    """It rises above the first line, and belongs to it."""
    pdf = Pdf()
    pdf.put(40, pdf.y, "T", size=32)
    pdf.put(60.5, pdf.y, "he mill was worth the income of a whole village in those years, and")
    pdf.put(40, pdf.y - 12, "every reason to dispute about the water that passed them by was good.")
    assert paragraphs(read(pdf))[0].startswith("The mill was worth the income")
