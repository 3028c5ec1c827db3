"""Collects the blocks of a file of markup as its elements are met one after another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, TextLine
from corpus.formats.markup.pieces import Piece, join_runs, take_out_marks
from corpus.formats.source import clean

_DASH = re.compile(r"\s*+(?:\]\s*+)?[-\u2010\u2011–—−]\s*+(?:\[\s*+)?")
_NUMBER = re.compile(r"\[?\s*[0-9]+\s*\]?")
_LONGEST_RANGE = 200
_CLOSES = re.compile(r"[.,;:!?)\]]")
_SOFT_HYPHEN = re.compile("\u00ad(?:\\s*\n\\s*)?")


@dataclass(slots=True)
class _Line:
    text: str
    cites: tuple[str, ...] = ()
    page: str | None = None
    glue: str = ""
    cites_behind: list[str] = field(default_factory=list)
    notes: list[tuple[str, str | None]] = field(default_factory=list)

    def as_text_line(self) -> TextLine:
        return TextLine(
            self.text,
            page_number=self.page,
            glue=self.glue,
            cites=self.cites,
            cites_behind=tuple(self.cites_behind),
            notes=tuple(self.notes),
        )


class Flow:
    """The blocks met so far, and the pieces of the one that is open.

    `places` gives for the id of each bibliography entry its place in the bibliography:
    what a range such as 3–5 leaves out is filled in by it.
    """

    def __init__(self, places: Mapping[str, int] | None = None) -> None:
        self._places = places or {}
        self._names = list(self._places)
        self._pieces: list[Piece] = []
        self._blocks: list[tuple[list[_Line], int | None]] = []
        self._waiting: list[Piece] = []
        self._page: str | None = None
        self._note_texts: dict[str | None, str | None] = {}

    def write(self, text: str, *, is_raised: bool = False) -> None:
        """Go on with text; a superscript is raised."""
        self._pieces.append(Piece(text, is_raised=is_raised))

    def cite(self, text: str, names: Sequence[str], *, is_raised: bool = False) -> None:
        """Go on with text that cites the entries of these ids; raised numbers are taken out."""
        is_mark = is_raised or not text.strip()
        self._pieces.append(Piece(text, tuple(names), is_raised=is_mark))

    def note(self, marker: str, text: str | None) -> None:
        """Anchor a note here."""
        if text not in self._note_texts:
            self._note_texts[text] = " ".join(_clean(text or "").split()) or None
        note = (" ".join(_clean(marker).split()), self._note_texts[text])
        self._pieces.append(Piece(note=note, is_raised=True))

    def page(self, number: str) -> None:
        """Start a printed page here."""
        self._pieces.append(Piece(page=number))

    def close(self, level: int | None = None) -> None:
        """End the block: a heading of a level, or a paragraph. Without text there is none."""
        lines = self._lines()
        self._pieces = []
        if lines:
            self._blocks.append((lines, level))
        elif self._waiting and self._blocks:
            _attach(self._blocks[-1][0][-1], self._waiting)
            self._waiting = []

    def blocks(self) -> list[Block]:
        """Return all closed blocks."""
        return [
            Block(tuple(line.as_text_line() for line in lines), level)
            for lines, level in self._blocks
        ]

    def _lines(self) -> list[_Line]:
        """Strip the pieces, with the white space between them as glue, and attach the marks."""
        lines: list[_Line] = []
        is_apart = is_marked = False
        for piece in take_out_marks(self._fill_ranges(join_runs(self._pieces))):
            text = " ".join(_clean(piece.text).split())
            if piece.page is not None:
                self._page = piece.page
            if piece.note or (piece.cites and piece.is_raised):
                is_marked = True
                if lines:
                    _attach(lines[-1], [piece])
                else:
                    self._waiting.append(piece)
            elif not text:
                is_apart = is_apart or piece.text != ""
            else:
                is_apart = is_apart or piece.text[0].isspace()
                if lines and is_marked:
                    text = _close_brackets(lines[-1], text)
                if lines and is_apart and not (is_marked and _CLOSES.match(text)):
                    lines[-1].glue = " "
                lines.append(self._start_line(text, piece.cites))
                is_apart, is_marked = piece.text[-1].isspace(), False
        return lines

    def _start_line(self, text: str, cites: tuple[str, ...]) -> _Line:
        line = _Line(text, cites, page=self._page)
        self._page = None
        _attach(line, self._waiting)
        self._waiting = []
        return line

    def _fill_ranges(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Make one piece of two numbers around a dash, which cites all between them."""
        place = 0
        while place < len(pieces):
            piece = pieces[place]
            if names := self._range(pieces[place : place + 3]):
                first, dash, last = pieces[place : place + 3]
                text = first.text + dash.text + last.text
                piece = Piece(text, names, is_raised=first.is_raised and last.is_raised)
                place += 2
            yield piece
            place += 1

    def _range(self, pieces: Sequence[Piece]) -> tuple[str, ...]:
        texts = [piece.text.strip() for piece in pieces]
        if [bool(piece.cites) for piece in pieces] != [True, False, True]:
            return ()
        if not (_NUMBER.fullmatch(texts[0]) and _NUMBER.fullmatch(texts[2])):
            return ()
        start = self._places.get(pieces[0].cites[0])
        end = self._places.get(pieces[2].cites[-1])
        if start is None or end is None or not 0 < end - start < _LONGEST_RANGE:
            return ()
        return tuple(self._names[start : end + 1]) if _DASH.fullmatch(pieces[1].text) else ()


def _clean(text: str) -> str:
    return clean(_SOFT_HYPHEN.sub("", text))


def _attach(line: _Line, marks: Sequence[Piece]) -> None:
    for mark in marks:
        line.cites_behind += mark.cites
        if mark.note:
            line.notes.append(mark.note)


def _close_brackets(line: _Line, text: str) -> str:
    """Take away brackets in which nothing but a mark stood."""
    before = line.text[:-1].rstrip()
    if before and line.text[-1] + text[0] in {"[]", "()"} and text[1:].strip():
        line.text = before
        return text[1:].strip()
    return text
