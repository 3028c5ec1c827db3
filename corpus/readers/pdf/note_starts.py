"""Where the notes at the foot of a column begin: in small type, below a rule, with a marker."""

from collections.abc import Sequence
from statistics import median

from corpus.readers.pdf.body_type_notes import find_in_body_type
from corpus.readers.pdf.feet import SKIPPED, WIDER, Foot, NoteState
from corpus.readers.pdf.markers import opening_mark
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.values import Label, PrintLine

_LIKE = 0.7
_LOOSEST = 1.4
_FAR = 1.5
"""A gap above the notes below a bibliography is wider than one between its entries."""


def find_start(place: Foot, measures: Measures, state: NoteState) -> int:
    """Give the position in the column at which its notes begin; its length if it has none."""
    lines = place.lines
    first_small = len(lines)
    while first_small and _may_be_note(lines[first_small - 1], measures, state):
        first_small -= 1
    if any(id(line) in place.entries for line in lines[first_small:]):
        return _find_below_entries(place, first_small, state)
    starts = [at for at in range(first_small, len(lines)) if _opens(lines[at], place, state)]
    if not starts:
        if first_small < len(lines):
            return _find_continuation(place, first_small, state)
        return find_in_body_type(place, measures, state) if state.in_body_type else len(lines)
    below_rule = place.below_rule(first_small, starts[0])
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
    if place.is_called(line):
        return True
    if not mark.isdecimal():
        return False
    ahead = int(mark) - state.last_number
    known = state.size is not None and state.last_number > 0
    return (raised and 0 < ahead <= SKIPPED and known) or (known and ahead == 1)


def _after_gap(lines: Sequence[PrintLine], first: int, last: int) -> int:
    """Give the position behind the last wide gap between `first` and `last`.

    What stands close above the first note of a page is the rest of the note before.
    """
    usual = median([line.gap for line in lines[last:] if line.gap] or [lines[last].size])
    usual = min(usual, _LOOSEST * lines[last].size)
    for at in range(last, first, -1):
        if (lines[at].gap or 0.0) > WIDER * usual:
            return at
    return first


def _find_continuation(place: Foot, first: int, state: NoteState) -> int:
    """Find the rest of a note of the page before, where no note begins in this column."""
    lines = place.lines
    if state.size is None:
        return len(lines)
    below_rule = place.below_rule(first, len(lines) - 1)
    if below_rule is not None and state.has_rule:
        return below_rule
    is_quote = all(line.left - line.edge_left > line.size for line in lines[first:])
    if state.is_open and not is_quote and not state.has_rule:
        return first
    return len(lines)


def _find_below_entries(place: Foot, first: int, state: NoteState) -> int:
    """Find notes in small type below a bibliography: behind a rule, or a wide gap and a marker."""
    lines = place.lines
    usual = median([line.gap for line in lines[first:] if line.gap] or [lines[first].size])
    for at in range(first, len(lines)):
        opens = _opens(lines[at], place, state)
        if place.below_rule(at, at) is not None and (opens or (state.has_rule and state.is_open)):
            return at
        far = WIDER if lines[at].pieces[0].raised else _FAR
        opens = opens and not lines[at].text.startswith("[")
        if opens and at and (lines[at].gap or 0.0) > far * usual:
            return at
    return len(lines)
