"""Where notes stand at the feet of pages: small type, below a rule or beginning with a marker."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.layout.headings import ends_sentence
from corpus.readers.pdf.feet import SKIPPED, Foot, NoteState
from corpus.readers.pdf.markers import bracketed_in, marks_in, opening_mark, style_of_marker
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.note_columns import feet_of
from corpus.readers.pdf.note_starts import find_start
from corpus.readers.pdf.paper_notes import label_paper_notes
from corpus.readers.pdf.side_notes import label_side_notes
from corpus.readers.pdf.values import Label, PrintedPage, PrintLine

_ENOUGH_PAGES = 0.25
"""The share of the pages with markers that shows notes to be in small type."""
_ENOUGH_LETTERS = 0.1
"""The share of the letters of notes that makes their size one of those of notes."""

_FEWEST_ALIKE, _ALIKE = 3, 0.7
_MOST_OUTSIDE = 4
_FAR_BELOW, _FAR = 3.5, 1.5


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
        sizes = _sizes_of_notes(pages)
        noted = sum(any(line.label is Label.NOTE for line in lines) for lines in pages)
        if in_body_type or noted >= max(1, _ENOUGH_PAGES * calling):
            break
        _unlabel(pages)
    if sizes:
        _unlabel(pages)
        state = NoteState(in_body_type, sizes, _style_of_markers(pages))
        _pass(pages, printed, measures, state, entries)
    if pages:
        label_paper_notes(pages[0], measures, height=printed[0].height)


def _sizes_of_notes(pages: Sequence[Sequence[PrintLine]]) -> tuple[float, ...]:
    """Give the sizes of words in lines labelled notes, but for rare ones; the usual one first."""
    sizes: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines if line.label is Label.NOTE):
        for word in line.words:
            sizes[word.size] += len(word.text)
    least = _ENOUGH_LETTERS * sizes.total()
    return tuple(size for size, count in sizes.most_common() if count >= least)


def _style_of_markers(pages: Sequence[Sequence[PrintLine]]) -> str | None:
    """Give how the numbers of notes are set, by the first one of each page; None if they vary."""
    firsts = [next(_numbered(lines), None) for lines in pages]
    styles = Counter(style_of_marker(line) for line in firsts if line is not None)
    style, count = max(styles.items(), key=lambda item: item[1], default=("", 0))
    return style if count >= max(_FEWEST_ALIKE, _ALIKE * styles.total()) else None


def _numbered(lines: Sequence[PrintLine]) -> Iterator[PrintLine]:
    for line in lines:
        opening = opening_mark(line) if line.label is Label.NOTE else None
        if opening is not None and opening[0].isdecimal():
            yield line


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
        label_side_notes(lines, marks, measures)
        was_open, found = state.is_open, False
        if not was_open and _is_small_from_top(lines, page, measures):
            continue
        for column in feet_of(lines):
            state.is_open = state.is_open if found else was_open
            foot = Foot(column, page.rules, marks, brackets, entries)
            foot = replace(foot, lines=column[: _end_of_notes(foot, measures, state)])
            notes = foot.lines[find_start(foot, measures, state) :]
            for line in notes:
                line.label = Label.NOTE
            if notes:
                _follow(notes, state, marks)
                found = True
        state.is_open = state.is_open and found


def _is_small_from_top(lines: Sequence[PrintLine], page: PrintedPage, measures: Measures) -> bool:
    """Tell whether a page has small type alone, and not just at its foot, as in a bibliography."""
    body = [line for line in lines if line.label is Label.BODY]
    top = min((line.y for line in body), default=page.height)
    return top < page.height / 2 and all(measures.is_small(line) for line in body)


def _end_of_notes(foot: Foot, measures: Measures, state: NoteState) -> int:
    """Give the position behind the last line that notes may have.

    What stands far below the rest, as marks for cutting the page do, is none.
    """
    lines = foot.lines
    end = len(lines)
    for at in range(end - 1, max(0, end - _MOST_OUTSIDE - 1), -1):
        far = max(_FAR_BELOW * lines[at].size, _FAR * measures.leading)
        if (lines[at].gap or 0.0) > far:
            is_note = any(foot.is_called(line) for line in lines[at:end])
            is_text = any(character.isalnum() for line in lines[at:end] for character in line.text)
            if is_text and (is_note or state.is_open or foot.below_rule(at, at) is not None):
                return end
            end = at
    return end


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
