"""What stands on the pages of a PDF: words, rules, lines of print and their labels.

Lengths are in points. `x` grows to the right and `y` downwards, from the page's top
left corner, once a page is turned so that most of its text is upright.
"""

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Characters of one style without a space between. `y` is the baseline.

    Each is itself alone, as a key and in a set too: one may be drawn twice at the same place.

    `spaced` says that the file has a space before it, `face` which of the page's faces it
    is set in, `typewritten` that all letters of that have one width, and not those of the text.
    On a page that is read from right to left, a word is `mirrored`: its sides are those that it has
    in a mirror.
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
    typewritten: bool = False
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Area:
    """The rectangle around a rule, a picture, a frame or a table.

    It `is_whole` if it was drawn as one, and is not what small parts make up together.
    """

    left: float
    top: float
    right: float
    bottom: float
    is_whole: bool = True

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.left < x < self.right and self.top < y < self.bottom

    def spans(self, strip: tuple[float, float]) -> bool:
        """Whether it lies over the whole width between two places."""
        return self.left <= strip[0] and strip[1] <= self.right


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What one page of the file has on it; `index` counts from 0. `pictures` counts images.

    `faces` gives the widths of letters, in sizes of type, in each face of the page; `aside`
    counts the letters that stand on their side or outside of what the page shows. `drawn` are
    pictures and drawings, those of small parts as a whole; rules are among them.
    """

    index: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: int
    faces: Mapping[int, Mapping[str, float]]
    aside: int = 0
    drawn: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one style; `raised` and `lowered` tell super- and subscripts."""

    text: str
    raised: bool
    bold: bool
    italic: bool
    lowered: bool = False


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a line of a table belongs: `table` counts those of the file, rows are from 0.

    The cell begins in a column, from 0, and reaches over `columns`.
    """

    table: int
    row: int
    column: int
    columns: int
    is_head: bool


@dataclass(slots=True, eq=False)
class PrintLine:
    """A line of print. `y` and `size` are those of most of its letters.

    Each is itself alone, as a key and in a set too, whatever it says. `column` counts the
    columns of a page in reading order; `edge_left` and
    `edge_right` bound it. `gap` is the distance from the baseline above in the
    column, None where the column begins. `cell` tells of a line in a table whose cells are
    known. An initial that is several lines high moves a line in by `moved_in`.
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
    cell: CellPlace | None = None
    moved_in: float = 0.0

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
        return _is_nearly_all((len(piece.text), piece.bold) for piece in self.pieces)

    @property
    def italic(self) -> bool:
        """Whether nearly all of it is in italics."""
        return _is_nearly_all((len(piece.text), piece.italic) for piece in self.pieces)

    @property
    def typewritten(self) -> bool:
        """Whether nearly all of it is in type of one width, as code is and the text is not."""
        return _is_nearly_all((len(word.text), word.typewritten) for word in self.words)


def _is_nearly_all(parts: Iterable[tuple[int, bool]]) -> bool:
    """Whether parts with so many letters are marked, but for a few letters."""
    marked = total = 0
    for letters, is_marked in parts:
        total += letters
        marked += letters * is_marked
    return marked > _NEARLY_ALL_SHARE * total


_NEARLY_ALL_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class PageLines:
    """The labelled lines of a page in reading order, and the number printed on it."""

    index: int
    number: str | None
    lines: tuple[PrintLine, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running lines of a page, its other words, and the number printed on it.

    `numbers` are those of the lines that are nothing but a page number.
    """

    lines: tuple[PrintLine, ...]
    numbers: tuple[PrintLine, ...]
    words: tuple[Word, ...]
    number: str | None
