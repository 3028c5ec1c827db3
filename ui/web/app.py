"""The page itself: which parts it has, and what happens when a question is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.answer import Turn
from ui.web.render import render_conversation, render_notice, render_pending
from ui.web.reply import outline_of, reply, titles_of
from ui.web.sources import render_sources

if TYPE_CHECKING:
    import gradio

    from ui.workspace import Workspace

EXAMPLES = (
    "Which amendment led the US to withhold F-16 jets from Pakistan?",
    "Why did Pakistan join hands with the US during the Cold War?",
    "Which source does the paper cite for Russia’s Indo-centric South Asia policy?",
)
_NAME = "<h1>Footnote<sup aria-hidden='true'>1</sup></h1><p>Answers in the paper’s own words</p>"


@dataclass(frozen=True, slots=True)
class _Talk:
    """The left side: what was said, what could be asked, and the box to ask in."""

    conversation: "gradio.HTML"
    suggestions: "gradio.Column"
    examples: "tuple[gradio.Button, ...]"
    question: "gradio.Textbox"


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The right side: the sources of the answers, and the outline of a paper."""

    sources: "gradio.HTML"
    choice: "gradio.Dropdown"
    outline: "gradio.HTML"


def build_app(workspace: "Workspace") -> "gradio.Blocks":
    """Build the page over `workspace`; each visitor of it has a conversation of their own."""
    import gradio

    app: gradio.Blocks
    with gradio.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as app:
        with gradio.Row(elem_id="masthead"):
            gradio.HTML(_NAME, elem_id="name", apply_default_css=False)
            fresh = gradio.Button("New conversation", size="sm", scale=0, elem_id="fresh")
        with gradio.Row(elem_id="desk"):
            talk = _lay_out_talk()
            evidence = _lay_out_evidence()
        _wire_conversation(workspace, talk, evidence, fresh)
        _wire_outline(workspace, app, evidence)
    app.queue(default_concurrency_limit=2, max_size=500)
    return app


def _lay_out_talk() -> _Talk:
    import gradio

    with gradio.Column(scale=6, elem_id="talk"):
        conversation = gradio.HTML(
            render_conversation(()), elem_id="conversation", apply_default_css=False
        )
        with gradio.Column(elem_id="suggestions") as suggestions:
            examples = tuple(
                gradio.Button(text, size="sm", elem_classes="suggestion") for text in EXAMPLES
            )
        question = gradio.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask a question about the paper",
            submit_btn="Ask",
            max_lines=6,
            elem_id="question",
        )
    return _Talk(conversation, suggestions, examples, question)


def _lay_out_evidence() -> _Evidence:
    import gradio

    with gradio.Column(scale=5, elem_id="evidence"), gradio.Tabs(elem_id="panes"):
        with gradio.Tab("Sources", elem_id="sources-pane"):
            sources = gradio.HTML(
                render_sources((), titles={}), elem_id="sources", apply_default_css=False
            )
        with gradio.Tab("Paper", elem_id="paper-pane"):
            choice = gradio.Dropdown(label="Paper", visible=False, elem_id="choice")
            outline = gradio.HTML(elem_id="outline", apply_default_css=False)
    return _Evidence(sources, choice, outline)


def _wire_conversation(
    workspace: "Workspace", talk: _Talk, evidence: _Evidence, fresh: "gradio.Button"
) -> None:
    import gradio

    turns = gradio.State(())
    outputs = [talk.question, talk.conversation, talk.suggestions, evidence.sources, turns]

    def ask(
        typed: str, earlier: Sequence[Turn], event: gradio.EventData
    ) -> Iterator[tuple[Any, ...]]:
        question = event.target.value if event.target in talk.examples else typed
        shown = render_conversation(earlier, last=render_pending(question))
        yield "", shown, gradio.update(visible=False), gradio.skip(), gradio.skip()
        outcome = reply(workspace.answerer, question, earlier)
        if isinstance(outcome, str):
            shown = render_conversation(earlier, last=render_notice(question, outcome))
            yield question, shown, gradio.update(visible=not earlier), gradio.skip(), gradio.skip()
            return
        now = (*earlier, outcome)
        sources = render_sources(now, titles=titles_of(workspace))
        yield gradio.skip(), render_conversation(now), gradio.skip(), sources, now

    def start_afresh() -> tuple[Any, ...]:
        empty = render_sources((), titles={})
        return "", render_conversation(()), gradio.update(visible=True), empty, ()

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


def _wire_outline(workspace: "Workspace", app: "gradio.Blocks", evidence: _Evidence) -> None:
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
