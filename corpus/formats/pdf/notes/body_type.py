"""Notes in the size of the body, which numbers in order, gaps and the leading tell from it."""

from collections.abc import Iterator, Sequence
from statistics import median

from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.notes.feet import Foot, NoteState
from corpus.formats.pdf.notes.markers import opening_mark
from corpus.formats.pdf.values import Label, PrintLine

_CLOSER_LEADINGS = 0.96
"""Lines whose gaps are smaller than this, in the text's leadings, are set closer than the text."""
_SMALLER_POINTS = 0.15
"""In points: type that is smaller than the body's by so little may still tell."""
_LARGER_BELOW_RULE_POINTS = 1.0
"""By how much, in points, a note right below a rule may be larger than the body."""
_LESS_THAN_BODY_POINTS = 0.6
"""By how much smaller than the body type may be and still count as its own."""
_ENOUGH_SIGNS_COUNT = 2
"""How many things have to speak for notes."""
_OPENED_SHARE = 0.8
"""The share of the numbers called on a page that begin lines if these are its notes."""
_OPENED_NOTES = 2
_MOST_LOOSE_LINES = 1


def find_in_body_type(place: Foot, measures: Measures, state: NoteState) -> int:
    """Return the position in a column at which notes as large as its text begin; or its length.

    They begin with a marker that the text has, and their numbers go up to the column's end.
    Below a rule that is enough; else two more things have to speak for it.
    """
    lines = place.lines
    for at in range(1, len(lines)):
        largest = measures.size + (
            _LARGER_BELOW_RULE_POINTS if place.below_rule(at, at) is not None else _SMALLER_POINTS
        )
        if lines[at].size > largest and lines[at] not in place.entries:
            continue
        if not _may_open(lines[at], place, measures, state) or _opens_again(lines, at):
            continue
        if _stands_over_text(place, at) or _is_loose(place, at):
            continue
        if place.below_rule(at, at) is not None:
            state.has_rule = True
            return at
        if state.size is not None and not _is_body_type(state.size, measures):
            continue
        if lines[at] in place.entries and not _may_stand_below_entries(place, at):
            continue
        rest = _start_of_rest(place, at) if state.is_open else at
        if state.is_open and place.below_rule(rest, at):
            return rest
        if sum(_evidence(place, at, rest, measures, state)) >= _ENOUGH_SIGNS_COUNT:
            return rest
    return _find_rest(place, measures, state)


def _may_open(line: PrintLine, place: Foot, measures: Measures, state: NoteState) -> bool:
    """Whether a note may begin: its marker is in the text, or the next in turn."""
    opening = opening_mark(line)
    if opening is None or line.label is not Label.BODY:
        return False
    if line in place.entries:
        return place.is_called(line)
    if line.bold and not measures.bold:
        return False
    return place.is_called(line) or (
        state.size is not None and opening[0] == str(state.last_number + 1)
    )


def _may_stand_below_entries(place: Foot, at: int) -> bool:
    """Whether a note may stand below a bibliography, and is not its first entry or like one."""
    is_first = place.lines[at - 1] not in place.entries
    is_bracketed = place.lines[at].text.startswith("[")
    return place.is_behind_gap(at) and not is_first and not is_bracketed


def _opens_again(lines: Sequence[PrintLine], at: int) -> bool:
    """Whether the marker begins a line farther down too, as behind a list in the text."""
    own = _kind_and_mark(lines[at])
    return any(_kind_and_mark(line) == own for line in lines[at + 1 :])


def _stands_over_text(place: Foot, at: int) -> bool:
    """Whether a gap is below a line, and no note, as below a numbered heading."""
    below = at + 1
    return (
        below < len(place.lines)
        and place.is_behind_gap(below)
        and opening_mark(place.lines[below]) is None
    )


def _is_loose(place: Foot, at: int) -> bool:
    """Whether gaps part the lines from `at` on where no note begins, as around formulas."""
    lines = place.lines
    below = range(at + 1, len(lines))
    loose = sum(place.is_behind_gap(n) and opening_mark(lines[n]) is None for n in below)
    return loose > _MOST_LOOSE_LINES


def _kind_and_mark(line: PrintLine) -> tuple[str, bool] | None:
    opening = opening_mark(line)
    return None if opening is None else (opening[0], opening[2])


def _is_body_type(size: float, measures: Measures) -> bool:
    return measures.size - size <= _LESS_THAN_BODY_POINTS


def _opened(lines: Sequence[PrintLine], place: Foot) -> Iterator[str]:
    for line in lines:
        opening = opening_mark(line)
        if opening is not None and place.is_called(line):
            yield opening[0]


def _evidence(
    place: Foot, at: int, rest: int, measures: Measures, state: NoteState
) -> Iterator[bool]:
    """Return what speaks for notes from `at` on; `rest` is where that of an older one begins."""
    lines = place.lines
    opening = opening_mark(lines[at])
    yield place.is_behind_gap(rest)
    yield opening is not None and opening[2]
    yield _all_called_are_opened(lines, at, place)
    gaps = [line.gap for line in lines[at + 1 :] if line.gap]
    yield bool(gaps) and median(gaps) < _CLOSER_LEADINGS * measures.leading
    above = max(measures.size, median(line.size for line in lines[:rest]))
    yield median(line.size for line in lines[at:]) <= above - _SMALLER_POINTS
    yield (
        state.size is not None
        and opening is not None
        and opening[0] in {str(state.last_number + 1), "1"}
    )


def _all_called_are_opened(lines: Sequence[PrintLine], at: int, place: Foot) -> bool:
    """Whether nearly all numbers called on the page, and more than one, begin a line."""
    opened = set(_opened(lines[at:], place))
    first = min((int(mark) for mark in opened if mark.isdecimal()), default=0)
    called = {m for m in place.marks if m.isdecimal() and int(m) >= first}
    return len(opened) >= _OPENED_NOTES and len(opened & called) >= _OPENED_SHARE * len(called)


def _start_of_rest(place: Foot, at: int) -> int:
    """Return the first line above `at` with no gap, and nothing else, between."""
    start = at
    while start > 1 and not place.is_behind_gap(start):
        if place.lines[start - 1].label is not Label.BODY:
            return at
        start -= 1
    return start if start > 1 else at


def _find_rest(place: Foot, measures: Measures, state: NoteState) -> int:
    """Find the rest of a note of the page before: behind the last gap, with lines closer."""
    lines = place.lines
    if not state.is_open or state.size is None or not _is_body_type(state.size, measures):
        return len(lines)
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].label is not Label.BODY or lines[at] in place.entries:
            break
        if place.below_rule(at, at) is not None and state.has_rule:
            return at
        if not place.is_behind_gap(at):
            continue
        gaps = [line.gap for line in lines[at + 1 :] if line.gap]
        is_close = bool(gaps) and median(gaps) < _CLOSER_LEADINGS * measures.leading
        return at if is_close and not state.has_rule else len(lines)
    return len(lines)
