"""The feet of columns, where notes may stand, and what is known of the notes met so far."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import median

from corpus.formats.pdf.notes.markers import opening_mark
from corpus.formats.pdf.values import PrintLine, Rule

SKIPPED_NUMBERS = 4
"""How many numbers a sequence of notes may leap over where a marker was not read."""
_SHORT_RULE_SHARE = 0.55
"""How much of a column's width the rule above notes takes up at most."""
_RULES_AT_ONE_HEIGHT_POINTS = 2.0
_OVER_LETTERS_SIZES, _HIGHEST_RULE_SIZES = 0.5, 4
"""Where a rule right above a line is: over its letters, and not so high if nothing is above."""
_BESIDE_COLUMN_SIZES = 2
"""How far such a rule may reach out of the column."""
_INDENTED_TO_RULE_SIZES = 2.5
"""How far, in sizes of type, notes and the text above may be indented to the rule."""
NOTE_GAP_TIMES = 1.25
"""A gap that is wider than the usual one by this sets lines apart."""


@dataclass(slots=True)
class NoteState:
    """What is known of the notes met so far, from page to page.

    `sizes` are those of their type, the usual one first. `last_number` is that of the last
    note, `is_open` says that it may go on, `in_body_type` that notes may be as large as the text.
    """

    in_body_type: bool
    sizes: tuple[float, ...] = ()
    last_number: int = 0
    is_open: bool = False
    has_rule: bool = False

    @property
    def size(self) -> float | None:
        """The usual size; None before it is known."""
        return self.sizes[0] if self.sizes else None


@dataclass(frozen=True, slots=True)
class Foot:
    """A column of a page, where notes may be at its foot.

    `marks` are the raised markers of the page and the one before, `brackets` its numbers in
    square brackets, `entries` the lines of a bibliography.
    """

    lines: Sequence[PrintLine]
    rules: Sequence[Rule]
    marks: AbstractSet[str] = frozenset()
    brackets: AbstractSet[str] = frozenset()
    entries: AbstractSet[PrintLine] = frozenset()

    def is_called(self, line: PrintLine) -> bool:
        """Whether a line begins with a marker that the page has in its text."""
        opening = opening_mark(line)
        if opening is None:
            return False
        return opening[0] in self.marks or (
            line.text.startswith("[") and opening[0] in self.brackets
        )

    def below_rule(self, first: int, last: int) -> int | None:
        """Return the last position between `first` and `last` that a rule stands right above."""
        lines = self.lines
        left = min(lines[last].edge_left, lines[last].left)
        right = lines[last].edge_right
        for at in range(last, first - 1, -1):
            size = lines[at].size
            top = lines[at].y - _OVER_LETTERS_SIZES * size
            above = lines[at - 1].y if at else top - _HIGHEST_RULE_SIZES * size
            for rule in self.rules:
                room = _BESIDE_COLUMN_SIZES * size
                inside = rule.left > left - room and rule.right < right + room
                if inside and above - 1 < rule.y < top:
                    return at
        return None

    def below_short_rule(self, first: int) -> int | None:
        """Return the position, from `first` on, below a rule such as notes alone have.

        It begins where the column does and ends well before its right edge.
        """
        lines = self.lines
        if first == len(lines):
            return None
        size = lines[-1].size
        left = min(lines[-1].edge_left, *(line.left for line in lines[first:]))
        longest = _SHORT_RULE_SHARE * (lines[-1].edge_right - left)
        for rule in self.rules:
            own = rule.right - rule.left
            right = lines[-1].edge_right
            others = [r for r in self.rules if r is not rule and left - size < r.left < right]
            others = [r for r in others if r.y > rule.y - _RULES_AT_ONE_HEIGHT_POINTS]
            wider = any(r.right - r.left > own + 1 or r.left > rule.left + 1 for r in others)
            if (
                wider
                or own > longest
                or not -_INDENTED_TO_RULE_SIZES * size < rule.left - left < size
            ):
                continue
            at = next((n for n in range(first, len(lines)) if lines[n].y > rule.y), None)
            if at is not None and self.below_rule(at, at) is not None:
                return at
        return None

    def is_behind_gap(self, at: int) -> bool:
        """Whether more room than usual is above a line."""
        usual = median([line.gap for line in self.lines if line.gap] or [self.lines[at].size])
        return (self.lines[at].gap or 0.0) > NOTE_GAP_TIMES * usual
