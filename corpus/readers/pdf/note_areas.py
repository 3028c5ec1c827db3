"""Where notes stand at the feet of pages: small type, below a rule or beginning with a marker."""

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.layout.headings import ends_sentence
from corpus.readers.pdf.markers import bracketed_in, marks_in, opening_mark
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.note_starts import SKIPPED, Foot, NoteState, find_start
from corpus.readers.pdf.values import Label, PrintedPage, PrintLine


def label_notes(
    pages: Sequence[Sequence[PrintLine]], printed: Sequence[PrintedPage], measures: Measures
) -> None:
    """Label the lines of notes at the feet of pages, in two passes.

    The first pass finds the size of the notes, where markers make them sure; the second
    finds those that go on from the page before.
    """
    _pass(pages, printed, measures, NoteState())
    sizes = Counter(line.size for lines in pages for line in lines if line.label is Label.NOTE)
    if not sizes:
        return
    for lines in pages:
        for line in lines:
            if line.label is Label.NOTE:
                line.label = Label.BODY
    _pass(pages, printed, measures, NoteState(size=max(sizes, key=sizes.__getitem__)))


def _pass(
    pages: Sequence[Sequence[PrintLine]],
    printed: Sequence[PrintedPage],
    measures: Measures,
    state: NoteState,
) -> None:
    before: set[str] = set()
    for lines, page in zip(pages, printed, strict=True):
        own = set(marks_in(lines))
        marks, before = own | before, own
        brackets = set(bracketed_in([ln for ln in lines if not measures.is_small(ln)]))
        for column in _feet(lines):
            start = find_start(Foot(column, page.rules, marks, brackets), measures, state)
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


def _follow(found: Sequence[PrintLine], state: NoteState, marks: set[str]) -> None:
    """Count on through the notes of a page, and tell whether the last one may go on."""
    for line in found:
        opening = opening_mark(line)
        if opening is None or not opening[0].isdecimal():
            continue
        number = int(opening[0])
        if opening[0] in marks or 0 < number - state.last_number <= SKIPPED:
            state.last_number = number
    state.is_open = False
    if found:
        last = found[-1]
        state.is_open = last.edge_right - last.right < 3 * last.size or not ends_sentence(last.text)
