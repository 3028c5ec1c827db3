"""Texts and pages that the tests of the PDF reader draw."""

import re
from pathlib import Path

from corpus.formats.pdf import read_pdf
from corpus.formats.pdf.values import PageLines
from corpus.paper import Paper
from tests.corpus_reading import ORIGIN, check
from tests.pdf_pages import LEFT, RIGHT, Pdf, wrap

RIVERS = (
    "The rivers of the province were the prop\u00aderty of the crown until the reform of the "
    "estates, and whoever wished to build a mill had to ask for the consent of a "
    "gov\u00adernor who seldom gave it. The towns pro\u00adtested at once, and the courts "
    "were slow to follow them."
)


MILLS = (
    "A mill was worth the income of a whole village in those years, so that the owners of the "
    "banks had every reason to dispute about the water that passed them by. None of the suits "
    "of that century was decided before both of the parties had died."
)


BRIDGES = (
    "Bridges were a matter for the towns alone. They could be built of wood without any leave, "
    "and of stone only where the road belonged to the town on both of its banks, which was rare."
)


NOTE = (
    "Acts of the Estates, volume two, page ninety, where the consent is refused for a third time."
)


LONG_NOTE = (
    "The acts were printed in two volumes, of which the second is lost but for the copy in the "
    "library of the chapter; see there the pages on the consent of the governor, and what was "
    "said against it by the towns, whose envoys had come too late to be heard at all."
)


def plain(text: str) -> str:
    """Return a text without soft hyphens and markers."""
    return re.sub(r"\^[^^]+\^", "", text.replace("\u00ad", ""))


def read(pdf: Pdf) -> Paper:
    """Read a PDF and check what holds of every paper."""
    paper = read_pdf(pdf.finish(), Path("file.pdf"), ORIGIN)
    check(paper)
    return paper


def paragraph(
    pdf: Pdf,
    text: str,
    *,
    left: float = LEFT,
    right: float = RIGHT,
    indent: float = 12,
    size: float = 10,
    leading: float = 12,
) -> None:
    """Draw a paragraph between two edges."""
    broken = wrap(text, width=right - left, size=size, indent=indent)
    pdf.lines(broken, left=left, right=right, indent=indent, size=size, leading=leading)


def heading(pdf: Pdf, text: str) -> None:
    """Draw a heading in bold with space around it."""
    pdf.y -= 10
    pdf.put(LEFT, pdf.y, text, font="Times-Bold")
    pdf.y -= 18


def foot(pdf: Pdf, *texts: str, y: float = 110) -> None:
    """Draw notes in small type below a rule."""
    pdf.rule(y + 12)
    pdf.y = y
    for text in texts:
        broken = wrap(text, width=RIGHT - LEFT, size=8, indent=0)
        pdf.lines(broken, indent=0, size=8, leading=9.5)


def texts(page: PageLines, label: str) -> list[str]:
    """Return the lines of a page that have a label."""
    return [line.text for line in page.lines if line.label.value == label]
