"""The markers of notes: raised numbers and signs in a line, and those that begin a note."""

import re
from collections.abc import Iterator, Sequence

from corpus.formats.pdf.lines.print_lines import LEAST_RAISE_SIZES, RAISED_SIZE_SHARE, cut_start
from corpus.formats.pdf.values import Piece, PrintLine

_SIGNS = "*∗⋆★☆†‡§¶‖∥#"
_MARK = rf"\d{{1,4}}|[{_SIGNS}]{{1,4}}|[a-z]"
_CLOSING = ".)]:"
_PUNCTUATION = frozenset(".,;:!?)]}»”’\"'…")
_OF_POWERS = frozenset("m km cm mm ft in mi h ha s sin cos tan log".split())
_LAST_WORD = re.compile(r"(?<![^\W\d_\u02b0-\u02ff])[^\W\d_\u02b0-\u02ff]++$")
_RAISED = re.compile(rf"[(\[]?({_MARK})[)\].]?")
_SEVERAL = re.compile(r"\s*[,;]\s*|\s+")
_RANGE = re.compile(r"(\d{1,4})\s?[-–—]\s?(\d{1,4})|(\d{1,3})e(\d{1,3})")
"""Several numbers in a row; some fonts of journals have an e where the dash is printed."""
_OPENING = re.compile(
    rf"(?:\[(\d{{1,4}}|[{_SIGNS}]{{1,4}})\]|\((\d{{1,4}})\)|(\d{{1,4}})[.):]?|([a-z])[.)]"
    rf"|([{_SIGNS}]{{1,4}}))"
    rf"(?:\s+|(?<=[{_SIGNS}\])])(?=\S))"
)
_BRACKETED = re.compile(rf"\[(\d{{1,4}}|[{_SIGNS}]{{1,4}})\]")


def read_marks(text: str) -> tuple[str, ...]:
    """Read the markers in a raised piece, such as ``12``, ``*`` or ``3,4``; () if it is none."""
    marks: list[str] = []
    for part in filter(None, _SEVERAL.split(text.strip(" ,;"))):
        if match := _RAISED.fullmatch(part):
            marks.append(match[1].replace("∗", "*"))
        elif match := _RANGE.fullmatch(part):
            marks.append(part.replace("e", "–"))
        else:
            return ()
    return tuple(marks)


def marks_in(lines: Sequence[PrintLine]) -> Iterator[str]:
    """Return the raised markers inside lines, in order.

    What stands before a word and not behind one, as the numbers of sentences in laws, is none.
    """
    for line in lines:
        behind = (*line.pieces[2:], None)
        for before, piece, after in zip(line.pieces, line.pieces[1:], behind, strict=False):
            opens = after is not None and before.text.endswith(" ") and after.text[:1].isalpha()
            if piece.raised and not opens:
                yield from read_marks(piece.text)


def stands_behind_word(before: str) -> bool:
    """Whether a raised number behind a text is a marker: behind a word or a sign.

    Behind a unit, the name of a function, a letter or a digit it may be a power.
    """
    behind = before.rstrip()
    word = _LAST_WORD.search(behind)
    is_word = word is not None and len(word[0]) > 1 and word[0] not in _OF_POWERS
    return is_word or behind[-1:] in _PUNCTUATION


def bracketed_in(lines: Sequence[PrintLine]) -> Iterator[str]:
    """Return the numbers and signs in square brackets inside lines, in order."""
    for line in lines:
        yield from (mark.replace("∗", "*") for mark in _BRACKETED.findall(line.text))


def opening_mark(line: PrintLine) -> tuple[str, tuple[Piece, ...], bool] | None:
    """Read the marker that a note's first line begins with, the rest, whether it is raised."""
    first = line.pieces[0]
    if first.raised:
        marks = read_marks(first.text)
        return (marks[0], line.pieces[1:], True) if len(marks) == 1 else None
    if _begins_raised(line) and (marks := read_marks(line.words[0].text)):
        return marks[0], cut_start(line.pieces, len(line.words[0].text)), True
    match = _OPENING.match(line.text)
    if match is None:
        return None
    mark = next(group for group in match.groups() if group).replace("∗", "*")
    return mark, cut_start(line.pieces, match.end()), False


def style_of_marker(line: PrintLine) -> str:
    """Return how a line's opening marker is set: `^` if raised, or else the signs around it."""
    opening = opening_mark(line)
    if opening is None:
        return ""
    mark, _, raised = opening
    before, _, behind = line.text.partition(mark)
    return "^" if raised else before + (behind[:1] if behind[:1] in _CLOSING else "")


def _begins_raised(line: PrintLine) -> bool:
    """Whether the first word is a superscript to the second, whatever most words are."""
    if len(line.words) == 1:
        return False
    first, second = line.words[:2]
    height = second.y - first.y
    return (
        first.size <= RAISED_SIZE_SHARE * second.size and height > LEAST_RAISE_SIZES * second.size
    )
