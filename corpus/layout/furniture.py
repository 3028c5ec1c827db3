"""What stands on a page and is not its text: note markers, notes, running heads.

A plain-text file has no superscripts. Its markers are numbers alone on a line,
counting up from 1; its notes repeat the numbers in the same order. Without form
feeds, a number that is neither, beside a short line, is a page number with its
running head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout.headings import ends_sentence, is_heading_like
from corpus.layout.lines import Line
from corpus.layout.notes import Notes
from corpus.layout.running_lines import find_running_lines

_BARE_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(slots=True)
class BodyLine:
    """A line of the paper's own text, with what was taken out around it.

    `index` is its place among the lines of print. `markers` stood behind it.
    `new_page` says that a page surely starts with it, `page_number` which one.
    """

    line: Line
    index: int
    gap: int
    markers: tuple[str, ...] = ()
    after_marker: bool = False
    new_page: bool = False
    page_number: str | None = None

    @property
    def text(self) -> str:
        """What the line says."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class Stripped:
    """The text lines of a file without its furniture, its notes, its running head."""

    body: list[BodyLine]
    notes: dict[str, str]
    running_head: str | None


class _Stripper:
    """Walks down the lines once, keeping count of the markers and notes met so far."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.running = find_running_lines(lines)
        self.running_head = self.running.title
        self.has_tight_lines = any(line.tight for line in lines)
        self.has_form_feeds = any(line.new_page for line in lines)
        self.body: list[BodyLine] = []
        self.notes = Notes(lines, self.running.positions)
        self.last_marker = 0
        self.pending_page = False
        self.pending_number: str | None = None

    def run(self) -> Stripped:
        """Sort every line into body, markers, notes and running heads."""
        position = 0
        while position < len(self.lines):
            position = self._step(position)
        return Stripped(self.body, self.notes.texts, self.running_head)

    def _step(self, position: int) -> int:
        """Take the lines at `position` that belong together; give the position behind them."""
        line = self.lines[position]
        if line.new_page or position == 0:
            self.pending_page = line.new_page
            self.pending_number = self.running.page_numbers.get(position)
        if position in self.running.positions:
            return position + 1
        if self._is_marker(position):
            self.last_marker += 1
            self.body[-1].markers += (line.text,)
            return position + 1
        if self.notes.is_at(position, last_marker=self.last_marker):
            self.pending_page = self.pending_page or not self.has_form_feeds
            return self.notes.take(position)
        if size := self._running_head_size(position):
            return position + size
        self._take_body(position)
        return position + 1

    def _is_marker(self, position: int) -> bool:
        line = self.lines[position]
        return (
            line.text == str(self.last_marker + 1)
            and not (line.gap or line.new_page)
            and (line.tight or not self.has_tight_lines)
            and position + 1 < len(self.lines)
            and bool(self.body)
            and self.body[-1].index == position - 1
        )

    def _running_head_size(self, position: int) -> int:
        """Take a page number, with the running head beside it; give their lines."""
        first = self.lines[position]
        if self.running.page_numbers or not (first.gap or first.new_page):
            return 0
        if not (self.pending_page or self._runs_over(position)):
            return 0
        pair = [line.text for line in self.lines[position : position + 2]]
        if not _BARE_NUMBER.fullmatch(pair[0]):
            pair.reverse()
        if not _BARE_NUMBER.fullmatch(pair[0]):
            return 0
        self.pending_page, self.pending_number = True, pair[0]
        if len(pair) > 1 and is_heading_like(pair[1]):
            self.running_head = self.running_head or pair[1]
            return 2
        return 1

    def _runs_over(self, position: int) -> bool:
        """Whether a sentence runs on over the one or two lines at `position`."""
        following = self.lines[position + 1 : position + 3]
        return (
            bool(self.body)
            and not ends_sentence(self.body[-1].text)
            and any(line.text[:1].islower() for line in following)
        )

    def _take_body(self, position: int) -> None:
        line = self.lines[position]
        gap = 0 if self.pending_page else line.gap
        after_marker = bool(self.body and self.body[-1].markers) and not self.pending_page
        if after_marker and gap and self.has_tight_lines:
            # The first blank line behind a marker is the rest of the marker's own line.
            gap -= 1
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


def strip_furniture(lines: Sequence[Line]) -> Stripped:
    """Take note markers, notes and running heads out of the lines of a text file."""
    return _Stripper(lines).run()
