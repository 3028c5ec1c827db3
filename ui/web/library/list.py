"""The list of papers in the library pane, as Gradio takes it."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError, PaperDamaged
from corpus.identity import may_name
from ui.markup import notice_line
from ui.web.library.text import Listed, asked_line, listed, paper_list
from ui.web.page.updates import visible

if TYPE_CHECKING:
    from qa.workspace import Workspace

_MOST_LISTED = 500
"""Papers in the list, the newest; more would make a page too long to be of use."""


class PaperList:
    """Returns the list, and what stands around it. What is read of a paper is read once."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._read: dict[str, Listed] = {}
        self._editions = count()

    def show(self, chosen: Sequence[str]) -> tuple[Any, Any, Any, tuple[str, ...]]:
        """Return what the line above, the list, and the tools get, and who is still chosen."""
        try:
            papers = self._papers()
        except FootnoteError as error:
            return notice_line(str(error)), "", visible(shown=False), tuple(chosen)
        # The ids of papers grow where a library of an older version is written anew.
        kept = tuple(paper.id for paper in papers if any(may_name(one, paper.id) for one in chosen))
        return (
            asked_line(kept, len(papers)),
            paper_list(papers, kept, edition=next(self._editions)),
            visible(shown=bool(papers)),
            kept,
        )

    def _papers(self) -> list[Listed]:
        entries = self._workspace.entries()[-_MOST_LISTED:]
        for entry in entries:
            if entry.id not in self._read:
                with suppress(PaperDamaged):
                    self._read[entry.id] = listed(entry, self._workspace.paper(entry.id))
        return [self._read.get(entry.id) or listed(entry, None) for entry in entries]
