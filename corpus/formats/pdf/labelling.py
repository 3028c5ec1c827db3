"""The lines of a PDF labelled: what is looked for in which order, and what it makes of them.

Labels are set here alone. Each search returns the lines that it found, and sees the labels
that those before it have led to.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from corpus.formats.pdf.body.bibliographies import lines_of_entries
from corpus.formats.pdf.body.floats import find_captions, find_contents, find_table_rows
from corpus.formats.pdf.edges.line_numbers import strip_line_numbers
from corpus.formats.pdf.edges.running_heads import strip_running_lines
from corpus.formats.pdf.front.authors import people_among
from corpus.formats.pdf.front.title import Front, find_front, looks_like, strip_headings
from corpus.formats.pdf.headings.finding import Heading, find_headings
from corpus.formats.pdf.headings.run_in import part_run_in_headings
from corpus.formats.pdf.headings.run_in_title import part_run_in_title
from corpus.formats.pdf.headings.styles import style_of
from corpus.formats.pdf.lines.directions import mirror_pages
from corpus.formats.pdf.lines.measures import Measures, measure
from corpus.formats.pdf.lines.page_lines import lay_out
from corpus.formats.pdf.notes.areas import (
    are_on_enough_pages,
    find_notes_at_feet,
    find_notes_in_margins,
    sizes_of_notes,
)
from corpus.formats.pdf.notes.endnotes import find_endnotes
from corpus.formats.pdf.notes.feet import NoteState
from corpus.formats.pdf.notes.paper_notes import find_paper_notes
from corpus.formats.pdf.print.document import Print
from corpus.formats.pdf.print.faces import tell_faces
from corpus.formats.pdf.tables.finding import take_tables
from corpus.formats.pdf.tables.placing import place_tables
from corpus.formats.pdf.values import Furniture, Label, PrintedPage, PrintLine

_Pages = Sequence[Sequence[PrintLine]]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known of the lines of a document; `entries` are those of its bibliography."""

    furniture: Sequence[Furniture]
    pages: _Pages
    measures: Measures
    title: Sequence[PrintLine]
    front: Sequence[PrintLine]
    headings: Sequence[Heading]
    endnotes: Sequence[PrintLine]
    entries: Sequence[PrintLine]

    @property
    def text(self) -> list[PrintLine]:
        """What is neither in front of the text nor a note."""
        front = set(self.front)
        lines = chain.from_iterable(self.pages)
        return [line for line in lines if line not in front and line.label is not Label.NOTE]

    @property
    def apart(self) -> list[PrintLine]:
        """What names the paper and its authors; a title that is a section's as well is not."""
        sections = set(_lines_of(self.headings))
        title = [line for line in self.title if line not in sections]
        return [*title, *people_among(self.front)]


def read_lines(print_: Print) -> Reading:
    """Lay out the lines of all pages, and label them."""
    printed = mirror_pages(print_.pages)
    furniture = strip_running_lines([strip_line_numbers(page) for page in tell_faces(printed)])
    for edges in furniture:
        _label(edges.lines, Label.HEAD)
        _label(edges.numbers, Label.PAGE_NUMBER)
    without_tables, tables = take_tables(furniture, printed)
    drawn = [
        (*page.drawn, *(table.area for table in own))
        for page, own in zip(printed, tables, strict=True)
    ]
    laid_out = lay_out(without_tables, drawn)
    measures = measure(laid_out)
    pages = [part_run_in_title(lines) for lines in laid_out[:1]] + laid_out[1:]
    pages = place_tables(pages, tables)
    _label_floats(pages, measures)
    entries = lines_of_entries(pages, measures)
    _label_notes(pages, printed, measures, entries)
    front = find_front(pages, measures, declared=print_.metadata.get("Title", ""))
    # A row of names, or of where people work, looks like one of a table.
    _label(front.lines, Label.BODY)
    _label(front.masthead, Label.HEAD)
    apart = entries | {*front.title, *front.lines}
    pages, run_in = part_run_in_headings(pages, measures, apart=apart)
    _label(_lines_of(run_in), Label.HEADING)
    kept, own = _label_headings(list(_body(pages)), front, measures)
    headings = _in_order([*own, *run_in], pages)
    headings = _with_title(headings, front.title, measures)
    _label(front.title, Label.HEADING)
    endnotes, over_notes, headings = find_endnotes(pages, headings)
    # A heading goes with its notes, for nothing of its section stays.
    _label((*endnotes, *_lines_of(over_notes)), Label.NOTE)
    listed = [line for lines in pages for line in lines if line in entries]
    return Reading(furniture, pages, measures, front.title, kept, headings, endnotes, listed)


