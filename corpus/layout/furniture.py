"""What stands on a page and is not its text: note markers, notes, running heads.

A plain-text file has no superscripts. Its markers are numbers alone on a line,
counting up from 1; its notes repeat the numbers in the same order; a number that
is neither, beside a short line, is a page number with its running head.
"""

import re
from dataclasses import dataclass, field

from corpus.layout.headings import ends_sentence, is_heading_like
from corpus.layout.hyphens import Hyphenation
from corpus.layout.lines import Line

_BARE_NUMBER = re.compile(r"\d{1,4}$")


@dataclass(slots=True)
class BodyLine:
    """A line of the paper's own text, with what was taken out around it.

    `index` is its place among the lines of print. `markers` stood behind it.
    `new_page` says that a page surely starts with it, `page_number` which one.
    """

    line: Line
    index: int
    gap: int
    markers: list[str] = field(default_factory=list)
    after_marker: bool = False
    new_page: bool = False
    page_number: str | None = None


@dataclass(frozen=True, slots=True)
class Stripped:
    """The text lines of a file without its furniture, its notes, its running head."""

    body: list[BodyLine]
    notes: dict[str, str]
    running_head: str | None


class _Stripper:
    """Walks down the lines once, keeping count of the markers and notes met so far."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.body: list[BodyLine] = []
        self.notes: dict[str, list[str]] = {}
        self.running_head: str | None = None
        self.last_marker = 0
        self.pending_page = False
        self.pending_number: str | None = None

    def run(self) -> Stripped:
        position = 0
        while position < len(self.lines):
            position = self._step(position)
        mend = Hyphenation([text for lines in self.notes.values() for text in lines])
        notes = {}
        for marker, lines in self.notes.items():
            text = ""
            for line in lines:
                text = mend.join(text, line)
            notes[marker] = text
        return Stripped(self.body, notes, self.running_head)

    def _step(self, position: int) -> int:
        line = self.lines[position]
        if line.new_page:
            self.pending_page = True
        if self._is_marker(position):
            self.body[-1].markers.append(line.text)
            self.last_marker += 1
            return position + 1
        if self._is_note(position):
            return self._take_note(position)
        if size := self._running_head_size(position):
            return position + size
        self._take_body(position)
        return position + 1

    def _is_marker(self, position: int) -> bool:
        line = self.lines[position]
        if line.text != str(self.last_marker + 1) or not self.body or line.gap or line.new_page:
            return False
        if self.body[-1].index != position - 1 or position + 1 == len(self.lines):
            return False
        return line.tight or not any(other.tight for other in self.lines)

    def _is_note(self, position: int) -> bool:
        line = self.lines[position]
        return (
            _BARE_NUMBER.match(line.text) is not None
            and int(line.text) == len(self.notes) + 1 <= self.last_marker
            and position + 1 < len(self.lines)
            and self.lines[position + 1].gap == 0
            and not line.new_page
        )

    def _take_note(self, position: int) -> int:
        marker = self.lines[position].text
        end = position + 1
        while end < len(self.lines) and self.lines[end].gap == 0 and not self.lines[end].new_page:
            if end > position + 1 and self.lines[end].text == str(int(marker) + 1):
                break
            end += 1
        self.notes[marker] = [line.text for line in self.lines[position + 1 : end]]
        self.pending_page = True
        return end

    def _running_head_size(self, position: int) -> int:
        """Take a page number, with the running head beside it; give their lines."""
        first = self.lines[position]
        if not (first.gap or first.new_page) or not (self.pending_page or self._runs_over(position)):
            return 0
        pair = [line.text for line in self.lines[position : position + 2]]
        if not _BARE_NUMBER.match(pair[0]) and len(pair) > 1 and _BARE_NUMBER.match(pair[1]):
            pair.reverse()
        if not _BARE_NUMBER.match(pair[0]):
            return 0
        self.pending_page, self.pending_number = True, pair[0]
        if len(pair) > 1 and is_heading_like(pair[1]):
            self.running_head = self.running_head or pair[1]
            return 2
        return 1

    def _runs_over(self, position: int) -> bool:
        """Tell whether a sentence runs on over the one or two lines at `position`."""
        following = self.lines[position + 1 : position + 3]
        return (
            bool(self.body)
            and not ends_sentence(self.body[-1].line.text)
            and any(line.text[:1].islower() for line in following)
        )

    def _take_body(self, position: int) -> None:
        line = self.lines[position]
        after_marker = bool(self.body) and bool(self.body[-1].markers) and not self.pending_page
        gap = 0 if self.pending_page else line.gap
        if after_marker and line.gap:
            # The first blank line behind a marker is the rest of the marker's own line.
            gap = line.gap - 1 if any(other.tight for other in self.lines) else line.gap
        self.body.append(
            BodyLine(
                line,
                position,
                gap,
                after_marker=after_marker,
                new_page=self.pending_page,
                page_number=self.pending_number,
            )
        )
        self.pending_page, self.pending_number = False, None


def strip_furniture(lines: list[Line]) -> Stripped:
    """Take note markers, notes and running heads out of the lines of a text file."""
    return _Stripper(lines).run()
