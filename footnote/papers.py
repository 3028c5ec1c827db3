"""A paper of a library, and its outline."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.identity import short_id
from ui.json_shapes import outline_shape
from ui.printed import as_text, outline_lines

if TYPE_CHECKING:
    from corpus import paper
    from corpus.paper import Note, Page, Reference, Section


@dataclass(frozen=True, slots=True, repr=False)
class Outline:
    """A paper's sections, pages, notes and references."""

    value: "paper.Paper"
    passages: int

    @property
    def sections(self) -> "tuple[Section, ...]":
        """The headings with what is under them, as spans of the text."""
        return self.value.sections

    @property
    def pages(self) -> "tuple[Page, ...]":
        """The printed pages, and where in the text each begins."""
        return self.value.pages

    @property
    def notes(self) -> "tuple[Note, ...]":
        """The footnotes and endnotes, and where in the text their markers stood."""
        return self.value.notes

    @property
    def references(self) -> "tuple[Reference, ...]":
        """The entries of the bibliography."""
        return self.value.references

    def to_dict(self, *, text: bool = False) -> dict[str, Any]:
        """Return the document of ``footnote outline --json``; `text` adds the paper's text."""
        return outline_shape(self.value, self.passages, with_text=text)

    def __repr__(self) -> str:
        counts = f"{len(self.sections)} sections, {len(self.notes)} notes"
        return f"<Outline of {self.value.title!r}: {counts}>"

    def __str__(self) -> str:
        return as_text(outline_lines(self.value, self.passages))


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """One paper; `text` is what all offsets count in: a quote is ``text[start:end]``."""

    value: "paper.Paper"
    passages: int

    @property
    def id(self) -> str:
        """A hash of the file that the paper came from."""
        return self.value.id

    @property
    def title(self) -> str:
        """The title, or the file's name where the file has none."""
        return self.value.title

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors' names, as the paper prints them."""
        return self.value.authors

    @property
    def year(self) -> int | None:
        """The year of publication, where the file has it."""
        return self.value.year

    @property
    def source(self) -> str:
        """The name of the file that the paper came from."""
        return self.value.source

    @property
    def text(self) -> str:
        """The paper's text, without running heads, page numbers and notes."""
        return self.value.text

    @property
    def outline(self) -> Outline:
        """The sections, pages, notes and references."""
        return Outline(self.value, self.passages)

    def __repr__(self) -> str:
        return f"<Paper {short_id(self.id)}: {self.title}>"

    def __str__(self) -> str:
        return as_text(outline_lines(self.value, self.passages))