def _label(lines: Iterable[PrintLine], label: Label) -> None:
    """Label lines, but for those of a table whose cells are known: what these are is sure."""
    for line in lines:
        if line.cell is None:
            line.label = label


def _label_floats(pages: _Pages, measures: Measures) -> None:
    """Label tables of contents, then captions, then tables, whose rows may be either."""
    for lines in pages:
        _label(find_contents(lines), Label.TABLE)
        _label(find_captions(lines, measures), Label.CAPTION)
        _label(find_table_rows(lines), Label.TABLE)


def _label_notes(
    pages: _Pages,
    printed: Sequence[PrintedPage],
    measures: Measures,
    entries: AbstractSet[PrintLine],
) -> None:
    """Label the notes outside of endnotes, which are looked for twice.

    The first look finds the size of the notes, where markers make them sure; the second
    finds those that go on from the page before. Notes as large as the text are looked for
    where few pages have smaller ones. `entries` are the lines of a bibliography.
    """
    notes: AbstractSet[PrintLine] = frozenset()
    state = NoteState(in_body_type=False)
    for in_body_type in (False, True):
        state = NoteState(in_body_type)
        notes = _look_for_notes(pages, printed, measures, state, entries)
        if are_on_enough_pages(notes, pages):
            break
    sizes = sizes_of_notes(notes, pages)
    if sizes:
        state = NoteState(state.in_body_type, sizes)
        notes = _look_for_notes(pages, printed, measures, state, entries)
    _label(notes, Label.NOTE)
    if pages:
        _label(find_paper_notes(pages[0], measures, height=printed[0].height), Label.NOTE)


def _look_for_notes(
    pages: _Pages,
    printed: Sequence[PrintedPage],
    measures: Measures,
    state: NoteState,
    entries: AbstractSet[PrintLine],
) -> set[PrintLine]:
    """Return the notes in margins, and at the feet of what is left.

    To the next look, what was found is text, whatever it had been before.
    """
    notes = find_notes_in_margins(pages, measures)
    _label(notes, Label.NOTE)
    notes |= find_notes_at_feet(pages, printed, measures, state, entries)
    _label(notes, Label.BODY)
    return notes


def _label_headings(
    lines: Sequence[PrintLine], front: Front, measures: Measures
) -> tuple[Sequence[PrintLine], list[Heading]]:
    """Label the headings; return what is left of the front without those that end it, and them."""
    headings = find_headings(_without(lines, (*front.title, *front.lines)), measures)
    _label(_lines_of(headings), Label.HEADING)
    kept = strip_headings(front.lines, {heading.style for heading in headings}, measures)
    if len(kept) < len(front.lines):
        headings = find_headings(_without(lines, (*front.title, *kept)), measures)
        _label(_lines_of(headings), Label.HEADING)
    return kept, headings


def _with_title(
    headings: list[Heading], title: Sequence[PrintLine], measures: Measures
) -> list[Heading]:
    """Put the title in front of the headings if it looks like one of them."""
    if title and looks_like(title[0], [heading.style for heading in headings], measures):
        return [Heading(tuple(title), style_of(title[0], measures)), *headings]
    return headings


def _in_order(headings: Sequence[Heading], pages: _Pages) -> list[Heading]:
    places = {line: place for place, line in enumerate(chain.from_iterable(pages))}
    return sorted(headings, key=lambda heading: places[heading.lines[0]])


def _body(pages: _Pages) -> Iterator[PrintLine]:
    for lines in pages:
        yield from (line for line in lines if line.label is Label.BODY)


def _without(lines: Sequence[PrintLine], apart: Collection[PrintLine]) -> list[PrintLine]:
    left_out = set(apart)
    return [line for line in lines if line not in left_out]


def _lines_of(headings: Iterable[Heading]) -> Iterator[PrintLine]:
    return chain.from_iterable(heading.lines for heading in headings)
