"""What happens when a question is asked on the page, asked anew, or stopped."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.answer import Mode, Turn
from ui.conversations.store import Conversation
from ui.web.history.pane import wire_history
from ui.web.history.parts import HistoryPane, Shown
from ui.web.page.updates import QUIET, unchanged, visible
from ui.web.scope.pane import Scope
from ui.web.talk.judging import wire_judging
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
    scope: Scope,
) -> None:
    """Let questions be asked of the papers in `scope`, and the conversations be kept."""
    conversation = _Conversation.begin(workspace, talk, evidence, scope=scope)
    asking = conversation.wire_asking()
    conversation.wire_stopping(asking)
    starting = conversation.wire_starting(fresh, asking)
    wire_history(
        workspace,
        app,
        history,
        turns=conversation.turns,
        chosen=scope.chosen,
        choosing=scope.wire_choice(),
        changing=[asking, starting],
        answering=asking,
        shown=conversation.shown,
    )
    conversation.wire_suggestions([app.load, scope.chosen.change])
    _wire_revision(talk, conversation.turns)
    wire_judging(talk, conversation.turns)


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The parts of the page that a conversation is made of, and what is wired between them."""

    talk: Talk
    view: TalkView
    turns: "gradio.State"
    offered: "gradio.State"
    answering: "gradio.State"
    scope: Scope

    @classmethod
    def begin(
        cls, workspace: "Workspace", talk: Talk, evidence: Evidence, *, scope: Scope
    ) -> "_Conversation":
        """Give each visitor a conversation of their own, with nothing said yet."""
        import gradio

        turns, offered, answering = gradio.State(()), gradio.State(()), gradio.State(Answering())
        view = TalkView(workspace, talk, evidence, offered)
        return cls(talk, view, turns, offered, answering, scope)

    @property
    def shown(self) -> Shown:
        """How a conversation that was kept is shown again, with the papers that it asks."""

        def show(found: Conversation | None) -> tuple[Any, ...]:
            said, titles, papers = (
                (found.turns, found.titles, found.papers) if found else ((), {}, ())
            )
            asked = self.scope.show(papers)
            return said, *self.view.redraw(said, titles, papers=asked[-1]), *asked

        return Shown(show, [self.turns, *self.view.outputs, *self.scope.outputs])

    def wire_asking(self) -> Any:  # noqa: ANN401 - Gradio's event
        """Answer what is typed, or the example that is clicked; return the event of that.

        It is one event for the box and the examples: while it runs, no second question starts.
        """
        import gradio

        talk, view = self.talk, self.view
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
            answer = Stream(view.ask(typed, said, papers, revising=revising, mode=Mode(mode)))
            answering.answer = answer
            async with aclosing(answer.given()) as steps:
                async for step in steps:
                    yield step
            if answer.stopped:
                yield *view.redraw(said, {}, papers=papers, question=typed), said

        asks = [talk.question.submit, *(example.click for example in talk.examples)]
        gradio.on(asks, None, js=_SENT, outputs=talk.stop, **QUIET)
        behind = [talk.revising, self.offered, talk.mode, self.answering]
        return gradio.on(
            asks,
            ask,
            inputs=[talk.question, self.turns, self.scope.chosen, *behind],
            outputs=[*view.outputs, self.turns],
            show_progress="minimal",
            show_progress_on=talk.conversation,
            api_visibility="private",
        )

    def wire_stopping(self, asking: Any) -> None:  # noqa: ANN401 - Gradio's event
        """Let an answer be stopped, and who waits in the queue leave it.

        What is shown of an answer comes in the order in which it is sent only from one event:
        the one that answers ends itself, so that the last that it says is what there was before.
        Every click counts: an earlier one may have no reply yet.
        """
        stop = self.talk.stop
        for ended in (asking.failure, stop.click):
            ended(None, js=_ENDED, outputs=stop, **QUIET)
        stop.click(Answering.stop, inputs=self.answering, trigger_mode="multiple", **QUIET)
        self.talk.leave_queue.click(None, js=_ENDED, outputs=stop, cancels=asking, **QUIET)

    def wire_starting(self, fresh: "gradio.Button", asking: Any) -> Any:  # noqa: ANN401
        """Begin a new conversation on a click; return the event of that."""
        return fresh.click(
            lambda papers: (*self.view.redraw((), {}, papers=papers), ()),
            inputs=self.scope.chosen,
            outputs=[*self.view.outputs, self.turns],
            cancels=asking,
            **QUIET,
        )

    def wire_suggestions(self, changes: Sequence[Callable[..., Any]]) -> None:
        """Offer questions to go on with when the papers change, or the page opens."""
        shown = [self.talk.suggestions, self.offered, *self.talk.examples]
        for changed in changes:
            changed(
                self.view.suggest, inputs=[self.turns, self.scope.chosen], outputs=shown, **QUIET
            )


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
