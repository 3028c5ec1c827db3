"""Blocks of text joined into a Paper: its sections, pages, and notes with their anchors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.blocks import Block, RowCell, TextLine
from corpus.errors import UnsupportedContent
from corpus.layout.hyphens import Hyphenation
from corpus.paper import (
    NOWHERE,
    Note,
    Page,
    Paper,
    PdfPage,
    Publication,
    Reference,
    ReferenceLink,
    Section,
    Span,
)
from corpus.references.bibliography import take_bibliography
from corpus.references.linking import find_links
from corpus.references.marks import join_ranges
from corpus.sentences import split_into_sentences
from corpus.sentences.style import style_of
from corpus.tables.making import WrittenBlock, make_tables
from corpus.tables.sentences import split_row

_BETWEEN_BLOCKS = "\n\n"
_LONGEST_TITLE = 1_000
_LONGEST_PATH = 5_000
_MOST_IN_PATHS = 2**25
"""Characters of the headings over a part of the text, and of those over all parts: each part
has them in full, so that few long headings could fill the memory."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paper comes from: the id of its bytes and the name of its file."""

    paper_id: str
    source: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says about its paper as a whole."""

    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    publication: Publication = NOWHERE


class _Assembler:
    """Grows the canonical text and keeps the offsets of what is met on the way."""

    def __init__(
        self,
        blocks: Sequence[Block],
        hyphenation: Hyphenation,
        *,
        note_texts: Mapping[str, str],
        places: Mapping[str, int],
    ) -> None:
        self._note_texts = note_texts
        self._places = places
        self._hyphenation = hyphenation
        self._pieces: list[str] = []
        self._length = 0
        self.notes: list[Note] = []
        self.pages: list[Page] = []
        self.pdf_pages: list[PdfPage] = []
        self.paragraphs: list[Span] = []
        self.headings: list[tuple[int, Span]] = []
        self.links: list[ReferenceLink] = []
        self.written: list[WrittenBlock] = []
        for block in blocks:
            self._add(block)
        self.text = "".join(self._pieces)

    def _add(self, block: Block) -> None:
        if not block.lines:
            if block.row is not None:
                nowhere = Span(self._length, self._length)
                empty = tuple((cell, nowhere) for cell in block.row.cells)
                self.written.append(WrittenBlock(block, nowhere, empty))
            return
        if self._pieces:
            self._write(_BETWEEN_BLOCKS)
        start = self._length
        if block.row is not None:
            cells = tuple(self._add_cells(block.lines, block.row.cells))
        else:
            self._add_lines(block.lines)
            cells = ()
        span = Span(start, self._length)
        self.written.append(WrittenBlock(block, span, cells))
        if block.level is None:
            self.paragraphs.append(span)
        else:
            self.headings.append((block.level, span))

    def _add_lines(self, lines: Sequence[TextLine]) -> None:
        for line, following in zip(lines, (*lines[1:], None), strict=True):
            if line.page_number is not None:
                self._begin_page(line.page_number)
            if line.pdf_page is not None:
                self.pdf_pages.append(PdfPage(line.pdf_page, self._length))
            text, glue = self._mend(line, following)
            before = self._length
            self._write(text)
            self._link(line.cites, Span(before, self._length))
            self._link(line.cites_behind, Span(self._length, self._length))
            for marker in line.markers:
                self.notes.append(Note(marker, self._length, self._note_texts.get(marker)))
            self.notes.extend(Note(marker, self._length, text) for marker, text in line.notes)
            self._write(glue)

    def _add_cells(
        self, lines: Sequence[TextLine], cells: Sequence[RowCell]
    ) -> Iterator[tuple[RowCell, Span]]:
        """Write the cells of a row, parted by bars; an empty cell is nothing between two."""
        first, row_start = 0, self._length
        for place, cell in enumerate(cells):
            own = lines[first : first + cell.lines]
            first += cell.lines
            if place:
                self._write(" |" if self._length > row_start else "|")
            if own and self._length > row_start:
                self._write(" ")
            start = self._length
            if own:
                self._add_lines(own)
            yield cell, Span(start, self._length)

    def _begin_page(self, number: str) -> None:
        if number:
            self.pages.append(Page(number, self._length))
        elif self.pages and self.pages[-1].end is None:
            self.pages[-1] = replace(self.pages[-1], end=self._length)

    def _mend(self, line: TextLine, following: TextLine | None) -> tuple[str, str]:
        """Return the line as it stays, and what stands between it and the next one."""
        if following is None:
            return line.text, ""
        if line.glue is not None:
            return line.text, line.glue
        return self._hyphenation.mend(line.text, following.text)

    def _link(self, cited: Sequence[str], span: Span) -> None:
        targets = dict.fromkeys(self._places[name] for name in cited if name in self._places)
        if targets:
            self.links.append(ReferenceLink(span, tuple(targets)))

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def sections(self) -> tuple[Section, ...]:
        """Nest the headings: each section ends where the next of its level or above starts."""
        ends = [len(self.text)] * len(self.headings)
        paths: list[tuple[str, ...]] = []
        open_sections: list[tuple[int, str, int]] = []
        for place, (level, span) in enumerate(self.headings):
            while open_sections and open_sections[-1][0] >= level:
                ends[open_sections.pop()[2]] = span.start
            open_sections.append((level, self.text[span.start : span.end], place))
            paths.append(tuple(title for _, title, _ in open_sections))
        return tuple(
            Section(
                title=path[-1], level=level, path=path, start=span.start, body=span.end, end=end
            )
            for (level, span), path, end in zip(self.headings, paths, ends, strict=True)
        )


def assemble(
    blocks: Sequence[Block],
    origin: Origin,
    front_matter: FrontMatter,
    *,
    note_texts: Mapping[str, str] | None = None,
    references: Mapping[str, Reference] | None = None,
) -> Paper:
    """Join blocks into a Paper: lines into paragraphs, headings into a tree of sections.

    `references` are the entries of the bibliography by the file's own ids, in order. None
    says that the file does not tell them apart from its text: then they are looked for
    there, and leave it. Where no line says what it `cites`, the marks in the text are read.
    Raises `UnsupportedContent` if the headings come to too much.
    """
    hyphenation = Hyphenation(line.text for block in blocks for line in block.lines)
    if references is None:
        bibliography = take_bibliography(blocks, hyphenation)
        blocks, entries = bibliography.blocks, bibliography.references
    else:
        entries = tuple(references.values())
    assembler = _Assembler(
        blocks,
        hyphenation,
        note_texts=note_texts or {},
        places={name: place for place, name in enumerate(references or ())},
    )
    sections = assembler.sections()
    _check_headings(sections, origin.source)
    notes = tuple(assembler.notes)
    links = tuple(join_ranges(assembler.text, assembler.links))
    if not links:
        links, notes = find_links(assembler.text, entries, notes)
    style = style_of(assembler.text)
    tables = make_tables(assembler.written, assembler.text)
    rows = {row for table in tables for row in table.rows}
    sentences = [
        sentence
        for paragraph in assembler.paragraphs
        for sentence in (split_row if paragraph in rows else split_into_sentences)(
            assembler.text, paragraph, style
        )
    ]
    return Paper(
        id=origin.paper_id,
        title=front_matter.title[:_LONGEST_TITLE],
        authors=front_matter.authors,
        year=front_matter.year,
        source=origin.source,
        text=assembler.text,
        sections=sections,
        paragraphs=tuple(assembler.paragraphs),
        sentences=tuple(sentences),
        notes=notes,
        pages=tuple(assembler.pages),
        references=entries,
        reference_links=links,
        pdf_pages=tuple(assembler.pdf_pages),
        tables=tables,
        publication=front_matter.publication,
    )


def _check_headings(sections: Sequence[Section], source: str) -> None:
    lengths = [sum(map(len, section.path)) for section in sections]
    if max(lengths, default=0) > _LONGEST_PATH or sum(lengths) > _MOST_IN_PATHS:
        raise UnsupportedContent(
            f"The headings of {source} are too long: up to {max(lengths):,} characters stand over "
            f"a part of it, {sum(lengths):,} over all; there may be {_LONGEST_PATH:,} and "
            f"{_MOST_IN_PATHS:,}. Make plain text of what is no heading."
        )
