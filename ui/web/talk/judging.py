"""What happens when a visitor judges an answer: the verdict is kept, and may get a comment."""

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import FeedbackError, RequestError
from qa.answer import Turn
from ui.feedback import Feedback, default_feedback_file
from ui.web.guards.owners import owner_of
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
            _judging(helpful=helpful),
            inputs=turns,
            outputs=[verdict.row, verdict.comment, judged],
            **UNSEEN,
        )

    def remark(
        said: Sequence[Turn],
        comment: str,
        helpful: bool,  # noqa: FBT001  # Gradio gives the value of each part by its place.
        request: gradio.Request,
    ) -> dict[str, Any]:
        done = not comment.strip() or _keep(said, comment, request, helpful=helpful)
        return visible(shown=not done)

    verdict.comment.submit(
        remark, inputs=[turns, verdict.comment, judged], outputs=verdict.comment, **UNSEEN
    )


def _judging(*, helpful: bool) -> "Callable[..., tuple[Any, ...]]":
    import gradio

    def judge(said: Sequence[Turn], request: gradio.Request) -> tuple[Any, ...]:
        kept = _keep(said, "", request, helpful=helpful)
        return visible(shown=not kept), {"value": "", **visible(shown=kept)}, helpful

    return judge


def _keep(said: Sequence[Turn], comment: str, request: "gradio.Request", *, helpful: bool) -> bool:
    import gradio

    if not said:
        raise RequestError("There is no answer yet to judge. Ask a question first.")
    try:
        person = owner_of(request.request) or ""
        feedback = Feedback(default_feedback_file())
        feedback.keep(said, helpful=helpful, comment=comment, person=person)
    except FeedbackError as error:
        gradio.Warning(escape(str(error)))
        return False
    gradio.Info("Kept on this machine. `footnote questions export` makes questions of it.")
    return True
