"""The values that a document becomes.

``Paper.text`` is the canonical text. Sections, pages, notes, sentences and
passages are half-open character spans ``[start, end)`` or offsets of it, so a
quote is always ``paper.text[start:end]``.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from corpus.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range ``[start, end)`` of characters of a paper's text."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and everything under it, up to the next heading of its level or above.

    `path` holds the titles from the top-level section down to this one. `start`
    is the first character of the heading, `body` the first character after it.
    """

    title: str
    level: int
    path: tuple[str, ...]
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page number, and the offset of the page's first character.

    `end` is None where the next page begins at its end; it is the offset of that end if
    the number of the page behind is unknown.
    """

    number: str
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page of a PDF, counted from 1 in the file, and the offset of its first character.

    Of a page that was recognised from a picture, `confidence` says how sure that is, from 0 to
    1: the mean over its words.
    """

    number: int
    start: int
    confidence: float | None = None


def name_page(printed: str | None, pdf_page: int | None) -> str | None:
    """Return how a page is cited: ``p. 89`` as printed, or else ``PDF p. 7``; None if unknown."""
    if printed is not None:
        return f"p. {printed}"
    return None if pdf_page is None else f"PDF p. {pdf_page}"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote of the paper.

    `anchor` is the offset at which the marker stood: the marker followed
    ``text[anchor - 1]``. `text` is None when the file does not have it.
    """

    marker: str
    anchor: int
    text: str | None


@dataclass(frozen=True, slots=True)
class LooseNote:
    """A note of the paper whose mark was not found in the text; `marker` is "" if it has none.

    `pdf_page` is the page of the file that it stands on, None where that is not known.
    """

    marker: str
    text: str
    pdf_page: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the paper's bibliography: a work that the paper cites.

    `label` is what the paper numbers or names the entry with, such as ``12`` or
    ``Smith04``; None where entries bear none. `text` is the rest of the entry, as printed.
    `authors` holds family names; what the entry does not tell is empty or None.
    """

    label: str | None
    text: str
    authors: tuple[str, ...] = ()
    year: str | None = None
    doi: str | None = None

    @property
    def line(self) -> str:
        """The entry with its label in front, in one line."""
        return self.text if self.label is None else f"[{self.label}] {self.text}"


@dataclass(frozen=True, slots=True)
class ReferenceLink:
    """A place of the text that cites works, such as ``[3–5]`` or ``Smith (2019)``.

    `span` is empty where the mark itself was taken out of the text, as a superscript
    number is. `targets` are places in the paper's `references`, in the order cited.
    """

    span: Span
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of a table holds, at `span` of the text. Rows and columns count from 0.

    It reaches over `rows` rows and `columns` columns from its own on.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the paper: each row is a paragraph of the text, its cells parted by bars.

    `rows` are the spans of these, `cells` the cells that hold anything, row by row. The first
    `head_rows` rows are the heads of the columns, the first `head_columns` columns those of the
    rows below; a row of `titles` heads the rows behind it. `caption` is a paragraph as well.
    """

    rows: tuple[Span, ...]
    cells: tuple[Cell, ...]
    head_rows: int = 0
    head_columns: int = 0
    titles: tuple[int, ...] = ()
    caption: Span | None = None

    @property
    def span(self) -> Span:
        """From its first row to its last."""
        return Span(self.rows[0].start, self.rows[-1].end)


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a paper was published, as it says itself; "" what it does not say."""

    journal: str = ""
    volume: str = ""
    pages: str = ""
    doi: str = ""


NOWHERE = Publication()
"""Of a paper that does not say where it was published."""


