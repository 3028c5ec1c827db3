"""What happens when a question is asked on the page, asked anew, stopped or judged."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import FeedbackError
from qa.answer import Mode, Turn
from ui.web.history_pane import HistoryPane, wire_history
from ui.web.parts import Evidence, Talk
from ui.web.render import render_conversation, render_growing, render_notice, render_pending
from ui.web.reply import reply, suggestions_of, titles_of
from ui.web.sources import render_sources

if TYPE_CHECKING:
    import gradio
    from gradio.blocks import Block

    from ui.workspace import Workspace

_QUIET: dict[str, Any] = {"queue": False, "api_visibility": "private", "show_progress": "hidden"}


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

    turns, asked, offered = gradio.State(()), gradio.State(""), gradio.State(())
    page = _Page(workspace, talk, evidence, offered)
    everything = [*page.outputs, asked, turns]
    # A visitor's part is a copy of the one that was laid out: only its name is the same.
    places = {example.elem_id: place for place, example in enumerate(talk.examples)}

    def ask(  # noqa: PLR0917  # Gradio gives the value of each part by its place.
        typed: str,
        said: Sequence[Turn],
        papers: Sequence[str],
        revising: str,
        offered: Sequence[str],
        mode: str,
        event: gradio.EventData,
    ) -> Iterator[tuple[Any, ...]]:
        place = places.get(getattr(event.target, "elem_id", None))
        if place is not None:
            typed, revising = offered[place], ""
        yield from page.ask(typed, said, papers, revising=revising, mode=Mode(mode))

    # One event for the box and the examples: while it runs, no second question starts.
    asking = gradio.on(
        [talk.question.submit, *(example.click for example in talk.examples)],
        ask,
        inputs=[talk.question, turns, chosen, talk.revising, offered, talk.mode],
        outputs=everything,
        show_progress="minimal",
        show_progress_on=talk.conversation,
        api_visibility="private",
    )
    starting = fresh.click(
        lambda: (*page.redraw((), {}), "", ()), outputs=everything, cancels=asking, **_QUIET
    )
    talk.stop.click(
        page.stop, inputs=[turns, asked], outputs=page.outputs, cancels=asking, **_QUIET
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
            **_QUIET,
        )
    _wire_revision(talk, turns)
    _wire_verdict(talk, turns)


class _Page:
    """Gives what the parts of the page show, in the order of `outputs`."""

    def __init__(
        self, workspace: "Workspace", talk: Talk, evidence: Evidence, offered: "gradio.State"
    ) -> None:
        self._workspace = workspace
        self._examples = talk.examples
        self._parts: dict[str, Block] = {
            "question": talk.question,
            "conversation": talk.conversation,
            "verdict": talk.verdict.row,
            "comment": talk.verdict.comment,
            "revision": talk.revision,
            "revising": talk.revising,
            "stop": talk.stop,
            "sources": evidence.sources,
        }
        self.outputs: list[Any] = [
            *self._parts.values(), talk.suggestions, offered, *talk.examples,
        ]  # fmt: skip

    def ask(
        self,
        question: str,
        said: Sequence[Turn],
        papers: Sequence[str],
        *,
        revising: str,
        mode: Mode,
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question, then its answer as it grows, and what to do next.

        With the number of a turn in `revising`, it is asked in the place of that one.
        """
        earlier = said[: int(revising) - 1] if revising.isdecimal() else said
        page = render_conversation(earlier, last=render_pending(question))
        yield *self._asked(page), question, _skip()
        turn = None
        for outcome in reply(self._workspace, question, earlier, papers=papers, mode=mode):
            if isinstance(outcome, str):
                yield *self._refused(said, question, outcome), "", _skip()
                return
            if turn is not None:
                yield *self._growing(earlier, turn), _skip(), _skip()
            turn = outcome
        now = (*earlier, turn) if turn is not None else tuple(earlier)
        yield *self.redraw(now, {}, papers=papers, question=_skip()), "", now

    def redraw(
        self,
        now: Sequence[Turn],
        titles: Mapping[str, str],
        *,
        papers: Sequence[str] = (),
        question: "str | Mapping[str, Any]" = "",
    ) -> tuple[Any, ...]:
        """Show a conversation as it stands; `titles` name papers that the library lost."""
        sources = render_sources(now, titles={**titles_of(self._workspace), **titles})
        return self._values(
            question=question,
            conversation=render_conversation(now),
            verdict=_visible(shown=bool(now)),
            comment=_closed(),
            revision=_visible(shown=False),
            revising="",
            stop=_visible(shown=False),
            sources=sources,
        ) + self.suggest(now, papers)

    def stop(self, said: Sequence[Turn], asked: str) -> tuple[Any, ...]:
        """Show the conversation as it was, with the question back in the box."""
        return self.redraw(said, {}, question=asked or _skip())

    def suggest(self, now: Sequence[Turn], papers: Sequence[str]) -> tuple[Any, ...]:
        """Give questions to go on with, each on a button of its own."""
        import gradio

        questions = suggestions_of(self._workspace, now, papers)
        spare = len(self._examples) - len(questions)
        buttons = [gradio.update(value=text, visible=True) for text in questions]
        return (
            _visible(shown=bool(questions)),
            questions,
            *buttons,
            *([_visible(shown=False)] * spare),
        )

    def _asked(self, page: str) -> tuple[Any, ...]:
        hidden = _visible(shown=False)
        changed = self._values(
            question="", conversation=page, verdict=hidden, comment=_closed(), revision=hidden,
            revising="", stop=_visible(shown=True),
        )  # fmt: skip
        return (*changed, hidden, *self._same_suggestions()[1:])

    def _growing(self, earlier: Sequence[Turn], turn: Turn) -> tuple[Any, ...]:
        last = render_growing(turn.question, turn.answer, number=len(earlier) + 1)
        page = render_conversation(earlier, last=last)
        return (*self._values(conversation=page), *self._same_suggestions())

    def _refused(self, said: Sequence[Turn], question: str, reason: str) -> tuple[Any, ...]:
        page = render_conversation(said, last=render_notice(question, reason))
        changed = self._values(question=question, conversation=page, stop=_visible(shown=False))
        return (*changed, _visible(shown=True), *self._same_suggestions()[1:])

    def _values(self, **changed: Any) -> tuple[Any, ...]:  # noqa: ANN401  # Gradio's own values.
        return tuple(changed.get(name, _skip()) for name in self._parts)

    def _same_suggestions(self) -> tuple[Any, ...]:
        return (_skip(),) * (2 + len(self._examples))


