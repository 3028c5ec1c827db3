"""Where notes stand at the feet of pages: small type, below a rule or beginning with a marker."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from corpus.layout.headings import ends_sentence
from corpus.readers.pdf.feet import SKIPPED, Foot, NoteState
from corpus.readers.pdf.markers import bracketed_in, marks_in, opening_mark
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.note_starts import find_start
from corpus.readers.pdf.values import Label, PrintedPage, PrintLine

_ENOUGH_PAGES = 0.25
"""The share of the pages with markers that shows notes to be in small type."""


def label_notes(
    pages: Sequence[Sequence[PrintLine]],
    printed: Sequence[PrintedPage],
    measures: Measures,
    entries: AbstractSet[int],
) -> None:
    """Label the lines of notes at the feet of pages, in two passes.

    The first pass finds the size of the notes, where markers make them sure; the second
    finds those that go on from the page before. Notes as large as the text are looked for
    where few pages have smaller ones. `entries` are the ids of lines of a bibliography.
    """
    calling = sum(any(True for _ in marks_in(lines)) for lines in pages)
    for in_body_type in (False, True):
        _pass(pages, printed, measures, NoteState(in_body_type), entries)
        sizes = Counter(line.size for lines in pages for line in lines if line.label is Label.NOTE)
        noted = sum(any(line.label is Label.NOTE for line in lines) for lines in pages)
        if in_body_type or noted >= max(1, _ENOUGH_PAGES * calling):
            break
        _unlabel(pages)
    if sizes:
        _unlabel(pages)
        state = NoteState(in_body_type, size=max(sizes, key=sizes.__getitem__))
        _pass(pages, printed, measures, state, entries)


def _unlabel(pages: Sequence[Sequence[PrintLine]]) -> None:
    for line in (line for lines in pages for line in lines if line.label is Label.NOTE):
        line.label = Label.BODY


def _pass(
    pages: Sequence[Sequence[PrintLine]],
    printed: Sequence[PrintedPage],
    measures: Measures,
    state: NoteState,
    entries: AbstractSet[int],
) -> None:
    before: set[str] = set()
    for lines, page in zip(pages, printed, strict=True):
        own = set(marks_in(lines))
        marks, before = own | before, own
        brackets = set(bracketed_in([ln for ln in lines if not measures.is_small(ln)]))
        was_open, found = state.is_open, False
        for column in _feet(lines):
            state.is_open = state.is_open if found else was_open
            foot = Foot(column, page.rules, marks, brackets, entries)
            notes = column[find_start(foot, measures, state) :]
            for line in notes:
                line.label = Label.NOTE
            if notes:
                _follow(notes, state, marks)
                found = True
        state.is_open = state.is_open and found


def _feet(lines: Sequence[PrintLine]) -> Iterator[list[PrintLine]]:
    """Give the columns of a page with nothing but notes below them.

    Those at the foot come in reading order, for a note may go on from one to the next.
    """
    by_column: dict[int, list[PrintLine]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    columns = list(by_column.values())
    lowest = [column for column in columns if not _below(column, lines)]
    yield from lowest
    for column in reversed(columns):
        if column not in lowest and all(ln.label is Label.NOTE for ln in _below(column, lines)):
            yield column


def _below(column: Sequence[PrintLine], lines: Sequence[PrintLine]) -> list[PrintLine]:
    """Give the lines of a page under a column."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    return [
        line
        for line in lines
        if line.column != column[0].column
        and line.label in {Label.BODY, Label.NOTE}
        and line.left < right
        and line.right > left
        and line.y > column[-1].y
    ]


def _follow(found: Sequence[PrintLine], state: NoteState, marks: set[str]) -> None:
    """Count on through the notes of a column, and tell whether the last one may go on."""
    for line in found:
        opening = opening_mark(line)
        if opening is None or not opening[0].isdecimal():
            continue
        number = int(opening[0])
        if opening[0] in marks or 0 < number - state.last_number <= SKIPPED:
            state.last_number = number
    last = found[-1]
    state.is_open = last.edge_right - last.right < 3 * last.size or not ends_sentence(last.text)
