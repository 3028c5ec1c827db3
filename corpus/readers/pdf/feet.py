"""The feet of columns, where notes may stand, and what is known of the notes met so far."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf.markers import opening_mark
from corpus.readers.pdf.values import PrintLine, Rule

SKIPPED = 4
"""How many numbers a sequence of notes may leap over where a marker was not read."""
WIDER = 1.25
"""A gap that is wider than the usual one by this sets lines apart."""


@dataclass(slots=True)
class NoteState:
    """What is known of the notes met so far, from page to page.

    `last_number` is that of the last note, `is_open` says that it may go on, `in_body_type`
    that notes may be as large as the text.
    """

    in_body_type: bool
    size: float | None = None
    last_number: int = 0
    is_open: bool = False
    has_rule: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """A column of a page, where notes may be at its foot.

    `marks` are the raised markers of the page and the one before, `brackets` its numbers in
    square brackets, `entries` the ids of lines of a bibliography.
    """

    lines: Sequence[PrintLine]
    rules: Sequence[Rule]
    marks: AbstractSet[str] = frozenset()
    brackets: AbstractSet[str] = frozenset()
    entries: AbstractSet[int] = frozenset()

    def is_called(self, line: PrintLine) -> bool:
        """Tell whether a line begins with a marker that the page has in its text."""
        opening = opening_mark(line)
        if opening is None:
            return False
        return opening[0] in self.marks or (
            line.text.startswith("[") and opening[0] in self.brackets
        )

    def below_rule(self, first: int, last: int) -> int | None:
        """Give the last position between `first` and `last` that a rule stands right above."""
        lines = self.lines
        left, right = lines[last].edge_left, lines[last].edge_right
        for at in range(last, first - 1, -1):
            size = lines[at].size
            top = lines[at].y - 0.5 * size
            above = lines[at - 1].y if at else top - 4 * size
            for rule in self.rules:
                inside = rule.left > left - 2 * size and rule.right < right + 2 * size
                if inside and above - 1 < rule.y < top:
                    return at
        return None

    def is_behind_gap(self, at: int) -> bool:
        """Tell whether more room than usual is above a line."""
        usual = median([line.gap for line in self.lines if line.gap] or [self.lines[at].size])
        return (self.lines[at].gap or 0.0) > WIDER * usual
