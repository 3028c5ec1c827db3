"""The page itself: its parts, and what is wired between them."""

from typing import TYPE_CHECKING, Any

from corpus.identity import may_name
from ui.web.api.programs import add_programs
from ui.web.evaluation.pane import build_evaluation_pane
from ui.web.guards.queue import queue_fairly
from ui.web.history.pane import lay_out_history
from ui.web.library.pane import build_library_pane
from ui.web.library.parts import Listing
from ui.web.library.text import rail_papers
from ui.web.page.titles import titles_of
from ui.web.paper.papers import reading_of
from ui.web.scope.pane import Scope
from ui.web.talk.asking import wire_conversation
from ui.web.talk.parts import Evidence, lay_out_evidence, lay_out_talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    import gradio

    from qa.workspace import Workspace

_NAME = (
    '<button type="button" id="rail-toggle" aria-expanded="false" aria-controls="rail"'
    ' aria-label="Conversations and papers"><span aria-hidden="true">☰</span></button>'
    "<h1>Footnote<sup aria-hidden='true'>1</sup></h1><p>Answers in the paper’s own words</p>"
)
_SHEET = (
    '<button type="button" id="sheet-toggle" aria-expanded="false" aria-controls="evidence">'
    "Sources</button>"
)
_PLACES = (
    '<nav class="places" aria-label="Places"><ul>'
    '<li><a href="./" data-place="talk">Conversation</a></li>'
    '<li><a href="library" data-place="library">Library</a></li>'
    '<li><a href="evaluation" data-place="evaluation">Evaluation</a></li></ul></nav>'
)


def build_app(workspace: "Workspace") -> "gradio.Blocks":
    """Build the page over `workspace`; each visitor of it has a conversation of their own."""
    import gradio

    app: gradio.Blocks
    with gradio.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as app:
        # First: the page's own events take what names these leave.
        add_programs(workspace)
        scope = Scope(workspace)
        with gradio.Row(elem_id="masthead"):
            gradio.HTML(_NAME, elem_id="name", apply_default_css=False)
            gradio.HTML(_SHEET, elem_id="sheet", apply_default_css=False)
            fresh = gradio.Button("New conversation", size="sm", scale=0, elem_id="fresh")
        with gradio.Row(elem_id="desk"):
            with gradio.Column(elem_id="rail"):
                gradio.HTML(_PLACES, apply_default_css=False)
                history = lay_out_history()
                gradio.HTML("<h2>Papers</h2>", apply_default_css=False)
                papers = gradio.HTML(elem_id="rail-papers", apply_default_css=False)
            with gradio.Column(elem_id="main"):
                talk = lay_out_talk(workspace.modes, lay_out_scope=scope.lay_out)
                build_library_pane(workspace, _listing(workspace, scope, papers))
                build_evaluation_pane(workspace)
            evidence = lay_out_evidence()
        wire_conversation(workspace, app, talk, evidence, fresh, history=history, scope=scope)
        _wire_paper(workspace, app, evidence)
    queue_fairly(app)
    return app


def _listing(workspace: "Workspace", scope: Scope, papers: "gradio.HTML") -> Listing:
    """Return what lists papers beside the library: the rail, and the choice of those to ask."""

    def show(chosen: "Sequence[str]") -> tuple[Any, ...]:
        return rail_papers(titles_of(workspace)), *scope.show(chosen)

    return Listing(show, [papers, *scope.outputs], scope.chosen)


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

    def open_paper(wanted: str) -> tuple[Any, ...]:
        paper_id = wanted.strip()
        choices = [(title, one) for one, title in titles_of(workspace).items()]
        # A conversation of long ago may have the beginning of the id only.
        known = [one for _, one in choices if may_name(paper_id, one)]
        shown = gradio.update(choices=choices, value=known[0]) if known else gradio.skip()
        return shown, reading_of(workspace, paper_id)

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
    evidence.wanted.change(open_paper, inputs=evidence.wanted, outputs=outputs, **quiet)
