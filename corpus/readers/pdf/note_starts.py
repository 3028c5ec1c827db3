"""Where the notes at the foot of a column begin: in small type, below a rule, with a marker."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from corpus.readers.pdf.markers import opening_mark
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.paragraphs import names_references
from corpus.readers.pdf.values import Label, PrintLine, Rule

_LIKE = 0.7
_WIDER = 1.25
_LOOSEST = 1.4
_LONGEST_HEADING = 60
SKIPPED = 4
"""How many numbers a sequence of notes may leap over where a marker was not read."""


@dataclass(slots=True)
class NoteState:
    """What is known of the notes met so far, from page to page.

    `last_number` is that of the last note, `is_open` says that it may go on.
    """

    size: float | None = None
    last_number: int = 0
    is_open: bool = False
    has_rule: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """A column of a page, where notes may be at its foot."""

    lines: Sequence[PrintLine]
    rules: Sequence[Rule]
    marks: set[str] = field(default_factory=set)
    brackets: set[str] = field(default_factory=set)


def find_start(place: Foot, measures: Measures, state: NoteState) -> int:
    """Give the position in the column at which its notes begin; its length if it has none."""
    lines = place.lines
    first_small = len(lines)
    while first_small and _may_be_note(lines[first_small - 1], measures, state):
        first_small -= 1
    starts = [at for at in range(first_small, len(lines)) if _opens(lines[at], place, state)]
    if not starts:
        if first_small < len(lines):
            return _find_continuation(place, first_small, state)
        return _find_in_body_type(place, state)
    below_rule = _below_rule(place, first_small, starts[0])
    if below_rule is not None:
        state.has_rule = True
        return below_rule
    return _after_gap(lines, first_small, starts[0]) if state.last_number else starts[0]


def _may_be_note(line: PrintLine, measures: Measures, state: NoteState) -> bool:
    if line.label is not Label.BODY or not measures.is_small(line):
        return False
    return state.size is None or abs(line.size - state.size) <= _LIKE


def _opens(line: PrintLine, place: Foot, state: NoteState) -> bool:
    """Tell whether a note begins with this line: its marker is on the page, or counts on."""
    opening = opening_mark(line)
    if opening is None:
        return False
    mark, _, raised = opening
    if mark in place.marks or (line.text.startswith("[") and mark in place.brackets):
        return True
    if not mark.isdecimal():
        return False
    ahead = int(mark) - state.last_number
    known = state.size is not None and state.last_number > 0
    return (raised and 0 < ahead <= SKIPPED and known) or (known and ahead == 1)


def _below_rule(place: Foot, first: int, last: int) -> int | None:
    """Give the position between `first` and `last` that a rule stands right above."""
    lines = place.lines
    left, right = lines[last].edge_left, lines[last].edge_right
    for at in range(last, first - 1, -1):
        top = lines[at].y - 0.5 * lines[at].size
        above = lines[at - 1].y if at else top - 4 * lines[at].size
        for rule in place.rules:
            inside = (
                rule.left > left - 2 * lines[at].size and rule.right < right + 2 * lines[at].size
            )
            if inside and above - 1 < rule.y < top:
                return at
    return None


def _after_gap(lines: Sequence[PrintLine], first: int, last: int) -> int:
    """Give the position behind the last wide gap between `first` and `last`.

    What stands close above the first note of a page is the rest of the note before.
    """
    usual = median([line.gap for line in lines[last:] if line.gap] or [lines[last].size])
    usual = min(usual, _LOOSEST * lines[last].size)
    for at in range(last, first, -1):
        if (lines[at].gap or 0.0) > _WIDER * usual:
            return at
    return first


def _find_continuation(place: Foot, first: int, state: NoteState) -> int:
    """Find the rest of a note of the page before, where no note begins in this column."""
    lines = place.lines
    if state.size is None or _are_entries(lines, first):
        return len(lines)
    below_rule = _below_rule(place, first, len(lines) - 1)
    if below_rule is not None and state.has_rule:
        return below_rule
    is_quote = all(line.left - line.edge_left > line.size for line in lines[first:])
    if state.is_open and not is_quote and not state.has_rule:
        return first
    return len(lines)


def _are_entries(lines: Sequence[PrintLine], first: int) -> bool:
    """Tell whether the lines from `first` on stand under the heading of a bibliography."""
    above = lines[first - 1].text if first else ""
    return len(above) < _LONGEST_HEADING and names_references(above)


def _find_in_body_type(place: Foot, state: NoteState) -> int:
    """Find notes in the size of the body: below a rule, or behind a gap and a raised marker."""
    lines = place.lines
    for at in range(1, len(lines)):
        opening = opening_mark(lines[at])
        if lines[at].label is not Label.BODY or opening is None or opening[0] not in place.marks:
            continue
        if _below_rule(place, at, at) is not None:
            return at
        if state.is_open and (start := _below_rule(place, _block_start(lines, at), at)):
            return start
        if opening[2] and _is_behind_gap(lines, at):
            return at
    return len(lines)


def _block_start(lines: Sequence[PrintLine], at: int) -> int:
    """Give the position of the first line above `at` with no gap, and nothing else, between."""
    while at > 1 and not _is_behind_gap(lines, at) and lines[at - 1].label is Label.BODY:
        at -= 1
    return at


def _is_behind_gap(lines: Sequence[PrintLine], at: int) -> bool:
    usual = median([line.gap for line in lines if line.gap] or [lines[at].size])
    return (lines[at].gap or 0.0) > _WIDER * usual
