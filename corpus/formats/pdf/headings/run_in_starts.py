"""The beginning of a paragraph that may be a heading: a title in a face of its own, ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf.headings.candidates import HEADING_GAP_LEADINGS
from corpus.formats.pdf.headings.statements import begins_like_caption, begins_like_label
from corpus.formats.pdf.headings.styles import HeadingStyle, style_of
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import Piece, PrintLine

DASHES = "—–-"
"""Signs that may stand between a heading and its text."""
MOST_RUN_IN_LINES = 3
_LARGER_WHOLE_TIMES = 1.06
"""What is so much larger than the text is a heading with all of its line."""
_LONGEST_RUN_IN_CHARACTERS, _MOST_WORDS_OF_RUN_IN = 110, 14
_FEWEST_LETTERS_OF_RUN_IN = 3
_WIDE_SPACE_SIZES = 0.42
_CLOSING = ".:?!" + DASHES
_NUMBER = re.compile(r"[\s\d.()§]*+(?:[A-Za-z]|[IVXivx]{1,5})?[.)]?\s*")


@dataclass(frozen=True, slots=True)
class RunIn:
    """A heading that ends inside the last of its lines, `length` characters from its start.

    `before` are the whole lines above that one, `ending` the sign behind the heading.
    """

    before: tuple[PrintLine, ...]
    last: PrintLine
    length: int
    text: str
    ending: str
    style: HeadingStyle

    @property
    def kind(self) -> tuple[bool, bool, str, str]:
        """What headings of one level have in common."""
        return self.style.bold, self.style.italic, self.style.numbering, self.ending


def read_run_in(lines: Sequence[PrintLine], measures: Measures) -> RunIn | None:
    """Read the heading that the first of some lines begins with; None if there is none.

    The lines follow one another, and no more than `MOST_RUN_IN_LINES` of them are the heading.
    """
    face = _face(lines[0], measures)
    if face is None or lines[0].size > _LARGER_WHOLE_TIMES * measures.size:
        return None
    for place, line in enumerate(lines):
        length = _length_in_face(line, face)
        if length < len(line.text.rstrip()):
            fills_line = place > 0 and lines[place - 1].text.rstrip()[-1] in _CLOSING
            found = length > 0 or fills_line
            return _make(lines[:place], line, length, measures) if found else None
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following is None or following.column != line.column or following.gap is None:
            return None
        if following.gap > HEADING_GAP_LEADINGS * max(measures.leading, line.size):
            return None
    return None


def _face(line: PrintLine, measures: Measures) -> tuple[bool, bool] | None:
    """Return whether a line begins bold and italic; None if it is as the body is.

    A number in the body's type may stand in front.
    """
    for piece in line.pieces:
        if piece.raised:
            return None
        if (piece.bold, piece.italic) != (measures.bold, measures.italic):
            return piece.bold, piece.italic
        if not _NUMBER.fullmatch(piece.text):
            return None
    return None


def _length_in_face(line: PrintLine, face: tuple[bool, bool]) -> int:
    """Count the characters at the start of a line that are in one face."""
    length = 0
    for piece in line.pieces:
        in_face = (piece.bold, piece.italic) == face and not piece.raised
        if not in_face and not (length == 0 and _NUMBER.fullmatch(piece.text)):
            break
        length += len(piece.text)
    return length


def _make(
    before: Sequence[PrintLine], last: PrintLine, length: int, measures: Measures
) -> RunIn | None:
    """Make a heading of the start of a line, if the signs around its end allow it."""
    rest = last.text[length:]
    text = " ".join([*(line.text for line in before), last.text[:length]]).strip()
    if not text:
        return None
    if length and rest[:1] in {".", ":"} and text[-1] not in ".:":
        text, rest, length = text + rest[0], rest[1:], length + 1
    ending = _ending(text, rest)
    behind = rest.lstrip(" " + DASHES if ending == "-" else " ")
    first = (before[0] if before else last).pieces
    style = style_of(replace(last, pieces=_in_face(first, text)), measures)
    style = replace(style, run_in=True, centred=False)
    if not _may_be_title(text) or not (style.numbering or _may_follow(behind, ending)):
        return None
    if ending == "" and not (style.bold and _is_behind_wide_space(last, length)):
        return None
    return RunIn(tuple(before), last, length, text, ending, style)


def _in_face(pieces: Sequence[Piece], text: str) -> tuple[Piece, ...]:
    face = max(pieces[:2], key=lambda piece: (piece.bold, piece.italic))
    return (replace(face, text=text),)


def _ending(text: str, rest: str) -> str:
    """Return the kind of sign that a heading ends with; "" if there is none."""
    if text[-1] in ".?!":
        return "."
    if text[-1] == ":":
        return ":"
    return "-" if text[-1] in DASHES or rest.lstrip()[:1] in set(DASHES) else ""


def _may_be_title(text: str) -> bool:
    words = text.rstrip(".:?! " + DASHES)
    letters = sum(map(str.isalpha, words))
    return (
        letters >= _FEWEST_LETTERS_OF_RUN_IN
        and len(text) <= _LONGEST_RUN_IN_CHARACTERS
        and len(text.split()) <= _MOST_WORDS_OF_RUN_IN
        and not words[0].islower()
        and not begins_like_label(words)
        and not begins_like_caption(text)
    )


def _may_follow(text: str, ending: str) -> bool:
    """Whether a sentence begins with what is behind a heading."""
    letter = text.lstrip("“”„«‘\"'([ ¿¡")[:1]
    return bool(letter) and (ending in {":", "-"} or letter.isupper() or letter.isdigit())


def _is_behind_wide_space(line: PrintLine, length: int) -> bool:
    """Whether more than a space is between a heading and its text."""
    seen = 0
    for word, following in zip(line.words, line.words[1:], strict=False):
        seen += len(word.text)
        if seen >= len(line.text[:length].replace(" ", "")):
            return following.left - word.right > _WIDE_SPACE_SIZES * line.size
    return False
