"""The list of papers on the page of the library, as Gradio takes it."""

from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError, PaperDamaged
from ui.markup import notice_line
from ui.web.library.text import Listed, listed, paper_list

if TYPE_CHECKING:
    from index.snapshot import PaperEntry
    from qa.workspace import Workspace

_MOST_LISTED = 500
"""Papers in the list, the newest; more would make a page too long to be of use."""


class PaperList:
    """Returns the list. What is read of a paper is read once, until it is corrected."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._read: dict[PaperEntry, Listed] = {}
        self._editions = count()

    def show(self) -> str:
        """Return the list as it is now, or why there is none."""
        try:
            return paper_list(self._papers(), edition=next(self._editions))
        except FootnoteError as error:
            return notice_line(str(error))

    def forget(self, paper_id: str) -> None:
        """Read a paper again that was corrected."""
        self._read = {entry: line for entry, line in self._read.items() if entry.id != paper_id}

    def _papers(self) -> list[Listed]:
        entries = self._workspace.entries()[-_MOST_LISTED:]
        for entry in entries:
            if entry not in self._read:
                with suppress(PaperDamaged):
                    self._read[entry] = listed(entry, self._workspace.paper(entry.id))
        return [self._read.get(entry) or listed(entry, None) for entry in entries]