def _skip() -> Any:  # noqa: ANN401  # Gradio's own value.
    import gradio

    return gradio.skip()


def _visible(*, shown: bool) -> dict[str, Any]:
    import gradio

    update: dict[str, Any] = gradio.update(visible=shown)
    return update


def _closed() -> dict[str, Any]:
    return {"value": "", **_visible(shown=False)}


def _wire_revision(talk: Talk, turns: "gradio.State") -> None:
    def revise(number: str, said: Sequence[Turn]) -> tuple[Any, ...]:
        if not (number.isdecimal() and 1 <= int(number) <= len(said)):
            return _skip(), _visible(shown=False)
        return said[int(number) - 1].question, _visible(shown=True)

    talk.revising.change(
        revise,
        inputs=[talk.revising, turns],
        outputs=[talk.question, talk.revision],
        **_QUIET,
    )
    talk.keep_as_it_was.click(
        lambda: ("", "", _visible(shown=False)),
        outputs=[talk.question, talk.revising, talk.revision],
        **_QUIET,
    )


def _wire_verdict(talk: Talk, turns: "gradio.State") -> None:
    import gradio

    from ui.feedback import Feedback, default_feedback_file

    judged = gradio.State(value=True)

    def keep(said: Sequence[Turn], comment: str, *, helpful: bool) -> bool:
        try:
            Feedback(default_feedback_file()).keep(said, helpful=helpful, comment=comment)
        except FeedbackError as error:
            gradio.Warning(escape(str(error)))
            return False
        gradio.Info("Kept on this machine. `footnote questions export` makes questions of it.")
        return True

    def judge(said: Sequence[Turn], *, helpful: bool) -> tuple[Any, ...]:
        kept = keep(said, "", helpful=helpful)
        return _visible(shown=not kept), {"value": "", **_visible(shown=kept)}, helpful

    def remark(said: Sequence[Turn], comment: str, helpful: bool) -> dict[str, Any]:  # noqa: FBT001
        done = not comment.strip() or keep(said, comment, helpful=helpful)
        return _visible(shown=not done)

    verdict = talk.verdict
    for button, helpful in ((verdict.helpful, True), (verdict.not_helpful, False)):
        button.click(
            partial(judge, helpful=helpful),
            inputs=turns,
            outputs=[verdict.row, verdict.comment, judged],
            show_progress="hidden",
            api_visibility="private",
        )
    verdict.comment.submit(
        remark,
        inputs=[turns, verdict.comment, judged],
        outputs=verdict.comment,
        show_progress="hidden",
        api_visibility="private",
    )
