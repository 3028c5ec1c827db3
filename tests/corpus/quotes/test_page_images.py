"""Pages of PDFs as images: where on them the lines of a quote are boxed."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnsupportedContent
from corpus.paper import Span
from corpus.quotes.page_images import Box, PageImage, draw_quote
from corpus.quotes.quote_letters import align, fold
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, WIDTH, Pdf, wrap

PATH = Path("mills.pdf")
FILLING = (
    "Whoever wished to build a mill had to ask for the consent of a governor, and the rivers of "
    "the province stayed the property of the crown until the reform of the estates came about."
)
SIZE, LEADING = 10, 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line was drawn: its ends and its baseline, in points from the lower left corner."""

    left: float
    right: float
    baseline: float


def draw(data: bytes, text: str, quote: str, *, how_far: float = 0.0) -> tuple[PageImage, ...]:
    """Draw the pages of a quote that stands in `text` once."""
    start = text.index(quote)
    return draw_quote(data, PATH, text=text, quote=Span(start, start + len(quote)), how_far=how_far)


def is_over(box: Box, line: Place, *, page: tuple[float, float] = (WIDTH, HEIGHT)) -> bool:
    """Whether a box covers a line of print closely: its ends to 3 points, its height too."""
    width, height = page
    left, right = box.left * width, (box.left + box.width) * width
    top, bottom = (1 - box.top) * height, (1 - box.top - box.height) * height
    ends = abs(left - line.left) < 3 and abs(right - line.right) < 3
    return ends and line.baseline - 4 < bottom < line.baseline + 1 < top < line.baseline + SIZE + 3


def write(canvas: Canvas, x: float, y: float, text: str) -> Place:
    """Write a line and give where it is."""
    canvas.setFont("Times-Roman", SIZE)
    canvas.drawString(x, y, text)
    return Place(x, x + width_of(text), y)


def width_of(text: str) -> float:
    """Return how wide a text is printed, in points."""
    return float(stringWidth(text, "Times-Roman", SIZE))


def canvas_of(size: tuple[float, float] = (WIDTH, HEIGHT)) -> tuple[Canvas, io.BytesIO]:
    """Begin a PDF of pages of a size."""
    buffer = io.BytesIO()
    return Canvas(buffer, pagesize=size, invariant=True), buffer


