"""Collects the blocks of a file of markup as its elements are met one after another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block, Row, RowCell, TextLine
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


@dataclass(slots=True)
class _Block:
    lines: list[_Line]
    level: int | None = None
    row: Row | None = None
    is_caption: bool = False

    def as_block(self) -> Block:
        lines = tuple(line.as_text_line() for line in self.lines)
        return Block(lines, self.level, self.row, self.is_caption)


class Flow:
    """The blocks met so far, and the pieces of the one that is open.

    `places` gives for the id of each bibliography entry its place in the bibliography:
    what a range such as 3–5 leaves out is filled in by it.
    """

    def __init__(self, places: Mapping[str, int] | None = None) -> None:
        self._places = places or {}
        self._names = list(self._places)
        self._pieces: list[Piece] = []
        self._blocks: list[_Block] = []
        self._tables = 0
        self._row: list[RowCell] = []
        self._row_lines: list[_Line] = []
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
        self._close(_Block(self._lines(), level))

    def close_caption(self) -> None:
        """End the block, which is the caption of a table if one is beside it."""
        self._close(_Block(self._lines(), is_caption=True))

    def begin_table(self) -> None:
        """End the block; the rows that follow are those of a further table."""
        self.close()
        self._tables += 1

    def close_cell(self, *, rows: int = 1, columns: int = 1, is_head: bool = False) -> None:
        """End a cell of a row, which reaches over so many rows and columns."""
        lines = self._lines()
        self._pieces = []
        if not lines and self._row_lines:
            _attach(self._row_lines[-1], self._waiting)
            self._waiting = []
        self._row_lines += lines
        self._row.append(RowCell(len(lines), rows, columns, is_head))

    def close_row(self) -> None:
        """End a row of the table."""
        row = Row(self._tables, tuple(self._row))
        block = _Block(self._row_lines, row=row)
        self._row, self._row_lines = [], []
        self._close(block)

    def blocks(self) -> list[Block]:
        """Return all closed blocks."""
        return [block.as_block() for block in self._blocks]

    def _close(self, block: _Block) -> None:
        self._pieces = []
        if block.lines or block.row:
            self._blocks.append(block)
        elif self._waiting and (before := self._last_lines()):
            _attach(before[-1], self._waiting)
            self._waiting = []

    def _last_lines(self) -> list[_Line]:
        filled = (block.lines for block in reversed(self._blocks) if block.lines)
        return next(filled, [])

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
