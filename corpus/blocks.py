"""What a file is read as: headings and paragraphs, each of lines or pieces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextLine:
    """A piece of a block, never empty. `markers` stand behind it; a page may start with it.

    `page_number` is the printed number of the page that starts with the line, "" if a page
    starts whose number is unknown; `pdf_page` counts that page in its PDF, from 1. `glue`
    is what stands between this piece and the next; None says that a line of print
    ends here, so that a word or an address may have been broken. `cites` holds the
    file's ids of the bibliography entries that the piece cites, as "[3]" or "Smith
    (2019)" does; `cites_behind` those that a mark behind it cited which was taken out.
    `notes` holds marker and text of notes behind it, where a marker alone does not tell
    its text, as one does not that several tables use.
    """

    text: str
    markers: tuple[str, ...] = ()
    page_number: str | None = None
    glue: str | None = None
    cites: tuple[str, ...] = ()
    cites_behind: tuple[str, ...] = ()
    notes: tuple[tuple[str, str | None], ...] = ()
    pdf_page: int | None = None


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as a file has it: how many of its row's lines are in it, and how far it reaches."""

    lines: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, cells from left to right. `table` counts the tables of the file."""

    table: int
    cells: tuple[RowCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a level, or a paragraph where `level` is None.

    A block with a `row` is one row of a table, which may be empty; a caption beside such rows
    is theirs.
    """

    lines: tuple[TextLine, ...]
    level: int | None = None
    row: Row | None = None
    is_caption: bool = False
