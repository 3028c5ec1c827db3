"""Blocks of text, whatever file they came from, joined into a Paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.layout.hyphens import Hyphenation
from corpus.paper import Note, Page, Paper, Section, Span
from corpus.sentences import split_into_sentences

_BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A piece of a block. `markers` stand behind it; a page may start with it.

    `page_number` is the printed number of the page that starts with the line.
    """

    text: str
    markers: tuple[str, ...] = ()
    page_number: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a level, or a paragraph where `level` is None."""

    lines: tuple[TextLine, ...]
    level: int | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.level is not None


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
        self.note_texts = note_texts
        self.hyphenation = Hyphenation([line.text for block in blocks for line in block.lines])
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
        written = ""
        separator = _BETWEEN_BLOCKS if self._pieces else ""
        start = self._length + len(separator)
        for line in block.lines:
            written = self.hyphenation.join(written, line.text) if written else line.text
            if line.page_number is not None:
                self.pages.append(Page(line.page_number, start + len(written) - len(line.text)))
            for marker in line.markers:
                anchor = start + len(written)
                self.notes.append(Note(marker, anchor, self.note_texts.get(marker)))
        if not written:
            return
        self._pieces += (separator, written)
        self._length = start + len(written)
        span = Span(start, start + len(written))
        if block.level is None:
            self.paragraphs.append(span)
        else:
            self.headings.append((block.level, span))

    def sections(self) -> tuple[Section, ...]:
        """Nest the headings: each section ends where the next of its level or above starts."""
        sections: list[Section] = []
        open_titles: list[tuple[int, str]] = []
        for place, (level, span) in enumerate(self.headings):
            title = self.text[span.start : span.end]
            open_titles = [parent for parent in open_titles if parent[0] < level]
            open_titles.append((level, title))
            following = (other.start for depth, other in self.headings[place + 1 :] if depth <= level)
            sections.append(
                Section(
                    title=title,
                    level=level,
                    path=tuple(name for _, name in open_titles),
                    start=span.start,
                    body=span.end,
                    end=next(following, len(self.text)),
                )
            )
        return tuple(sections)


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