def finish(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    """End the last page, and give the file."""
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_each_line_of_a_quote_has_a_box_over_its_words() -> None:
    """The quote begins and ends within lines; a hyphen that was mended is printed in it."""
    canvas, buffer = canvas_of()
    write(canvas, LEFT, 500, "The mill was closed by the govern-")
    write(canvas, LEFT, 488, "ment in the winter of that year. It opened again in")
    write(canvas, LEFT, 476, "1934 with new stones. Nobody came.")
    text = (
        "The mill was closed by the government in the winter of that year. It opened again in 1934 "
        "with new stones. Nobody came."
    )
    data = finish(canvas, buffer)
    (page,) = draw(data, text, "The mill was closed by the government in the winter of that year.")
    ends = ("The mill was closed by the govern", "ment in the winter of that year")
    lines = [Place(LEFT, LEFT + width_of(end), y) for end, y in zip(ends, (500, 488), strict=True)]
    assert len(page.boxes) == 2
    assert all(map(is_over, page.boxes, lines))
    assert (page.number, page.count, page.first) == (0, 1, 0)
    (page,) = draw(data, text, "It opened again in 1934 with new stones.")
    before = width_of("ment in the winter of that year. ")
    assert [round(box.left * WIDTH - LEFT) for box in page.boxes] == [round(before), 0]


def test_the_image_is_the_page_as_it_is_printed() -> None:
    """A PNG file of a bounded size, with ink in the box and none around it."""
    canvas, buffer = canvas_of()
    text = "Ferries carry grain to the mills"
    write(canvas, LEFT, 300, text)
    (page,) = draw(finish(canvas, buffer), text, text)
    image = Image.open(io.BytesIO(page.png))
    assert image.format == "PNG"
    assert image.size == page.size
    (width, height), (box,) = page.size, page.boxes
    assert (width, round(height / 10)) == (1100, 156)
    ink = ImageOps.invert(image.convert("L")).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert box.left * width <= left + 2 <= right - 2 <= (box.left + box.width) * width
    assert box.top * height <= top + 2 <= bottom - 2 <= (box.top + box.height) * height


def test_a_quote_over_a_page_break_is_shown_on_both_pages() -> None:
    """A running head, a page number and a note stand between its parts, and get no box."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 40, "Journal of Mills", size=9)
    pdf.lines(wrap(FILLING, width=RIGHT - LEFT))
    last = pdf.y
    pdf.lines(["The ferries stopped in the"])
    pdf.put(LEFT, 85, "^1^ A note on the crown.", size=8)
    pdf.centre(40, "17")
    pdf.new_page()
    pdf.centre(HEIGHT - 40, "Journal of Mills", size=9)
    top = pdf.y
    pdf.lines(["autumn of 1931. Nobody was told."], indent=0)
    pdf.centre(40, "18")
    text = f"{FILLING} The ferries stopped in the autumn of 1931. Nobody was told."
    pages = draw(pdf.finish(), text, "The ferries stopped in the autumn of 1931.", how_far=0.6)
    assert [(page.number, len(page.boxes)) for page in pages] == [(0, 1), (1, 1)]
    for page, baseline in zip(pages, (last, top), strict=True):
        lower = (1 - page.boxes[0].top - page.boxes[0].height) * HEIGHT
        assert baseline - 4 < lower < baseline + 1
    start = text.index("The ferries")
    assert [page.first for page in pages] == [start, start + len("The ferries stopped in the ")]


def test_a_note_marker_within_a_quote_makes_no_difference() -> None:
    """Also where two stand so close that little is between them."""
    pdf = Pdf()
    baseline = pdf.y
    pdf.put(LEFT, baseline, "Salt^1^ or^12^ grain^3^ came over the river.")
    (page,) = draw(
        pdf.finish(), "Salt or grain came over the river.", "Salt or grain came over the river."
    )
    (box,) = page.boxes
    assert abs(box.left * WIDTH - LEFT) < 2
    assert box.width * WIDTH > width_of("Salt or grain came over the river")


def test_columns_are_boxed_apart() -> None:
    """A quote that runs from the foot of one to the head of the next has a box in each."""
    canvas, buffer = canvas_of()
    words = FILLING.split()
    for row in range(6):
        write(canvas, 40, 500 - LEADING * row, " ".join(words[5 * row : 5 * row + 5]))
    foot = write(canvas, 40, 500 - LEADING * 6, "Then the ferries stopped")
    head = write(canvas, 230, 500, "for want of coal")
    write(canvas, 230, 500 - LEADING, "Nobody knew when they would")
    text = f"{' '.join(words[:30])} Then the ferries stopped for want of coal. Nobody knew when"
    (page,) = draw(finish(canvas, buffer), text, "Then the ferries stopped for want of coal.")
    first, second = page.boxes
    assert is_over(first, foot)
    assert is_over(second, head)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_and_cropped(turn: int) -> None:
    """The box is where the words are on the page as it is shown."""
    canvas, buffer = canvas_of((600, 600))
    line = write(canvas, 120, 400, "The ferries stopped for want of coal")
    canvas.setCropBox((100, 300, 380, 500))
    canvas.setPageRotation(turn)
    text = "The ferries stopped for want of coal."
    (page,) = draw(finish(canvas, buffer), text, text)
    (box,) = page.boxes
    left, right = (line.left - 100) / 280, (line.right - 100) / 280
    middle = (500 - line.baseline - SIZE / 3) / 200
    along, across = (left, right), middle
    if turn in {180, 270}:
        along = (1 - right, 1 - left)
    if turn in {90, 180}:
        across = 1 - middle
    sides = [(box.left, box.width), (box.top, box.height)]
    (start, length), (other, height) = sides if turn in {0, 180} else reversed(sides)
    assert (start, start + length) == pytest.approx(along, abs=0.02)
    assert other < across < other + height < other + 0.1
    width, height_ = page.size
    assert (width > height_) == (turn in {0, 180})


def test_text_that_runs_up_the_page_is_boxed_by_line() -> None:
    """A line of a sideways table is one box, higher than it is wide."""
    canvas, buffer = canvas_of()
    canvas.rotate(90)
    write(canvas, 100, -200, "The ferries stopped for want of coal")
    write(canvas, 100, -212, "in the winter of that year")
    text = "The ferries stopped for want of coal in the winter of that year"
    (page,) = draw(finish(canvas, buffer), text, text)
    assert len(page.boxes) == 2
    assert all(box.height * HEIGHT > 5 * box.width * WIDTH for box in page.boxes)


def test_ligatures_case_and_accents_do_not_matter() -> None:
    """Letters and digits are compared as they are without them."""
    folded = fold("Eﬃcient Café–x²")
    assert folded.text == "efficientcafex2"
    assert folded.places == [0, 1, 1, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14]


def test_runs_that_are_printed_in_another_order_are_found() -> None:
    """A page may have its columns in any order in the file."""
    first, second = "thegovernorclosedthemills", "beforetheferriesstopped"
    places = align(first + second, f"{second}head17{first}")
    assert [places[letter] for letter in range(len(first))] == list(range(29, 54))
    assert [places[letter + 25] for letter in range(len(second))] == list(range(23))


def test_of_two_that_read_alike_the_one_in_its_surroundings_is_taken() -> None:
    """The same words stand on two pages, and twice on one of them."""
    pdf = Pdf()
    pdf.lines(["In spring the crews met. It was not enough. The strike began."])
    pdf.new_page()
    pdf.lines(["The owners gave a tenth of it back. It was not enough. So they left."])
    lower = pdf.y
    pdf.lines(["The bishop wrote to all of them. It was not enough. The mills stood."])
    data = pdf.finish()
    text = "The bishop wrote to all of them. It was not enough. The mills stood."
    (page,) = draw(data, text, "It was not enough.", how_far=0.0)
    assert page.number == 1
    (box,) = page.boxes
    assert abs((1 - box.top - box.height) * HEIGHT - lower) < 4


def test_a_quote_far_from_where_it_is_expected_is_found() -> None:
    """The search goes on outwards until it is."""
    pdf = Pdf()
    for number in range(12):
        pdf.lines(wrap(f"Page {number} is about rivers. {FILLING}", width=RIGHT - LEFT))
        pdf.new_page()
    pdf.lines(["The ferries stopped for want of coal."])
    text = "The ferries stopped for want of coal."
    (page,) = draw(pdf.finish(), text, text, how_far=0.0)
    assert (page.number, page.count) == (12, 13)


@pytest.mark.parametrize("quote", ["Nothing of the kind is printed in the file.", "— … —"])
def test_a_quote_that_is_not_there(quote: str) -> None:
    """There is no page then, not even the likeliest one."""
    pdf = Pdf()
    pdf.lines(wrap(FILLING, width=RIGHT - LEFT))
    assert draw(pdf.finish(), quote, quote) == ()


def test_a_file_that_is_no_pdf_is_told() -> None:
    """As an error that names it, from the process that looked at it."""
    with pytest.raises(UnsupportedContent, match=r"mills\.pdf cannot be opened as a PDF"):
        draw(b"%PDF-1.4 and nothing else", "A quote.", "A quote.")
