"""Blocks of text, whatever file they came from, joined into a Paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.layout.hyphens import Hyphenation
from corpus.paper import Note, Page, Paper, Section, Span
from corpus.sentences import split_into_sentences

_BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A piece of a block, never empty. `markers` stand behind it; a page may start with it.

    `page_number` is the printed number of the page that starts with the line. `glue`
    is what stands between this piece and the next; None says that a line of print
    ends here, so that a word or an address may have been broken.
    """

    text: str
    markers: tuple[str, ...] = ()
    page_number: str | None = None
    glue: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a level, or a paragraph where `level` is None."""

    lines: tuple[TextLine, ...]
    level: int | None = None


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


class _Assembler:
    """Grows the canonical text and keeps the offsets of what is met on the way."""

    def __init__(self, blocks: Sequence[Block], note_texts: Mapping[str, str]) -> None:
        self._note_texts = note_texts
        self._hyphenation = Hyphenation(line.text for block in blocks for line in block.lines)
        self._pieces: list[str] = []
        self._length = 0
        self.notes: list[Note] = []
        self.pages: list[Page] = []
        self.paragraphs: list[Span] = []
        self.headings: list[tuple[int, Span]] = []
        for block in blocks:
            self._add(block)
        self.text = "".join(self._pieces)

    def _add(self, block: Block) -> None:
        if not block.lines:
            return
        if self._pieces:
            self._write(_BETWEEN_BLOCKS)
        start = self._length
        for line, following in zip(block.lines, (*block.lines[1:], None), strict=True):
            if line.page_number is not None:
                self.pages.append(Page(line.page_number, self._length))
            text, glue = self._mend(line, following)
            self._write(text)
            for marker in line.markers:
                self.notes.append(Note(marker, self._length, self._note_texts.get(marker)))
            self._write(glue)
        span = Span(start, self._length)
        if block.level is None:
            self.paragraphs.append(span)
        else:
            self.headings.append((block.level, span))

    def _mend(self, line: TextLine, following: TextLine | None) -> tuple[str, str]:
        """Give the line as it stays, and what stands between it and the next one."""
        if following is None:
            return line.text, ""
        if line.glue is not None:
            return line.text, line.glue
        return self._hyphenation.mend(line.text, following.text)

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
) -> Paper:
    """Join blocks into a Paper: lines into paragraphs, headings into a tree of sections."""
    assembler = _Assembler(blocks, note_texts or {})
    sentences = [
        sentence
        for paragraph in assembler.paragraphs
        for sentence in split_into_sentences(assembler.text, paragraph)
    ]
    return Paper(
        id=origin.paper_id,
        title=front_matter.title,
        authors=front_matter.authors,
        year=front_matter.year,
        source=origin.source,
        text=assembler.text,
        sections=assembler.sections(),
        paragraphs=tuple(assembler.paragraphs),
        sentences=tuple(sentences),
        notes=tuple(assembler.notes),
        pages=tuple(assembler.pages),
    )
