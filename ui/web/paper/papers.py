"""A paper of the library as the page shows it."""

from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from ui.markup import notice_line
from ui.web.paper.outline import EMPTY_LIBRARY
from ui.web.paper.reading import render_reading

if TYPE_CHECKING:
    from qa.workspace import Workspace


def reading_of(workspace: "Workspace", paper_id: str | None) -> str:
    """Return a paper to read, the first one without an id, or say why there is none."""
    try:
        if paper_id is None:
            paper_id = next(iter(workspace.titles()), None)
        return EMPTY_LIBRARY if paper_id is None else render_reading(workspace.paper(paper_id))
    except FootnoteError as error:
        return notice_line(str(error))
