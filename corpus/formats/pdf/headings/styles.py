"""How a line of print looks, as far as it tells headings apart."""

import re
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.lines.print_lines import has_small_capitals
from corpus.formats.pdf.values import PrintLine
from corpus.layout.headings import is_in_capitals

_NUMBERINGS = (
    ("decimal", re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+\S")),
    ("roman", re.compile(r"[IVX]{1,6}[.:]?\s+\S|[IVX]{1,6}\.?$")),
    ("capital", re.compile(r"[A-Z][.)]\s+\S")),
    ("small roman", re.compile(r"\(?[ivx]{1,5}[.)]\s+\S")),
    ("letter", re.compile(r"\(?[a-z][.)]\s+\S")),
    ("section", re.compile(r"§+\s?\d")),
    (
        "part",
        re.compile(
            r"(?:chapter|part|section|article|kapitel|teil|abschnitt|chapitre|partie|titre"
            r"|cap[íi]tulo|parte|secci[óo]n)\s+(?:\d+|[IVX]+)\b",
            re.IGNORECASE,
        ),
    ),
)
_FEWEST_LETTERS_IN_CAPITALS = 3
_CENTRED_SHARE = 0.06
_LEAST_MARGIN_SIZES = 1.5
"""What the room beside a centred line may differ by, to the column, and is at least."""

Prominence: TypeAlias = tuple[bool, float, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """The look of a heading. `depth` counts the numbers of a decimal numbering.

    `run_in` says that the text goes on in its line.
    """

    size: float
    bold: bool
    capitals: bool
    italic: bool
    centred: bool
    numbering: str
    depth: int
    run_in: bool = False

    @property
    def prominence(self) -> Prominence:
        """What puts one heading over another: more is higher."""
        return not self.run_in, self.size, self.capitals, self.bold, not self.italic

    @property
    def is_distinct(self) -> bool:
        """Whether a number, capitals or the weight of its type set it off."""
        return self.numbering != "" or self.capitals or self.bold

    @property
    def without_number(self) -> "HeadingStyle":
        """The same look, whatever number is in front."""
        return replace(self, numbering="", depth=1)


def style_of(line: PrintLine, measures: Measures) -> HeadingStyle:
    """Read the look of a line."""
    text = line.text
    # A raised number is a marker, as that in front of where somebody works.
    numbering, depth = ("", 0) if line.pieces[0].raised else numbering_of(text)
    return HeadingStyle(
        size=round(2 * max(word.size for word in line.words)) / 2,
        bold=line.bold and not measures.bold,
        capitals=has_small_capitals(line.words)
        or (is_in_capitals(text) and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS_IN_CAPITALS),
        italic=line.italic and not measures.italic,
        centred=is_centred(line),
        numbering=numbering,
        depth=depth,
    )


def numbering_of(text: str) -> tuple[str, int]:
    """Return the kind of numbering in front of a heading, and its depth."""
    for name, pattern in _NUMBERINGS:
        if pattern.match(text):
            number = text.split(maxsplit=1)[0].rstrip(".):")
            return name, number.count(".") + 1 if name == "decimal" else 1
    return "", 0


def is_centred(line: PrintLine) -> bool:
    """Whether a line has the same room on both sides, and some."""
    before, behind = line.left - line.edge_left, line.edge_right - line.right
    width = line.edge_right - line.edge_left
    return min(before, behind) > _LEAST_MARGIN_SIZES * line.size and abs(before - behind) < max(
        _CENTRED_SHARE * width, line.size / 2
    )
