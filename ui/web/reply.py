"""What the page asks of a workspace, so that it always gets something to show."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from corpus.identity import may_name
from corpus.paper import Paper
from qa.answer import Mode, Turn
from ui.web.markup import notice_line
from ui.web.outline import EMPTY_LIBRARY, render_outline
from ui.web.reading import render_reading
from ui.web.suggestions import suggest

if TYPE_CHECKING:
    from ui.workspace import Workspace

_UNFORESEEN = (
    "Something went wrong inside Footnote and the question was not answered. The window in which "
    "the server runs has the details. Ask again, or put the question in other words."
)
_NO_PAPER = (
    "The library holds no paper yet. Add one on the tab Library, or with `footnote add FILE`, and "
    "ask again."
)
_SUGGESTING = 3
"""Papers whose headings make suggestions."""
_log = logging.getLogger(__name__)


def reply(
    workspace: "Workspace",
    question: str,
    earlier: Sequence[Turn],
    *,
    papers: Sequence[str] = (),
    mode: Mode | None = None,
) -> Iterator[Turn | str]:
    """Answer `question` after the turns before it, or give the reason why that is not possible.

    The turn comes as its answer grows; the last one counts.
    """
    try:
        if not workspace.entries():
            yield _NO_PAPER
            return
        for answer in workspace.stream(question, history=earlier, papers=papers, mode=mode):
            yield Turn(question, answer)
    except FootnoteError as error:
        yield str(error)
    except Exception:  # noqa: BLE001  # The page must come back from whatever a back end raises.
        _log.exception("The question was not answered")
        yield _UNFORESEEN


def titles_of(workspace: "Workspace") -> Mapping[str, str]:
    """Give the titles of the papers by their ids; without any, sources go by the ids."""
    try:
        return workspace.titles()
    except FootnoteError:
        return {}


def outline_of(workspace: "Workspace", paper_id: str | None) -> str:
    """Give the outline of a paper, of the first one without an id, or say why there is none."""
    return _shown(workspace, paper_id, render_outline)


def reading_of(workspace: "Workspace", paper_id: str | None) -> str:
    """Give a paper to read, the first one without an id, or say why there is none."""
    return _shown(workspace, paper_id, render_reading)


def suggestions_of(
    workspace: "Workspace", turns: Sequence[Turn], papers: Sequence[str]
) -> tuple[str, ...]:
    """Give questions to go on with; none if no paper can be read.

    They come from the paper that the last answer cites, else from the first few of `papers`.
    """
    try:
        known = [paper for paper in workspace.titles() if not papers or paper in papers]
        cited = [one.paper_id for turn in turns[-1:] for one in turn.answer.citations[:1]]
        near = [paper for paper in known if any(may_name(one, paper) for one in cited)] or known
        return suggest([workspace.paper(paper) for paper in near[:_SUGGESTING]], turns)
    except FootnoteError:
        return ()


def _shown(workspace: "Workspace", paper_id: str | None, render: Callable[[Paper], str]) -> str:
    try:
        if paper_id is None:
            paper_id = next(iter(workspace.titles()), None)
        return EMPTY_LIBRARY if paper_id is None else render(workspace.paper(paper_id))
    except FootnoteError as error:
        return notice_line(str(error))
