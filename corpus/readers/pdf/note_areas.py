"""Where notes stand at the feet of pages: small type, below a rule or beginning with a marker."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from corpus.layout.headings import ends_sentence
from corpus.readers.pdf.markers import bracketed_in, marks_in, opening_mark
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.values import Label, PrintedPage, PrintLine, Rule

_LIKE = 0.7
_WIDER = 1.25
_LOOSEST = 1.4
_SKIPPED = 4
"""How many numbers a sequence of notes may leap over where a marker was not read."""


@dataclass(slots=True)
class _State:
    """What is known of the notes met so far, from page to page."""

    size: float | None = None
    last_number: int = 0
    is_open: bool = False
    has_rule: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of a page, where notes may be at its foot."""

    lines: Sequence[PrintLine]
    rules: Sequence[Rule]
    marks: set[str] = field(default_factory=set)
    brackets: set[str] = field(default_factory=set)


def label_notes(
    pages: Sequence[Sequence[PrintLine]], printed: Sequence[PrintedPage], measures: Measures
) -> None:
    """Label the lines of notes at the feet of pages, in two passes.

    The first pass finds the size of the notes, where markers make them sure; the second
    finds those that go on from the page before.
    """
    _pass(pages, printed, measures, _State())
    sizes = Counter(line.size for lines in pages for line in lines if line.label is Label.NOTE)
    if not sizes:
        return
    for lines in pages:
        for line in lines:
            if line.label is Label.NOTE:
                line.label = Label.BODY
    _pass(pages, printed, measures, _State(size=max(sizes, key=sizes.__getitem__)))


def _pass(
    pages: Sequence[Sequence[PrintLine]],
    printed: Sequence[PrintedPage],
    measures: Measures,
    state: _State,
) -> None:
    before: set[str] = set()
    for lines, page in zip(pages, printed, strict=True):
        own = set(marks_in(lines))
        marks, before = own | before, own
        brackets = set(bracketed_in([ln for ln in lines if not measures.is_small(ln)]))
        for column in _feet(lines):
            start = _find_start(_Place(column, page.rules, marks, brackets), measures, state)
            for line in column[start:]:
                line.label = Label.NOTE
        found = [line for line in lines if line.label is Label.NOTE]
        _follow(found, state, marks)


def _feet(lines: Sequence[PrintLine]) -> Iterable[list[PrintLine]]:
    """Give the columns of a page with nothing but notes below them, the last one first."""
    by_column: dict[int, list[PrintLine]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    standing: list[PrintLine] = []
    for column in reversed(by_column.values()):
        left, right = min(ln.left for ln in column), max(ln.right for ln in column)
        below = [
            line
            for line in standing
            if line.left < right and line.right > left and line.y > column[-1].y
        ]
        if not below:
            yield column
        standing += [line for line in column if line.label is Label.BODY]


def _find_start(place: _Place, measures: Measures, state: _State) -> int:
    """Give the position in the column at which its notes begin; its length if it has none."""
    lines = place.lines
    first_small = len(lines)
    while first_small and _may_be_note(lines[first_small - 1], measures, state):
        first_small -= 1
    starts = [at for at in range(first_small, len(lines)) if _opens(lines[at], place, state)]
    if not starts:
        if first_small < len(lines):
            return _find_continuation(place, first_small, state)
        return _find_by_rule_alone(place)
    below_rule = _below_rule(place, first_small, starts[0])
    if below_rule is not None:
        state.has_rule = True
        return below_rule
    return _after_gap(lines, first_small, starts[0]) if state.last_number else starts[0]


def _may_be_note(line: PrintLine, measures: Measures, state: _State) -> bool:
    if line.label is not Label.BODY or not measures.is_small(line):
        return False
    return state.size is None or abs(line.size - state.size) <= _LIKE


def _opens(line: PrintLine, place: _Place, state: _State) -> bool:
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
    return (raised and 0 < ahead <= _SKIPPED and known) or (known and ahead == 1)


def _below_rule(place: _Place, first: int, last: int) -> int | None:
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


def _find_continuation(place: _Place, first: int, state: _State) -> int:
    """Find the rest of a note of the page before, where no note begins in this column."""
    lines = place.lines
    if state.size is None:
        return len(lines)
    below_rule = _below_rule(place, first, len(lines) - 1)
    if below_rule is not None and state.has_rule:
        return below_rule
    is_quote = all(line.left - line.edge_left > line.size for line in lines[first:])
    if state.is_open and not is_quote and not state.has_rule:
        return first
    return len(lines)


def _find_by_rule_alone(place: _Place) -> int:
    """Find notes in the size of the body, below a rule, that begin with a raised marker."""
    lines = place.lines
    for at in range(1, len(lines)):
        opening = opening_mark(lines[at])
        if opening is None or not opening[2] or opening[0] not in place.marks:
            continue
        if _below_rule(place, at, at) is not None and lines[at].label is Label.BODY:
            return at
    return len(lines)


def _follow(found: Sequence[PrintLine], state: _State, marks: set[str]) -> None:
    """Count on through the notes of a page, and tell whether the last one may go on."""
    for line in found:
        opening = opening_mark(line)
        if opening is None or not opening[0].isdecimal():
            continue
        number = int(opening[0])
        if opening[0] in marks or 0 < number - state.last_number <= _SKIPPED:
            state.last_number = number
    state.is_open = False
    if found:
        last = found[-1]
        state.is_open = last.edge_right - last.right < 3 * last.size or not ends_sentence(last.text)
