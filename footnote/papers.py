"""A paper of a library, and its outline."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.identity import short_id
from corpus.paper import Note, Page, Publication, Reference, Section
from footnote.passing import PassedOn
from ui.json_shapes import outline_shape
from ui.printed import as_text, outline_lines

if TYPE_CHECKING:
    from corpus import paper


@dataclass(frozen=True, slots=True, repr=False)
class Outline:
    """A paper's sections, pages, notes and references."""

    value: "paper.Paper"
    passages: int

    sections = PassedOn[tuple[Section, ...]](
        "The headings with what is under them, as spans of the text."
    )
    pages = PassedOn[tuple[Page, ...]]("The printed pages, and where in the text each begins.")
    notes = PassedOn[tuple[Note, ...]](
        "The footnotes and endnotes, and where in the text their markers stood."
    )
    references = PassedOn[tuple[Reference, ...]]("The entries of the bibliography.")

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

    id = PassedOn[str]("A hash of the file that the paper came from.")
    title = PassedOn[str]("The title, or the file's name where the file has none.")
    authors = PassedOn[tuple[str, ...]]("The authors' names, as the paper prints them.")
    year = PassedOn[int | None]("The year of publication, where the file has it.")
    publication = PassedOn[Publication]("Journal, volume, pages and DOI, as the paper says them.")
    source = PassedOn[str]("The name of the file that the paper came from.")
    text = PassedOn[str]("The paper's text, without running heads, page numbers and notes.")

    @property
    def outline(self) -> Outline:
        """The sections, pages, notes and references."""
        return Outline(self.value, self.passages)

    def __repr__(self) -> str:
        return f"<Paper {short_id(self.id)}: {self.title}>"

    def __str__(self) -> str:
        return as_text(outline_lines(self.value, self.passages))
