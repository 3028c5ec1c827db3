"""How much of what the pages of a file show came into a paper, told where something is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOLD_SHARE = 0.03
"""A lesser share of letters in no part is that of formulas, figures and stamps, and not told."""
_MOST_PAGES_TOLD = 6


@dataclass(frozen=True, slots=True)
class Coverage:
    """The letters and figures on the pages of a PDF, and those that are in some part of the paper.

    Parts are the text with its tables and captions, notes, references, title and authors, running
    lines and covers. `without_text` and `only_pictures` are pages of the file, from 1, of which
    nothing is in the text, and those that have a picture and hardly a letter.
    """

    pages: int
    letters: int
    kept: int
    without_text: tuple[int, ...] = ()
    only_pictures: tuple[int, ...] = ()
    loose_notes: int = 0

    @property
    def lost_share(self) -> float:
        """The share of the letters that are in no part."""
        return max(0.0, 1 - self.kept / self.letters) if self.letters else 0.0

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know, in sentences; () if all is there."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if self.without_text:
            count = f"{len(self.without_text)} of {self.pages} pages"
            yield f"{count} gave no text ({_listed(self.without_text)})"
        if self.only_pictures:
            are = "is only a picture" if len(self.only_pictures) == 1 else "are only pictures"
            yield f"{_listed(self.only_pictures)} of the PDF {are}"
        if self.lost_share >= _TOLD_SHARE:
            yield f"{self.lost_share:.0%} of the letters are in no part"
        if self.loose_notes:
            have = "note has" if self.loose_notes == 1 else "notes have"
            yield f"{self.loose_notes} {have} no mark in the text"


def count_letters(text: str) -> int:
    """Return how many letters and figures a text has."""
    return sum(map(str.isalnum, text))


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:_MOST_PAGES_TOLD]))
    more = len(pages) - _MOST_PAGES_TOLD
    return f"page{'s' if len(pages) > 1 else ''} {shown}" + (
        f" and {more} more" if more > 0 else ""
    )
