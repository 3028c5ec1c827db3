"""The page itself: its parts, and what is wired between them."""

from typing import TYPE_CHECKING, Any

from corpus.identity import may_name
from ui.web.api.programs import add_programs
from ui.web.guards.queue import queue_fairly
from ui.web.history.pane import lay_out_history
from ui.web.page.titles import titles_of
from ui.web.paper.papers import reading_of
from ui.web.talk.asking import wire_conversation
from ui.web.talk.parts import Evidence, lay_out_evidence, lay_out_talk

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace

_NAME = "<h1>Footnote<sup aria-hidden='true'>1</sup></h1><p>Answers in the paper’s own words</p>"


def build_app(workspace: "Workspace") -> "gradio.Blocks":
    """Build the page over `workspace`; each visitor of it has a conversation of their own."""
    import gradio

    app: gradio.Blocks
    with gradio.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as app:
        # First: the page's own events take what names these leave.
        add_programs(workspace)
        chosen = gradio.State(())
        with gradio.Sidebar(label="Conversations", open=False, elem_id="history"):
            history = lay_out_history()
        with gradio.Row(elem_id="masthead"):
            gradio.HTML(_NAME, elem_id="name", apply_default_css=False)
            fresh = gradio.Button("New conversation", size="sm", scale=0, elem_id="fresh")
        with gradio.Row(elem_id="desk"):
            talk = lay_out_talk(workspace.modes)
            evidence = lay_out_evidence(workspace, chosen=chosen)
        wire_conversation(workspace, app, talk, evidence, fresh, history=history, chosen=chosen)
        _wire_paper(workspace, app, evidence)
    queue_fairly(app)
    return app


def _wire_paper(workspace: "Workspace", app: "gradio.Blocks", evidence: Evidence) -> None:
    """Send a paper when the page opens, and when another is chosen or a link leads to it."""
    import gradio

    def list_papers(now: str | None) -> tuple[Any, ...]:
        choices = [(title, paper_id) for paper_id, title in titles_of(workspace).items()]
        known = [paper_id for _, paper_id in choices]
        value = now if now in known else next(iter(known), None)
        listed: dict[str, Any] = {"choices": choices, "visible": len(choices) > 1}
        if value is not None and value == now:
            # What was chosen stays unsaid: a link may have led to another paper meanwhile.
            return gradio.update(**listed), gradio.skip()
        return gradio.update(**listed, value=value), reading_of(workspace, value)

    def open_paper(paper_id: str) -> tuple[Any, ...]:
        if not paper_id:
            return gradio.skip(), gradio.skip(), ""
        choices = [(title, one) for one, title in titles_of(workspace).items()]
        # A conversation of long ago may have the beginning of the id only.
        known = [one for _, one in choices if may_name(paper_id, one)]
        shown = gradio.update(choices=choices, value=known[0]) if known else gradio.skip()
        return shown, reading_of(workspace, paper_id), ""

    quiet: dict[str, Any] = {"queue": False, "api_visibility": "private"}
    outputs = [evidence.choice, evidence.reading]
    for opened in (app.load, evidence.paper_tab.select):
        opened(
            list_papers, inputs=evidence.choice, outputs=outputs, show_progress="hidden", **quiet
        )
    evidence.choice.input(
        lambda paper_id: reading_of(workspace, paper_id),
        inputs=evidence.choice,
        outputs=evidence.reading,
        **quiet,
    )
    evidence.wanted.change(
        open_paper, inputs=evidence.wanted, outputs=[*outputs, evidence.wanted], **quiet
    )
