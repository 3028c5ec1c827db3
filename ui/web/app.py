"""The page itself, and what happens when a question is asked on it."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import FeedbackError
from qa.answer import Turn
from ui.web.parts import Evidence, Talk, lay_out_evidence, lay_out_talk
from ui.web.render import render_conversation, render_notice, render_pending
from ui.web.reply import outline_of, reply, titles_of
from ui.web.sources import render_sources

if TYPE_CHECKING:
    import gradio

    from ui.workspace import Workspace

_NAME = "<h1>Footnote<sup aria-hidden='true'>1</sup></h1><p>Answers in the paper’s own words</p>"


def build_app(workspace: "Workspace") -> "gradio.Blocks":
    """Build the page over `workspace`; each visitor of it has a conversation of their own."""
    import gradio

    app: gradio.Blocks
    with gradio.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as app:
        with gradio.Row(elem_id="masthead"):
            gradio.HTML(_NAME, elem_id="name", apply_default_css=False)
            fresh = gradio.Button("New conversation", size="sm", scale=0, elem_id="fresh")
        with gradio.Row(elem_id="desk"):
            talk = lay_out_talk()
            evidence = lay_out_evidence()
        _wire_conversation(workspace, talk, evidence, fresh)
        _wire_outline(workspace, app, evidence)
    app.queue(default_concurrency_limit=2, max_size=500)
    return app


def _wire_conversation(
    workspace: "Workspace", talk: Talk, evidence: Evidence, fresh: "gradio.Button"
) -> None:
    import gradio

    turns = gradio.State(())
    outputs = [
        talk.question,
        talk.conversation,
        talk.suggestions,
        talk.verdict,
        evidence.sources,
        turns,
    ]
    shown, hidden = gradio.update(visible=True), gradio.update(visible=False)

    def ask(
        typed: str, earlier: Sequence[Turn], event: gradio.EventData
    ) -> Iterator[tuple[Any, ...]]:
        question = event.target.value if event.target in talk.examples else typed
        page = render_conversation(earlier, last=render_pending(question))
        yield "", page, hidden, hidden, gradio.skip(), gradio.skip()
        outcome = reply(workspace.answerer, question, earlier)
        if isinstance(outcome, str):
            page = render_conversation(earlier, last=render_notice(question, outcome))
            examples = hidden if earlier else shown
            yield question, page, examples, hidden, gradio.skip(), gradio.skip()
            return
        now = (*earlier, outcome)
        sources = render_sources(now, titles=titles_of(workspace))
        yield gradio.skip(), render_conversation(now), gradio.skip(), shown, sources, now

    def start_afresh() -> tuple[Any, ...]:
        empty = render_sources((), titles={})
        return "", render_conversation(()), shown, hidden, empty, ()

    # One event for the box and the examples: while it runs, no second question starts.
    asking = gradio.on(
        [talk.question.submit, *(example.click for example in talk.examples)],
        ask,
        inputs=[talk.question, turns],
        outputs=outputs,
        show_progress="minimal",
        show_progress_on=talk.conversation,
        api_visibility="private",
    )
    fresh.click(
        start_afresh, outputs=outputs, cancels=asking, queue=False, api_visibility="private"
    )

    _wire_verdict(talk, turns)


def _wire_verdict(talk: Talk, turns: "gradio.State") -> None:
    import gradio

    from ui.feedback import Feedback, default_feedback_file

    def judge(said: Sequence[Turn], *, helpful: bool) -> dict[str, Any]:
        feedback = Feedback(default_feedback_file())
        try:
            feedback.keep(said, helpful=helpful)
        except FeedbackError as error:
            gradio.Warning(escape(str(error)))
            return gradio.update()
        gradio.Info("Kept on this machine. `footnote questions export` makes questions of it.")
        return gradio.update(visible=False)

    for button, helpful in ((talk.helpful, True), (talk.not_helpful, False)):
        button.click(
            partial(judge, helpful=helpful),
            inputs=turns,
            outputs=talk.verdict,
            show_progress="hidden",
            api_visibility="private",
        )


def _wire_outline(workspace: "Workspace", app: "gradio.Blocks", evidence: Evidence) -> None:
    import gradio

    def list_papers() -> tuple[Any, ...]:
        choices = [(title, paper_id) for paper_id, title in titles_of(workspace).items()]
        first = choices[0][1] if choices else None
        shown = gradio.update(choices=choices, value=first, visible=len(choices) > 1)
        return shown, outline_of(workspace, None)

    def open_paper(paper_id: str) -> str:
        return outline_of(workspace, paper_id)

    app.load(
        list_papers,
        outputs=[evidence.choice, evidence.outline],
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
    evidence.choice.input(
        open_paper,
        inputs=evidence.choice,
        outputs=evidence.outline,
        queue=False,
        api_visibility="private",
    )
