"""A letter as it is printed, and the direction that a line of them runs in."""

from dataclasses import dataclass
from typing import NamedTuple

from corpus.formats.pdf.print.fonts import Style

MARGIN_POINTS = 20.0
"""What is farther outside the page, in points, as the rest of a cut picture, is not seen."""


class Glyph(NamedTuple):
    """A character as PDFium places it: in points from the lower left corner of the page.

    A page has thousands, and a tuple is made in a third of the time.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    origin: tuple[float, float]
    style: Style
    spaced: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The box of a page, and by how many right angles its text is turned."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page when its text is upright."""
        sides = (self.right - self.left, self.top - self.bottom)
        return sides if self.turn % 2 == 0 else sides[::-1]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page in the reader's coordinates."""
        match self.turn:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y
