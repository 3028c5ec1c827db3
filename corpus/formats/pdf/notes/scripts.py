"""What superscripts and subscripts are: markers of notes, citations, or part of the text."""

from collections.abc import Collection

from corpus.formats.pdf.notes.affiliations import lists_names, names_place
from corpus.formats.pdf.notes.markers import read_marks, stands_behind_word
from corpus.formats.pdf.notes.powers import (
    is_factor,
    is_power,
    may_cite,
)
from corpus.formats.pdf.notes.raised_numbers import RaisedNumbers
from corpus.formats.pdf.notes.texts import NoteTexts
from corpus.formats.pdf.values import Piece, PrintLine
from corpus.superscripts import write_lowered, write_raised

_POWERS = frozenset("0 1 2 3".split())

Notes = tuple[tuple[str, str | None], ...]
"""Markers, each with the text of its note; None where there is none, as there is for citations."""


class Scripts:
    """Reads superscripts by what is known of the whole paper: its notes and its bibliography."""

    def __init__(
        self, notes: NoteTexts, numbers: RaisedNumbers, entries: Collection[PrintLine]
    ) -> None:
        self._notes = notes
        self._numbers = numbers
        self._entries = frozenset(entries)

    def notes_at(self, piece: Piece, before: str, line: PrintLine, after: str) -> Notes:
        """Return the markers that a raised piece stands for; () if it is part of the text.

        `before` and `after` are the text of the line beside it.
        """
        marks = read_marks(piece.text) if piece.raised and before.strip() else ()
        if not marks or (len(marks) == 1 and is_power(before, marks[0], after)):
            return ()
        is_numeric = all(mark[0].isdecimal() for mark in marks)
        if self._numbers.works and is_numeric:
            return self._cited(marks, before)
        notes = self._noted(marks, before, line.page)
        if any(text is not None for _, text in notes):
            return notes
        is_known = is_numeric and self._numbers.count_up and not is_factor(before, marks)
        return () if lists_names(line) or names_place(after) or not is_known else notes

    def leading_notes(self, line: PrintLine) -> Notes:
        """Read markers at the start of a line, which belong behind the line before."""
        first = line.pieces[0]
        marks = read_marks(first.text) if first.raised else ()
        if not marks:
            return ()
        if self._numbers.works and line not in self._entries:
            after = line.pieces[1].text if len(line.pieces) > 1 else ""
            is_part = is_power("", marks[0], after) or not self._numbers.hold(marks)
            return () if is_part else tuple((mark, None) for mark in marks)
        notes = tuple((mark, self._notes.text_of(mark, line.page)) for mark in marks)
        return notes if any(text is not None for _, text in notes) else ()

    def notes_of_front(self, line: PrintLine) -> Notes:
        """Return the notes that a line of the title or of the authors calls.

        Where these work is none, nor do they cite by raised numbers.
        """
        marks = [mark for p in line.pieces[1:] if p.raised for mark in read_marks(p.text)]
        marks = [mark for mark in marks if mark not in self._notes.affiliations]
        if self._numbers.works:
            marks = [mark for mark in marks if not mark[0].isdecimal()]
        notes = ((mark, self._notes.text_of(mark, line.page)) for mark in marks)
        return tuple((mark, text) for mark, text in notes if text is not None)

    def _cited(self, marks: tuple[str, ...], before: str) -> Notes:
        """Return raised numbers as citations of works, whose texts the bibliography has."""
        if not self._numbers.hold(marks):
            return ()
        cites = stands_behind_word(before) or may_cite(before.rstrip(), marks)
        return tuple((mark, None) for mark in marks) if cites else ()

    def _noted(self, marks: tuple[str, ...], before: str, page: int) -> Notes:
        """Return marker and text of the notes that marks stand for.

        Behind a letter or a unit a number may be a power: it is one if the page has that
        marker behind a word too, or no note has it. Without its text, where other notes have
        theirs, a small number is a power as well.
        """
        may_be_power = not stands_behind_word(before)
        if may_be_power and any(self._notes.is_called(mark, page) for mark in marks):
            return ()
        notes = tuple((mark, self._notes.text_of(mark, page)) for mark in marks)
        if any(text is not None for _, text in notes):
            return notes
        is_small = self._notes.have_texts and set(marks) <= _POWERS
        return () if may_be_power or is_small else notes


def join_written(before: str, piece: Piece, after: str) -> str:
    """Return the text of a line up to a piece, and the piece behind it; `after` is the next one."""
    if not piece.raised:
        return before + (write_lowered(piece.text) if piece.lowered else piece.text)
    raised = write_raised(piece.text, before, after)
    # A sign in front shows that it belongs to the unit before it, however far away it is set.
    is_signed = raised.startswith(("⁻", "⁺")) and before.strip()
    return (before.rstrip() if is_signed else before) + raised
