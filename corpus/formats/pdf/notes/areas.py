"""Where notes stand at the feet of pages: small type, below a rule or beginning with a marker."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.notes.columns import feet_of
from corpus.formats.pdf.notes.feet import SKIPPED_NUMBERS, Foot, NoteState
from corpus.formats.pdf.notes.markers import bracketed_in, marks_in, opening_mark
from corpus.formats.pdf.notes.side_notes import find_side_notes
from corpus.formats.pdf.notes.starts import find_start
from corpus.formats.pdf.values import Label, PrintedPage, PrintLine
from corpus.layout.headings import ends_sentence

_ENOUGH_PAGES_SHARE = 0.25
"""The share of the pages with markers that shows notes to be in small type."""
_ENOUGH_LETTERS_SHARE = 0.1
"""The share of the letters of notes that makes their size one of those of notes."""

_MOST_OUTSIDE_LINES = 4
_FILLED_SIZES = 3
"""A line that ends nearer than this to the right edge has no room for more."""
_FAR_BELOW_SIZES, _FAR_BELOW_LEADINGS = 3.5, 1.5
"""A gap that is wider than both has something else than notes below it."""


def are_on_enough_pages(
    notes: AbstractSet[PrintLine], pages: Sequence[Sequence[PrintLine]]
) -> bool:
    """Whether notes stand on enough of the pages that have markers."""
    calling = sum(any(True for _ in marks_in(lines)) for lines in pages)
    noted = sum(any(line in notes for line in lines) for lines in pages)
    return noted >= max(1, _ENOUGH_PAGES_SHARE * calling)


def sizes_of_notes(
    notes: AbstractSet[PrintLine], pages: Sequence[Sequence[PrintLine]]
) -> tuple[float, ...]:
    """Return the sizes of words in the lines of notes, but for rare ones; the usual one first."""
    sizes: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines if line in notes):
        for word in line.words:
            sizes[word.size] += len(word.text)
    least = _ENOUGH_LETTERS_SHARE * sizes.total()
    return tuple(size for size, count in sizes.most_common() if count >= least)


def find_notes_in_margins(
    pages: Sequence[Sequence[PrintLine]], measures: Measures
) -> set[PrintLine]:
    """Return the lines of notes beside the text of all pages."""
    called = zip(pages, _marks_of(pages), strict=True)
    return {line for lines, marks in called for line in find_side_notes(lines, marks, measures)}


def find_notes_at_feet(
    pages: Sequence[Sequence[PrintLine]],
    printed: Sequence[PrintedPage],
    measures: Measures,
    state: NoteState,
    entries: AbstractSet[PrintLine],
) -> set[PrintLine]:
    """Return the lines of notes at the feet of all pages; `entries` are a bibliography's.

    Those in the margins are to be labelled before.
    """
    found: set[PrintLine] = set()
    for lines, page, marks in zip(pages, printed, _marks_of(pages), strict=True):
        brackets = set(bracketed_in([ln for ln in lines if not measures.is_small(ln)]))
        was_open, has_notes = state.is_open, False
        if not was_open and _is_small_from_top(lines, page, measures):
            continue
        for column in feet_of(lines, found):
            state.is_open = state.is_open if has_notes else was_open
            foot = Foot(column, page.rules, marks, brackets, entries)
            foot = replace(foot, lines=column[: _end_of_notes(foot, measures, state)])
            notes = foot.lines[find_start(foot, measures, state) :]
            found.update(notes)
            if notes:
                _follow(notes, state, marks)
                has_notes = True
        state.is_open = state.is_open and has_notes
    return found


def _marks_of(pages: Sequence[Sequence[PrintLine]]) -> list[set[str]]:
    """Return the raised markers of each page and the one before."""
    own = [set(marks_in(lines)) for lines in pages]
    return [marks | before for marks, before in zip(own, [set[str](), *own], strict=False)]


def _is_small_from_top(lines: Sequence[PrintLine], page: PrintedPage, measures: Measures) -> bool:
    """Whether a page has small type alone, and not just at its foot, as in a bibliography."""
    body = [line for line in lines if line.label is Label.BODY]
    top = min((line.y for line in body), default=page.height)
    return top < page.height / 2 and all(measures.is_small(line) for line in body)


def _end_of_notes(foot: Foot, measures: Measures, state: NoteState) -> int:
    """Return the position behind the last line that notes may have.

    What stands far below the rest, as marks for cutting the page do, is none.
    """
    lines = foot.lines
    end = len(lines)
    for at in range(end - 1, max(0, end - _MOST_OUTSIDE_LINES - 1), -1):
        far = max(_FAR_BELOW_SIZES * lines[at].size, _FAR_BELOW_LEADINGS * measures.leading)
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
        if opening[0] in marks or 0 < number - state.last_number <= SKIPPED_NUMBERS:
            state.last_number = number
    last = found[-1]
    room = last.edge_right - last.right
    state.is_open = room < _FILLED_SIZES * last.size or not ends_sentence(last.text)
