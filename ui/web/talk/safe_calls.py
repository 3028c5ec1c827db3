"""What the page asks of a workspace, so that it always gets something to show."""

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from corpus.identity import may_name
from qa.answer import Mode, Turn
from ui.web.page.unforeseen import describe_unforeseen
from ui.web.talk.suggestions import suggest

if TYPE_CHECKING:
    from qa.workspace import Workspace

_UNFORESEEN = describe_unforeseen(
    " and the question was not answered", "Ask again, or put the question in other words."
)
_NO_PAPER = (
    "The library holds no paper yet. Add one in the Library, or with `footnote add FILE`, and "
    "ask again."
)
_SUGGESTING = 3
"""Papers whose headings make suggestions."""
_log = logging.getLogger(__name__)


def answer_safely(
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


def suggest_safely(
    workspace: "Workspace", turns: Sequence[Turn], papers: Sequence[str]
) -> tuple[str, ...]:
    """Return questions to go on with; none if no paper can be read.

    They come from the paper that the last answer cites, else from the first few of `papers`.
    """
    try:
        known = [paper for paper in workspace.titles() if not papers or paper in papers]
        cited = [one.paper_id for turn in turns[-1:] for one in turn.answer.citations[:1]]
        near = [paper for paper in known if any(may_name(one, paper) for one in cited)] or known
        shown = [workspace.paper(paper) for paper in near[:_SUGGESTING]]
        return suggest(shown, turns, several=len(known) > 1)
    except FootnoteError:
        return ()
