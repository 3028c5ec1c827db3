"""What happens when a visitor judges an answer: the verdict is kept, and may get a comment."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import FeedbackError, RequestError
from qa.answer import Turn
from ui.feedback import Feedback, default_feedback_file
from ui.web.guards.owners import owner_of
from ui.web.page.orders import TELL, read_order
from ui.web.page.updates import UNSEEN

if TYPE_CHECKING:
    import gradio

    from ui.web.talk.parts import Talk


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of the answer `turn`, counted from 1; the comment may be empty."""

    turn: int
    helpful: bool
    comment: str = ""


def wire_judging(talk: "Talk", turns: "gradio.State") -> None:
    """Keep what is said of the answers in `turns`."""
    import gradio

    def judge(order: str, said: Sequence[Turn], request: gradio.Request) -> dict[str, Any]:
        judgement = read_order(order, Judgement)
        if not 1 <= judgement.turn <= len(said):
            raise RequestError("There is no such answer to judge. Load the page anew.")
        person = owner_of(request.request) or ""
        kept = _keep(said[: judgement.turn], judgement, person=person)
        told = {"kind": "judged", "turn": judgement.turn, "helpful": judgement.helpful}
        return {**told, "kept": kept}

    talk.judging.change(judge, inputs=[talk.judging, turns], outputs=talk.judged, **UNSEEN).success(
        None, inputs=talk.judged, js=TELL, api_visibility="private"
    )


def _keep(judged: Sequence[Turn], judgement: Judgement, *, person: str) -> bool:
    import gradio

    try:
        Feedback(default_feedback_file()).keep(
            judged, helpful=judgement.helpful, comment=judgement.comment, person=person
        )
    except FeedbackError as error:
        gradio.Warning(escape(str(error)))
        return False
    return True
