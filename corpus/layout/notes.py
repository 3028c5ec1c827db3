"""The notes of a plain-text file: each begins with its number, alone on a line or not."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from corpus.layout.hyphens import Hyphenation
from corpus.layout.lines import Line

_START = re.compile(r"([0-9]{1,4})(?:[.)]?\s(\S.*))?")


class Notes:
    """Takes notes from `lines` in the order of their numbers, which counts up from 1.

    `running` holds the positions of running heads and feet, which end a note.
    """

    def __init__(self, lines: Sequence[Line], running: AbstractSet[int]) -> None:
        self._lines = lines
        self._running = running
        self._notes: list[list[str]] = []
        self._end = 0

    @property
    def texts(self) -> dict[str, str]:
        """The notes taken so far by their markers, their lines joined."""
        mend = Hyphenation(line for note in self._notes for line in note)
        return {str(number): mend.join(note) for number, note in enumerate(self._notes, start=1)}

    def is_at(self, position: int, *, last_marker: int) -> bool:
        """Whether the next note stands at `position`.

        Its marker must have been met. A number in front of words could begin an item
        of a list as well, so that kind of note must be at the foot of a page.
        """
        line = self._lines[position]
        start = _START.fullmatch(line.text)
        if start is None or not int(start[1]) == len(self._notes) + 1 <= last_marker:
            return False
        if start[2] is None:
            return not line.new_page and not self._ends_block(position + 1)
        return position == self._end or (line.gap > 0 and self._is_at_foot(position))

    def take(self, position: int) -> int:
        """Take the note at `position`, up to the next one or the end of its block."""
        first = self._lines[position].text.partition(" ")[2]
        note = [first] if first else []
        following = len(self._notes) + 2
        end = position + 1
        while not self._ends_block(end) and not (
            note and _starts_note(self._lines[end].text, following, alone=not first)
        ):
            note.append(self._lines[end].text)
            end += 1
        self._notes.append(note)
        self._end = end
        return end

    def _ends_block(self, position: int) -> bool:
        if position >= len(self._lines) or position in self._running:
            return True
        return self._lines[position].gap > 0 or self._lines[position].new_page

    def _is_at_foot(self, position: int) -> bool:
        """Whether nothing but notes stands from `position` on to the end of the page."""
        number = len(self._notes) + 1
        for place in range(position + 1, len(self._lines)):
            if self._lines[place].new_page or place in self._running:
                return True
            if _starts_note(self._lines[place].text, number + 1, alone=False):
                number += 1
            elif self._lines[place].gap:
                return False
        return True


def _starts_note(text: str, number: int, *, alone: bool) -> bool:
    start = _START.fullmatch(text)
    return start is not None and int(start[1]) == number and (start[2] is None) == alone
