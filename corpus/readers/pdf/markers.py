"""The markers of notes: raised numbers and signs in a line, and those that begin a note."""

import re
from collections.abc import Iterator, Sequence

from corpus.readers.pdf.values import Piece, PrintLine

_SIGNS = "*∗†‡§¶‖#"
_MARK = rf"\d{{1,4}}|[{_SIGNS}]{{1,4}}|[a-z]"
_RAISED = re.compile(rf"[(\[]?({_MARK})[)\].]?")
_SEVERAL = re.compile(r"\s*[,;]\s*|\s+")
_RANGE = re.compile(r"(\d{1,4})\s?[-–—]\s?(\d{1,4})")
_OPENING = re.compile(
    rf"(?:\[(\d{{1,4}}|[{_SIGNS}]{{1,4}})\]|\((\d{{1,4}})\)|(\d{{1,4}})[.):]?|([{_SIGNS}]{{1,4}}))"
    rf"(?:\s+|(?<=[{_SIGNS}\])])(?=\S))"
)
_BRACKETED = re.compile(rf"\[(\d{{1,4}}|[{_SIGNS}]{{1,4}})\]")


def read_marks(text: str) -> tuple[str, ...]:
    """Read the markers in a raised piece, such as ``12``, ``*`` or ``3,4``; () if it is none."""
    marks: list[str] = []
    for part in filter(None, _SEVERAL.split(text.strip(" ,;"))):
        if match := _RAISED.fullmatch(part):
            marks.append(match[1].replace("∗", "*"))
        elif _RANGE.fullmatch(part):
            marks.append(part)
        else:
            return ()
    return tuple(marks)


def marks_in(lines: Sequence[PrintLine]) -> Iterator[str]:
    """Give the raised markers inside lines, in order."""
    for line in lines:
        for piece in line.pieces[1:]:
            if piece.raised:
                yield from read_marks(piece.text)


def bracketed_in(lines: Sequence[PrintLine]) -> Iterator[str]:
    """Give the numbers and signs in square brackets inside lines, in order."""
    for line in lines:
        yield from (mark.replace("∗", "*") for mark in _BRACKETED.findall(line.text))


def opening_mark(line: PrintLine) -> tuple[str, tuple[Piece, ...], bool] | None:
    """Read the marker that a note's first line begins with, the rest, whether it is raised."""
    first = line.pieces[0]
    if first.raised:
        marks = read_marks(first.text)
        return (marks[0], line.pieces[1:], True) if len(marks) == 1 else None
    match = _OPENING.match(line.text)
    if match is None:
        return None
    mark = next(group for group in match.groups() if group).replace("∗", "*")
    return mark, cut_start(line.pieces, match.end()), False


def cut_start(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    """Give pieces without their first `length` characters."""
    kept: list[Piece] = []
    for piece in pieces:
        rest = piece.text[length:]
        length = max(0, length - len(piece.text))
        if rest:
            kept.append(Piece(rest, piece.raised, piece.bold, piece.italic))
    return tuple(kept)
