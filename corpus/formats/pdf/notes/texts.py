"""The notes of a document: the lines of each joined, found for the marker of its page."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from corpus.formats.pdf.notes.affiliations import are_affiliations, marks_at_names
from corpus.formats.pdf.notes.feet import SKIPPED_NUMBERS
from corpus.formats.pdf.notes.markers import (
    bracketed_in,
    marks_in,
    opening_mark,
    read_marks,
    stands_behind_word,
)
from corpus.formats.pdf.values import Label, PrintLine
from corpus.layout.hyphens import Hyphenation
from corpus.paper import LooseNote

_LEAST_LEADING_SIZES, _NEXT_NOTE_TIMES = 0.8, 1.5
"""A gap wider by this than the least between lines has another note below it on page one."""


@dataclass(slots=True)
class _Note:
    """A note as it grows. `page` is where it begins."""

    marker: str
    page: int
    lines: list[str] = field(default_factory=list)


class NoteTexts:
    """Finds the text of the note that a marker in the body stands for.

    A marker means the note on its own page, or else on the next one; an endnote is
    tied by its marker alone, in the order of the markers.
    """

    def __init__(
        self,
        pages: Sequence[Sequence[PrintLine]],
        endnotes: Sequence[PrintLine],
        front: Collection[PrintLine] = (),
    ) -> None:
        """Take the notes of all pages; `front` are the lines between the title and the text.

        `affiliations` are marks at the authors' names that stand for where they work, `places`
        the texts for them at the foot.
        """
        notes = [*_split(pages), *_split_endnotes(endnotes)]
        self.affiliations = _find_affiliations(notes, pages, front)
        places = [note for note in notes if _is_one_of(note, self.affiliations)]
        self.places = [f"{note.marker}{' '.join(note.lines)}" for note in places]
        notes = [note for note in notes if note not in places]
        mend = Hyphenation(line for note in notes for line in note.lines)
        self._by_page: dict[tuple[int, str], str] = {}
        self._endnotes: dict[str, list[str]] = {}
        self._all: list[tuple[_Note, str]] = []
        self._told: set[str] = set()
        for note in notes:
            text = mend.join(note.lines)
            self._all.append((note, text))
            if note.page != _NO_PAGE_INDEX:
                self._by_page.setdefault((note.page, note.marker), text)
            elif text:
                self._endnotes.setdefault(note.marker, []).append(text)
        self._marks = {
            (page, mark) for page, lines in enumerate(pages) for mark in _marks_outside_notes(lines)
        }
        self._called = {(page, mark) for page, lines in enumerate(pages) for mark in _called(lines)}

    @property
    def markers(self) -> set[str]:
        """The markers of the notes that have a text."""
        return {mark for _, mark in self._by_page} | self._endnotes.keys()

    @property
    def have_texts(self) -> bool:
        """Whether there is a note at all."""
        return bool(self._by_page or self._endnotes)

    def is_called(self, mark: str, page: int) -> bool:
        """Whether a page has a marker behind a word, where it is no power."""
        return (page, mark) in self._called

    def text_of(self, mark: str, page: int) -> str | None:
        """Return the text of the note that a marker on a page stands for; None if unknown."""
        text = self._find(mark, page)
        if text is not None:
            self._told.add(text)
        return text

    def loose(self, pdf_pages: Sequence[int]) -> tuple[LooseNote, ...]:
        """Return the notes that no marker asked for so far; `pdf_pages` numbers the pages."""
        return tuple(
            LooseNote(note.marker, text, None if note.page < 0 else pdf_pages[note.page])
            for note, text in self._all
            if text and text not in self._told
        )

    def _find(self, mark: str, page: int) -> str | None:
        if (own := self._by_page.get((page, mark))) is not None:
            return own
        if (page + 1, mark) not in self._marks:
            following = self._by_page.get((page + 1, mark))
            if following is not None:
                return following
        return self._next_endnote(mark)

    def _next_endnote(self, mark: str) -> str | None:
        texts = self._endnotes.get(mark, [])
        return texts.pop(0) if len(texts) > 1 else texts[0] if texts else None


def _find_affiliations(
    notes: Sequence[_Note], pages: Sequence[Sequence[PrintLine]], front: Collection[PrintLine]
) -> set[str]:
    """Return the marks at the authors' names that stand for where they work.

    Notes that count on from there in the text are notes, whatever the first of them say.
    """
    marks = marks_at_names(front)
    texts = [" ".join(note.lines) for note in notes if _is_one_of(note, marks)]
    for line in front:
        opening = opening_mark(line)
        texts += [line.text] if opening is not None and opening[0] in marks else []
    last = max((int(mark) for mark in marks if mark.isdecimal()), default=0)
    apart = set(front)
    body = [[line for line in lines if line not in apart] for lines in pages]
    called = {mark for lines in body for mark in _called(lines)}
    counts_on = any(
        note.marker == str(last + 1) and note.page <= _LAST_FRONT_INDEX for note in notes
    )
    if counts_on and last and str(last + 1) in called and not called & marks:
        return set()
    return marks if are_affiliations(texts) else set()


def _is_one_of(note: _Note, marks: AbstractSet[str]) -> bool:
    return note.marker in marks and 0 <= note.page <= _LAST_FRONT_INDEX


_LAST_FRONT_INDEX = 1
"""The title and the authors are on one of the pages up to this; a cover may be before."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a note, or what stands behind a raised marker inside one.

    `text` is what follows the marker, `whole` the part with it.
    """

    mark: str
    raised: bool
    text: str
    whole: str
    begins_line: bool


class _Splitter:
    """Parts the lines of notes into notes; what begins none belongs to the last one."""

    def __init__(self) -> None:
        self.notes: list[_Note] = []
        self.last_number = 0

    def end_note(self) -> None:
        """End the last note: what follows has no marker, as addresses on the first page."""
        if self.notes:
            self.notes.append(_Note("", self.notes[-1].page))

    def take(self, part: _Part, page: int, wanted: set[str]) -> None:
        """Begin a note with a part of a line, or add it to the last note."""
        if self._begins(part, wanted) or (part.mark and not self.notes):
            wanted.discard(part.mark)
            if part.mark.isdecimal():
                self.last_number = int(part.mark)
            self.notes.append(_Note(part.mark, page, [part.text] if part.text else []))
        elif self.notes and part.begins_line:
            self.notes[-1].lines.append(part.whole)
        elif self.notes and self.notes[-1].lines:
            self.notes[-1].lines[-1] += part.whole
        elif not self.notes:
            # It goes on from what has been lost, or its marker was not read.
            self.notes.append(_Note("", page, [part.whole]))

    def _begins(self, part: _Part, wanted: set[str]) -> bool:
        if not part.mark:
            return False
        if not part.begins_line:
            return part.mark in wanted and part.mark == str(self.last_number + 1)
        if part.mark in wanted:
            return True
        if not part.mark.isdecimal():
            return part.raised and not part.mark.isalpha()
        ahead = int(part.mark) - self.last_number
        return ahead == 1 or (part.raised and (0 < ahead <= SKIPPED_NUMBERS or part.mark == "1"))


def _split(pages: Sequence[Sequence[PrintLine]]) -> list[_Note]:
    splitter = _Splitter()
    wanted: set[str] = set()
    for page, lines in enumerate(pages):
        # A note that its page has no room for stands on the next one.
        left_over = wanted
        wanted = _marks_outside_notes(lines) | left_over
        notes = [line for line in lines if line.label is Label.NOTE]
        gaps = (
            line.gap for line in notes if line.gap and line.gap > _LEAST_LEADING_SIZES * line.size
        )
        apart = _NEXT_NOTE_TIMES * min(gaps, default=0.0)
        for line in notes:
            if page == 0 and (line.gap or 0.0) > apart:
                splitter.end_note()
            for part in _parts(line):
                splitter.take(part, page, wanted)
        wanted -= left_over
    return splitter.notes


def _marks_outside_notes(lines: Sequence[PrintLine]) -> set[str]:
    body = [line for line in lines if line.label is not Label.NOTE]
    return {*marks_in(body), *bracketed_in(body)}


def _called(lines: Sequence[PrintLine]) -> Iterator[str]:
    """Return the markers in the text of a page that stand behind words."""
    for line in lines:
        before = ""
        for piece in line.pieces if line.label is not Label.NOTE else ():
            if piece.raised and stands_behind_word(before):
                yield from read_marks(piece.text)
            before += piece.text


def _parts(line: PrintLine) -> Iterator[_Part]:
    """Cut a line of notes behind its opening marker, and before raised markers inside it."""
    opening = opening_mark(line)
    mark, pieces, raised = opening or ("", line.pieces, False)
    begins_line, prefix = True, line.text[: len(line.text) - sum(len(p.text) for p in pieces)]
    text = ""
    for piece in pieces:
        marks = read_marks(piece.text) if piece.raised and text else ()
        if len(marks) == 1:
            yield _Part(mark, raised, text.strip(), prefix + text, begins_line)
            mark, raised, prefix, text, begins_line = marks[0], True, piece.text, "", False
        else:
            text += piece.text
    yield _Part(mark, raised, text.strip(), prefix + text, begins_line)


def _split_endnotes(lines: Sequence[PrintLine]) -> list[_Note]:
    """Part the lines of endnotes, which are numbered one after another, into notes."""
    splitter = _Splitter()
    for line in lines:
        opening = opening_mark(line)
        restarts = opening is not None and opening[0] == "1"
        for part in _parts(line):
            splitter.take(part, _NO_PAGE_INDEX, {"1"} if restarts else set())
    return splitter.notes


_NO_PAGE_INDEX = -1
"""The page of endnotes."""
