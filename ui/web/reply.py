"""What the page asks of a workspace, so that it always gets something to show."""

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from qa.answer import Answerer, Turn
from ui.web.markup import shown
from ui.web.outline import EMPTY_LIBRARY, render_outline

if TYPE_CHECKING:
    from ui.workspace import Workspace

_UNFORESEEN = (
    "Something went wrong inside Footnote and the question was not answered. The window in which "
    "the server runs has the details. Ask again, or put the question in other words."
)
_log = logging.getLogger(__name__)


def reply(answerer: Answerer, question: str, earlier: Sequence[Turn]) -> Turn | str:
    """Answer `question` after the turns before it, or give the reason why that is not possible."""
    try:
        return Turn(question, answerer.answer(question, history=earlier))
    except FootnoteError as error:
        return str(error)
    except Exception:  # noqa: BLE001  # The page must come back from whatever a back end raises.
        _log.exception("The question was not answered")
        return _UNFORESEEN


def titles_of(workspace: "Workspace") -> Mapping[str, str]:
    """Give the titles of the papers by their ids; without any, sources go by the ids."""
    try:
        return workspace.titles()
    except FootnoteError:
        return {}


def outline_of(workspace: "Workspace", paper_id: str | None) -> str:
    """Give the outline of a paper, of the first one without an id, or say why there is none."""
    try:
        if paper_id is None:
            paper_id = next(iter(workspace.titles()), None)
        return EMPTY_LIBRARY if paper_id is None else render_outline(workspace.paper(paper_id))
    except FootnoteError as error:
        return f'<p class="notice" dir="auto">{shown(str(error))}</p>'
