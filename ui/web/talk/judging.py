"""What happens when a visitor judges an answer: the verdict is kept, and may get a comment."""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import FeedbackError, RequestError
from qa.answer import Turn
from ui.feedback import Feedback, default_feedback_file
from ui.web.page.updates import UNSEEN, visible

if TYPE_CHECKING:
    import gradio

    from ui.web.talk.parts import Verdict


def wire_verdict(verdict: "Verdict", turns: "gradio.State") -> None:
    """Keep what is said of the last of `turns`."""
    import gradio

    judged = gradio.State(value=True)
    for button, helpful in ((verdict.helpful, True), (verdict.not_helpful, False)):
        button.click(
            partial(_judge, helpful=helpful),
            inputs=turns,
            outputs=[verdict.row, verdict.comment, judged],
            **UNSEEN,
        )
    verdict.comment.submit(
        _remark, inputs=[turns, verdict.comment, judged], outputs=verdict.comment, **UNSEEN
    )


def _judge(said: Sequence[Turn], *, helpful: bool) -> tuple[Any, ...]:
    kept = _keep(said, "", helpful=helpful)
    return visible(shown=not kept), {"value": "", **visible(shown=kept)}, helpful


def _remark(said: Sequence[Turn], comment: str, helpful: bool) -> dict[str, Any]:  # noqa: FBT001
    done = not comment.strip() or _keep(said, comment, helpful=helpful)
    return visible(shown=not done)


def _keep(said: Sequence[Turn], comment: str, *, helpful: bool) -> bool:
    import gradio

    if not said:
        raise RequestError("There is no answer yet to judge. Ask a question first.")
    try:
        Feedback(default_feedback_file()).keep(said, helpful=helpful, comment=comment)
    except FeedbackError as error:
        gradio.Warning(escape(str(error)))
        return False
    gradio.Info("Kept on this machine. `footnote questions export` makes questions of it.")
    return True
