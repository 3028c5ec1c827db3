"""Whether lines that stand together are a heading: their type, their words, the space around."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.pdf.headings.statements import is_statement_or_field
from corpus.formats.pdf.headings.styles import HeadingStyle
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import PrintLine
from corpus.layout.headings import ends_sentence, is_common_title, is_heading_like

HEADING_GAP_LEADINGS = 1.15
"""A gap that is wider than the usual leading by this sets headings apart."""
_LONGEST_CHARACTERS = 250
_LONGEST_ITALIC_CHARACTERS, _LONGEST_SENTENCE_CHARACTERS = 120, 60
_LEAST_LETTERS_SHARE = 0.6
LARGER_TIMES, _LARGE_WORDS_TIMES = 1.07, 1.12
"""How much larger than the body's the type of a heading is, or of words in it."""
_TINY_TYPE_SHARE = 0.75
"""Type that is smaller than this share of the body's is that of pictures."""
FEWEST_LETTERS_OF_TITLE = 4
_FULL_LINE_SHARE = 0.9
_SHORT_BY_SIZES = 2
"""A line that ends farther than this from the right edge is short."""
_OPENING = "“”„«‘'\"¿¡§(["
_LONGEST_NUMBER_CHARACTERS = 4
_PARTS_OF_FIGURE = re.compile(r"\(a\)\s.*\s\(b\)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines in one style that may be a heading.

    `above` and `below` are the gaps around them, in points; None where the column, or another
    heading, is.
    """

    lines: Sequence[PrintLine]
    style: HeadingStyle
    above: float | None
    below: float | None
    is_large: bool

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Whether it leaves room in its last line."""
        return self.style.centred or is_short(self.lines[-1])

    def is_heading(self, measures: Measures) -> bool:
        """Whether the lines are a heading."""
        text = self.text
        if (
            len(text) > _LONGEST_CHARACTERS
            or not may_be_title(text)
            or not self._stands_apart(measures)
        ):
            return False
        if all(line.typewritten for line in self.lines):
            return False
        if self.is_large or is_common_title(text):
            return self.is_large or self.is_short
        if self.lines[0].size < _TINY_TYPE_SHARE * measures.size:
            return False
        is_sentence = ends_sentence(text) and not text.endswith("?") and not _is_number(text)
        if self.style.bold or self.style.capitals:
            return (
                not is_sentence
                or self.style.numbering != ""
                or len(text) < _LONGEST_SENTENCE_CHARACTERS
            )
        return self.is_short and not is_sentence and self._is_in_type_of_body(measures)

    def _stands_apart(self, measures: Measures) -> bool:
        """Whether room is above the lines, and the text does not go on from them."""
        wide = HEADING_GAP_LEADINGS * measures.leading
        if len(self.lines) > 1 and self.below is None and all(map(_fills_column, self.lines)):
            return False
        if _fills_column(self.lines[-1]) and self.below is not None and self.below <= wide:
            return False
        apart = self.above is None or self.above > wide
        return apart or (self.style.bold and self.style.numbering != "" and self.is_short)

    def _is_in_type_of_body(self, measures: Measures) -> bool:
        """Whether lines that are neither bold nor in capitals are a heading."""
        style = self.style
        apart_below = (
            self.below is not None and self.below > HEADING_GAP_LEADINGS * measures.leading
        )
        numbered = style.numbering != ""
        if numbered and _is_half_bold(self.lines[0], measures):
            return True
        is_part = style.centred or style.depth > 1
        if measures.is_small(self.lines[0]) and not (numbered and is_part and apart_below):
            return False
        if style.italic:
            return len(self.text) < _LONGEST_ITALIC_CHARACTERS
        return apart_below and _is_plain_heading(self.text, style)


def is_large(line: PrintLine, style: HeadingStyle, measures: Measures) -> bool:
    """Whether a line is larger than the body, or has words that are."""
    return (
        line.size >= LARGER_TIMES * measures.size
        or style.size >= _LARGE_WORDS_TIMES * measures.size
    )


def is_short(line: PrintLine) -> bool:
    """Whether a line ends well before the right edge."""
    return line.right < line.edge_right - _SHORT_BY_SIZES * line.size


def _fills_column(line: PrintLine) -> bool:
    return line.right - line.left > _FULL_LINE_SHARE * (line.edge_right - line.edge_left)


def _is_half_bold(line: PrintLine, measures: Measures) -> bool:
    """Whether a line begins bold and goes on so, but for a formula in it."""
    bold = sum(len(piece.text) for piece in line.pieces if piece.bold)
    return not measures.bold and line.pieces[0].bold and 2 * bold > len(line.text)


def may_be_title(text: str) -> bool:
    """Whether most of a text is letters, and its ends are those of a title."""
    opens = bool(text) and ((text[0].isalnum() and not text[0].islower()) or text[0] in _OPENING)
    if not opens or text.endswith((",", ";")):
        return False
    letters = sum(map(str.isalpha, text))
    others = sum(not sign.isspace() and not sign.isdigit() for sign in text)
    if letters == 0 or letters < _LEAST_LETTERS_SHARE * others or is_statement_or_field(text):
        return False
    return _PARTS_OF_FIGURE.match(text) is None


def _is_plain_heading(text: str, style: HeadingStyle) -> bool:
    """Whether a line in the body's own type is a heading, given the space around it."""
    if style.numbering:
        return is_heading_like(text) or style.centred
    return style.centred and (
        is_heading_like(text) or sum(map(str.isalpha, text)) >= FEWEST_LETTERS_OF_TITLE
    )


def _is_number(text: str) -> bool:
    return len(text.rstrip(".")) <= _LONGEST_NUMBER_CHARACTERS