@dataclass(frozen=True)
class Paper:
    """One document. `id` is a hash of the source bytes; `source` names the file.

    Sections, paragraphs, sentences, notes, pages, reference links and tables are each
    in reading order. From the first heading on, every character is in a section. `pages` are those
    with a printed number, `pdf_pages` those of a PDF that have text.
    """

    id: str
    title: str
    source: str
    text: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    notes: tuple[Note, ...] = ()
    pages: tuple[Page, ...] = ()
    authors: tuple[str, ...] = ()
    year: int | None = None
    references: tuple[Reference, ...] = ()
    reference_links: tuple[ReferenceLink, ...] = ()
    pdf_pages: tuple[PdfPage, ...] = ()
    tables: tuple[Table, ...] = ()
    publication: Publication = NOWHERE
    loose_notes: tuple[LooseNote, ...] = ()
    coverage: Coverage | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is missing of the file, in sentences; () if nothing is, or it was not counted."""
        return self.coverage.remarks if self.coverage else ()

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    @cached_property
    def _pdf_page_starts(self) -> list[int]:
        return [page.start for page in self.pdf_pages]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.span.start for link in self.reference_links]

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.span.start for table in self.tables]

    @cached_property
    def _anchors(self) -> list[int]:
        return [note.anchor for note in self.notes]

    def page_at(self, offset: int) -> str | None:
        """Return the printed number of the page that holds `offset`; None if unknown."""
        position = bisect_right(self._page_starts, offset) - 1
        page = self.pages[position] if position >= 0 else None
        return page.number if page and (page.end is None or offset < page.end) else None

    def pdf_page_at(self, offset: int) -> int | None:
        """Return which page of the PDF holds `offset`, from 1; None if the file is no PDF."""
        position = bisect_right(self._pdf_page_starts, offset) - 1
        return self.pdf_pages[position].number if position >= 0 else None

    def scan_confidence_at(self, offset: int) -> float | None:
        """Return how surely the page that holds `offset` was recognised; None if it had text."""
        position = bisect_right(self._pdf_page_starts, offset) - 1
        return self.pdf_pages[position].confidence if position >= 0 else None

    def page_name_at(self, offset: int) -> str | None:
        """Return how the page that holds `offset` is cited, as `name_page` does."""
        return name_page(self.page_at(offset), self.pdf_page_at(offset))

    def page_starts(self) -> list[int]:
        """Return where pages begin, with a printed number or only a place in the file."""
        return sorted({*self._page_starts, *self._pdf_page_starts})

    def section_path_at(self, offset: int) -> tuple[str, ...]:
        """Return the titles of the sections around `offset`, outermost first."""
        position = bisect_right(self._section_starts, offset) - 1
        if position < 0 or offset >= self.sections[position].end:
            return ()
        return self.sections[position].path

    def table_at(self, offset: int) -> Table | None:
        """Return the table that has a row at `offset`."""
        position = bisect_right(self._table_starts, offset) - 1
        table = self.tables[position] if position >= 0 else None
        return table if table and offset < table.span.end else None

    def notes_in(self, span: Span) -> tuple[Note, ...]:
        """Return the notes whose marker stood inside `span` or right behind it."""
        first = bisect_right(self._anchors, span.start)
        return self.notes[first : bisect_right(self._anchors, span.end)]

    def references_in(self, span: Span) -> tuple[Reference, ...]:
        """Return the works cited inside `span` or right behind it, each once, as first cited."""
        first = bisect_left(self._link_starts, span.start)
        links = self.reference_links[first : bisect_right(self._link_starts, span.end)]
        cited = dict.fromkeys(
            target
            for link in links
            if span.start < link.span.end <= span.end
            for target in link.targets
        )
        return tuple(self.references[target] for target in cited)


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one section: the unit that is retrieved.

    `sentences` are spans of the paper's text, in order; the passage runs from the
    first one's start to the last one's end. Its `id` is ``<paper id>:<start>-<end>``.
    """

    paper_id: str
    sentences: tuple[Span, ...]
    section: tuple[str, ...]
    page: str | None
    text: str
    pdf_page: int | None = None

    @property
    def page_name(self) -> str | None:
        """How its page is cited, as `name_page` does."""
        return name_page(self.page, self.pdf_page)

    @property
    def start(self) -> int:
        """The offset of the passage's first character."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """The offset behind the passage's last character."""
        return self.sentences[-1].end

    @property
    def id(self) -> str:
        """A name for the passage that stays while its paper's bytes stay."""
        return f"{self.paper_id}:{self.start}-{self.end}"

    def text_at(self, span: Span) -> str:
        """Return the text at a span of the paper that lies in the passage."""
        return self.text[span.start - self.start : span.end - self.start]
