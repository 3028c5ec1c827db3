"""What a paper is called, corrected in its row of the list."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import RequestError
from corpus.formats.names import split_names

if TYPE_CHECKING:
    from index.corrections import Correction
    from qa.workspace import Workspace

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Edit:
    """A paper, and what was typed of it; authors are parted by semicolons."""

    paper: str
    title: str
    authors: str
    year: str


def correct(workspace: "Workspace", edit: Edit) -> None:
    """Call a paper as was typed. Raises `RequestError` for what is no title or no year."""
    workspace.correct(edit.paper, _correction(edit))


def _correction(edit: Edit) -> "Correction":
    from index.corrections import Correction

    title = " ".join(edit.title.split())
    if not title:
        raise RequestError("A paper needs a title. Type what it is called.")
    year = edit.year.strip()
    if year and not (year.isascii() and year.isdecimal() and len(year) <= _YEAR_DIGITS):
        raise RequestError(f"{year!r} is no year. Write it like 1999.")
    authors = tuple(" ".join(name.split()) for name in split_names(edit.authors))
    # Nothing typed leaves what was read: a correction can replace, not take away.
    return Correction(title, authors or None, int(year) if year else None)
