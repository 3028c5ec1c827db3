"""A paper of the library as the page shows it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from corpus.paper import Paper
from ui.markup import notice_line
from ui.web.paper.outline import EMPTY_LIBRARY, render_outline
from ui.web.paper.reading import render_reading

if TYPE_CHECKING:
    from qa.workspace import Workspace


def outline_of(workspace: "Workspace", paper_id: str | None) -> str:
    """Return the outline of a paper, of the first one without an id, or say why there is none."""
    return _shown(workspace, paper_id, render_outline)


def reading_of(workspace: "Workspace", paper_id: str | None) -> str:
    """Return a paper to read, the first one without an id, or say why there is none."""
    return _shown(workspace, paper_id, render_reading)


def _shown(workspace: "Workspace", paper_id: str | None, render: Callable[[Paper], str]) -> str:
    try:
        if paper_id is None:
            paper_id = next(iter(workspace.titles()), None)
        return EMPTY_LIBRARY if paper_id is None else render(workspace.paper(paper_id))
    except FootnoteError as error:
        return notice_line(str(error))
