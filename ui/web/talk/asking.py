"""What happens when a question is asked on the page, asked anew, or stopped."""

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.answer import Mode, Turn
from ui.web.history.pane import wire_history
from ui.web.history.parts import HistoryPane
from ui.web.page.updates import QUIET, unchanged, visible
from ui.web.talk.judging import wire_verdict
from ui.web.talk.parts import Evidence, Talk
from ui.web.talk.view import TalkView
from ui.web.work.streams import Stream

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace

# Run by the browser itself: while a question waits in the queue, no line of ours runs.
_SENT = "() => ({ __type__: 'update', visible: true })"
_ENDED = "() => ({ __type__: 'update', visible: false })"


@dataclass(slots=True)
class Answering:
    """What is being answered to one visitor, or was the last to be."""

    answer: Stream[Any] | None = None

    def stop(self) -> None:
        """Stop answering."""
        if self.answer:
            self.answer.stop()


def wire_conversation(
    workspace: "Workspace",
    app: "gradio.Blocks",
    talk: Talk,
    evidence: Evidence,
    fresh: "gradio.Button",
    *,
    history: HistoryPane,
    chosen: "gradio.State",
) -> None:
    """Let questions be asked of the papers in `chosen`, and the conversations be kept."""
    import gradio

    turns, offered, answering = gradio.State(()), gradio.State(()), gradio.State(Answering())
    page = TalkView(workspace, talk, evidence, offered)
    everything = [*page.outputs, turns]
    # A visitor's part is a copy of the one that was laid out: only its name is the same.
    places = {example.elem_id: place for place, example in enumerate(talk.examples)}

    async def ask(  # noqa: PLR0917  # Gradio gives the value of each part by its place.
        typed: str,
        said: Sequence[Turn],
        papers: Sequence[str],
        revising: str,
        offered: Sequence[str],
        mode: str,
        answering: Answering,
        event: gradio.EventData,
    ) -> AsyncIterator[tuple[Any, ...]]:
        place = places.get(getattr(event.target, "elem_id", None))
        if place is not None and place < len(offered):
            typed, revising = offered[place], ""
        answer = Stream(page.ask(typed, said, papers, revising=revising, mode=Mode(mode)))
        answering.answer = answer
        async with aclosing(answer.given()) as steps:
            async for step in steps:
                yield step
        if answer.stopped:
            yield *page.redraw(said, {}, papers=papers, question=typed), said

    asks = [talk.question.submit, *(example.click for example in talk.examples)]
    gradio.on(asks, None, js=_SENT, outputs=talk.stop, **QUIET)
    # One event for the box and the examples: while it runs, no second question starts.
    asking = gradio.on(
        asks,
        ask,
        inputs=[talk.question, turns, chosen, talk.revising, offered, talk.mode, answering],
        outputs=everything,
        show_progress="minimal",
        show_progress_on=talk.conversation,
        api_visibility="private",
    )
    for ended in (asking.failure, talk.stop.click):
        ended(None, js=_ENDED, outputs=talk.stop, **QUIET)
    # What is shown of an answer comes in the order in which it is sent only from one event: the
    # one that answers ends itself, so that the last that it says is what there was before.
    # Every click counts: an earlier one may have no reply yet.
    talk.stop.click(Answering.stop, inputs=answering, trigger_mode="multiple", **QUIET)
    talk.leave_queue.click(None, js=_ENDED, outputs=talk.stop, cancels=asking, **QUIET)
    starting = fresh.click(
        lambda papers: (*page.redraw((), {}, papers=papers), ()),
        inputs=chosen,
        outputs=everything,
        cancels=asking,
        **QUIET,
    )
    wire_history(
        workspace,
        app,
        history,
        turns=turns,
        changing=[asking, starting],
        answering=asking,
        redraw=page.redraw,
        outputs=page.outputs,
    )
    for changed in (app.load, chosen.change):
        changed(
            page.suggest,
            inputs=[turns, chosen],
            outputs=[talk.suggestions, offered, *talk.examples],
            **QUIET,
        )
    _wire_revision(talk, turns)
    wire_verdict(talk.verdict, turns)


def _wire_revision(talk: Talk, turns: "gradio.State") -> None:
    def revise(number: str, said: Sequence[Turn]) -> tuple[Any, ...]:
        if not (number.isdecimal() and 1 <= int(number) <= len(said)):
            return unchanged(), visible(shown=False)
        return said[int(number) - 1].question, visible(shown=True)

    talk.revising.change(
        revise,
        inputs=[talk.revising, turns],
        outputs=[talk.question, talk.revision],
        **QUIET,
    )
    talk.keep_as_it_was.click(
        lambda: ("", "", visible(shown=False)),
        outputs=[talk.question, talk.revising, talk.revision],
        **QUIET,
    )
