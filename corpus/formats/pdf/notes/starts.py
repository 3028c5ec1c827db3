"""Where the notes at the foot of a column begin: in small type, below a rule, with a marker."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.notes.body_type import find_in_body_type
from corpus.formats.pdf.notes.feet import NOTE_GAP_TIMES, SKIPPED_NUMBERS, Foot, NoteState
from corpus.formats.pdf.notes.markers import opening_mark, style_of_marker
from corpus.formats.pdf.notes.paper_notes import tells_of_paper
from corpus.formats.pdf.values import Label, PrintLine

_LARGER_THAN_NOTES_POINTS = 0.7
"""By how much, in points, a line of notes may be larger than usual."""
_SMALLEST_IN_NOTES_SHARE = 0.7
"""How small, to their usual size, addresses in notes may be."""
_PART_OF_LINE_SIZES, _LONGEST_PART_CHARACTERS = 0.6, 12
_FEWEST_COUNTED_LINES, _LEAST_CALLED_SHARE = 3, 0.3
_LOOSEST_NOTES_SIZES = 1.4
"""The widest gap that counts as a usual one between lines of notes."""
_BELOW_TABLE = re.compile(
    r"(?:notes?|sources?|anmerkung(?:en)?|quellen?|notas?|fuentes?|font[ei])\s?[.:]", re.IGNORECASE
)
"""How what belongs to a table begins."""
_FAR_BELOW_ENTRIES_TIMES = 1.5
"""A gap above the notes below a bibliography is wider than one between its entries."""


def find_start(place: Foot, measures: Measures, state: NoteState) -> int:
    """Return the position in the column at which its notes begin; its length if it has none."""
    lines = place.lines
    first_small = len(lines)
    while first_small and (
        _may_be_note(lines[first_small - 1], measures, state)
        or _is_part_of_formula(lines, first_small - 1, measures)
    ):
        first_small -= 1
    if any(line in place.entries for line in lines[first_small:]):
        return _find_below_entries(place, first_small, state)
    if first_small < len(lines):
        return _find_in_small_type(place, first_small, state)
    return find_in_body_type(place, measures, state) if state.in_body_type else len(lines)


def _find_in_small_type(place: Foot, first: int, state: NoteState) -> int:
    """Find notes in the lines from `first` on, which are small: below a rule, or at a marker."""
    lines = place.lines
    first = _below_listing(place, first)
    if first == len(lines):
        return first
    opening = next((at for at in range(first, len(lines)) if _opens(lines[at], place, state)), None)
    if opening is None:
        return _find_without_marker(place, first, state)
    below_rule = place.below_short_rule(first)
    if below_rule is None or below_rule > opening:
        below_rule = place.below_rule(first, opening)
    if below_rule is not None:
        state.has_rule = True
        return below_rule
    if not state.last_number:
        return opening
    return _after_gap(lines, _below_table(lines, first, opening), opening)


def _may_be_note(line: PrintLine, measures: Measures, state: NoteState) -> bool:
    if line.label not in {Label.BODY, Label.TABLE} or not measures.is_small(line):
        return False
    return not state.sizes or any(
        _SMALLEST_IN_NOTES_SHARE * size <= line.size <= size + _LARGER_THAN_NOTES_POINTS
        for size in state.sizes
    )


def _is_part_of_formula(lines: Sequence[PrintLine], at: int, measures: Measures) -> bool:
    """Whether a few small letters stand nearer to the next line than lines do."""
    line = lines[at]
    gaps = [line.gap, lines[at + 1].gap if at + 1 < len(lines) else None]
    is_near = any(gap is not None and gap < _PART_OF_LINE_SIZES * measures.size for gap in gaps)
    return is_near and len(line.text) <= _LONGEST_PART_CHARACTERS and measures.is_small(line)


def _opens(line: PrintLine, place: Foot, state: NoteState) -> bool:
    """Whether a note begins with this line: its marker is on the page, or counts on."""
    opening = opening_mark(line)
    if opening is None or line.label is not Label.BODY:
        return False
    mark, _, raised = opening
    if place.is_called(line):
        return True
    if not mark.isdecimal():
        return False
    ahead = int(mark) - state.last_number
    known = state.size is not None and state.last_number > 0
    return (raised and 0 < ahead <= SKIPPED_NUMBERS and known) or (known and ahead == 1)


def _below_listing(place: Foot, first: int) -> int:
    """Return the position from `first` on behind lines that are counted, as those of a listing.

    Their numbers are plain and go up by one, and the text hardly has them.
    """
    lines = place.lines
    numbers = {
        at: int(opening[0])
        for at in range(first, len(lines))
        if (opening := opening_mark(lines[at])) is not None
        and opening[0].isdecimal()
        and not style_of_marker(lines[at])
    }
    counted = sum(after == before + 1 for before, after in pairwise(numbers.values()))
    called = sum(place.is_called(lines[at]) for at in numbers)
    if counted < _FEWEST_COUNTED_LINES or called >= _LEAST_CALLED_SHARE * len(numbers):
        return first
    return max(numbers) + 1


def _after_gap(lines: Sequence[PrintLine], first: int, last: int) -> int:
    """Return the position behind the last wide gap between `first` and `last`.

    What stands close above the first note of a page is the rest of the note before.
    """
    usual = median([line.gap for line in lines[last:] if line.gap] or [lines[last].size])
    usual = min(usual, _LOOSEST_NOTES_SIZES * lines[last].size)
    for at in range(last, first, -1):
        if (lines[at].gap or 0.0) > NOTE_GAP_TIMES * usual:
            return at
    return first


def _below_table(lines: Sequence[PrintLine], first: int, last: int) -> int:
    """Return the position behind the last row of a table between `first` and `last`."""
    rows = (at for at in range(first, last) if lines[at].label is Label.TABLE)
    return max(rows, default=first - 1) + 1


def _find_without_marker(place: Foot, first: int, state: NoteState) -> int:
    """Find notes in a column in which none begins with a marker.

    They stand below a rule of their own, or go on from the page before.
    """
    lines = place.lines
    if _BELOW_TABLE.match(lines[first].text):
        return len(lines)
    below_short_rule = place.below_short_rule(first)
    if below_short_rule is not None:
        state.has_rule = True
        return below_short_rule
    has_table = any(line.label is Label.TABLE for line in lines[first:])
    if tells_of_paper(place, first) and not has_table:
        return first
    if not state.sizes or not state.is_open or has_table:
        return len(lines)
    if state.has_rule:
        below_rule = place.below_rule(first, len(lines) - 1)
        return len(lines) if below_rule is None else below_rule
    is_quote = all(line.left - line.edge_left > line.size for line in lines[first:])
    return len(lines) if is_quote else first


def _find_below_entries(place: Foot, first: int, state: NoteState) -> int:
    """Find notes in small type below a bibliography: behind a rule, or a wide gap and a marker."""
    lines = place.lines
    usual = median([line.gap for line in lines[first:] if line.gap] or [lines[first].size])
    usual = min(usual, _LOOSEST_NOTES_SIZES * lines[first].size)
    for at in range(first, len(lines)):
        opens = _opens(lines[at], place, state)
        if place.below_rule(at, at) is not None and (opens or (state.has_rule and state.is_open)):
            return at
        far = NOTE_GAP_TIMES if lines[at].pieces[0].raised else _FAR_BELOW_ENTRIES_TIMES
        opens = opens and not lines[at].text.startswith("[") and lines[at - 1] in place.entries
        if opens and at and (lines[at].gap or 0.0) > far * usual:
            return at
    return len(lines)
