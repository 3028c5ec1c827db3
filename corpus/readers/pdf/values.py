"""What stands on the pages of a PDF: words, rules, lines of print and their labels.

Lengths are in points. `x` grows to the right and `y` downwards, from the page's top
left corner, once a page is turned so that most of its text is upright.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a line of print is."""

    BODY = "body"
    HEADING = "heading"
    NOTE = "note"
    HEAD = "head"
    PAGE_NUMBER = "page_number"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Word:
    """Characters of one style without a space between. `y` is the baseline.

    `spaced` says that the file has a space before it, `face` which of the page's faces it
    is set in.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    italic: bool
    spaced: bool
    face: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What one page of the file has on it; `index` counts from 0. `pictures` counts images.

    `faces` gives the widths of letters, in sizes of type, in each face of the page.
    """

    index: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: int
    faces: Mapping[int, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one style; `raised` says that it is a superscript."""

    text: str
    raised: bool
    bold: bool
    italic: bool


@dataclass(slots=True, eq=False)
class PrintLine:
    """A line of print. `y` and `size` are those of most of its letters.

    `column` counts the columns of a page in reading order; `edge_left` and
    `edge_right` bound it. `gap` is the distance from the baseline above in the
    column, None where the column begins.
    """

    page: int
    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    y: float
    size: float
    label: Label = Label.BODY
    column: int = 0
    edge_left: float = 0.0
    edge_right: float = 0.0
    gap: float | None = None

    @property
    def left(self) -> float:
        """Where its first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.words[-1].right

    @property
    def text(self) -> str:
        """The line as printed, superscripts and all."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        return self._share([piece.bold for piece in self.pieces]) > _NEARLY_ALL

    @property
    def italic(self) -> bool:
        """Whether nearly all of it is in italics."""
        return self._share([piece.italic for piece in self.pieces]) > _NEARLY_ALL

    def _share(self, flags: list[bool]) -> float:
        sizes = [len(piece.text) for piece in self.pieces]
        marked = sum(size for size, flag in zip(sizes, flags, strict=True) if flag)
        return marked / max(1, sum(sizes))


_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class PageLines:
    """The labelled lines of a page in reading order, and the number printed on it."""

    index: int
    number: str | None
    lines: tuple[PrintLine, ...]
