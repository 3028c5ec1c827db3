"""The two sides of the page: the conversation, and what its answers rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Mode
from ui.web.evaluation.pane import build_evaluation_pane
from ui.web.library.pane import build_library_pane
from ui.web.talk.render import render_conversation
from ui.web.talk.sources import render_sources

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace

_SUGGESTIONS = 3
_MODES = {
    Mode.EXTRACTIVE: "the paper’s own sentences",
    Mode.LLM: "a language model’s sentences, checked",
    Mode.LLM_QUOTED: "a language model’s sentences, each with its quotes",
}

_LOST = """
<p class="notice" role="alert">Footnote does not answer: it was ended, or cannot be reached. Start
it again with <code>footnote chat</code>, then load this page anew. Your question is still in the
box.</p>
"""


@dataclass(frozen=True, slots=True)
class Talk:
    """The left side: what was said, what could be asked, and the box to ask in.

    The script of the page writes into `revising` the number of a question to be asked anew, and
    clicks on `leave_queue` for who stops while the question waits.
    """

    conversation: "gradio.HTML"
    suggestions: "gradio.Column"
    examples: "tuple[gradio.Button, ...]"
    verdict: "Verdict"
    revision: "gradio.Row"
    keep_as_it_was: "gradio.Button"
    stop: "gradio.Button"
    leave_queue: "gradio.Button"
    question: "gradio.Textbox"
    mode: "gradio.Dropdown"
    revising: "gradio.Textbox"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two buttons, and a box for what there is to say, which comes after either."""

    row: "gradio.Row"
    helpful: "gradio.Button"
    not_helpful: "gradio.Button"
    comment: "gradio.Textbox"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The right side: the sources of the answers, and a paper to read.

    The script of the page writes into `wanted` the id of a paper that a link leads to.
    """

    sources: "gradio.HTML"
    paper_tab: "gradio.Tab"
    choice: "gradio.Dropdown"
    reading: "gradio.HTML"
    wanted: "gradio.Textbox"


def lay_out_talk(modes: Sequence[Mode]) -> Talk:
    """Place the left side where Gradio is just building; `modes` can be asked in, the usual first.

    Where there is but one, nothing is said of it.
    """
    import gradio

    with gradio.Column(scale=6, elem_id="talk"):
        conversation = gradio.HTML(
            render_conversation(()), elem_id="conversation", apply_default_css=False
        )
        verdict = _lay_out_verdict()
        with gradio.Column(elem_id="suggestions", visible=False) as suggestions:
            examples = tuple(
                gradio.Button(
                    "",
                    size="sm",
                    visible=False,
                    elem_id=f"suggestion-{place}",
                    elem_classes="suggestion",
                )
                for place in range(_SUGGESTIONS)
            )
        with gradio.Row(elem_id="revision", visible=False) as revision:
            gradio.HTML(
                "<p>Asking again replaces this question and what follows it.</p>",
                apply_default_css=False,
            )
            keep = gradio.Button("Leave it as it was", size="sm", scale=0, min_width=0)
        gradio.HTML(_LOST, elem_id="lost", apply_default_css=False)
        stop = gradio.Button("Stop", size="sm", visible=False, elem_id="stop")
        leave_queue = gradio.Button(visible="hidden", elem_id="leave-queue")
        question = gradio.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask a question about the paper",
            submit_btn="Ask",
            max_lines=6,
            elem_id="question",
        )
        mode = gradio.Dropdown(
            [(_MODES[mode], mode.value) for mode in modes],
            value=modes[0].value,
            label="Answer in",
            visible=len(modes) > 1,
            elem_id="mode",
        )
        revising = gradio.Textbox(visible="hidden", elem_id="revising")
    return Talk(
        conversation, suggestions, examples, verdict, revision, keep, stop, leave_queue, question,
        mode, revising,
    )  # fmt: skip


def _lay_out_verdict() -> Verdict:
    import gradio

    with gradio.Row(elem_id="verdict", visible=False) as row:
        helpful = gradio.Button("Helpful", size="sm", scale=0, min_width=0)
        not_helpful = gradio.Button("Not helpful", size="sm", scale=0, min_width=0)
    comment = gradio.Textbox(
        label="What was right, or wrong?",
        placeholder="If you like; it stays on this machine",
        submit_btn="Keep",
        max_lines=3,
        visible=False,
        elem_id="comment",
    )
    return Verdict(row, helpful, not_helpful, comment)


def lay_out_evidence(workspace: "Workspace", *, chosen: "gradio.State") -> Evidence:
    """Place the right side where Gradio is just building."""
    import gradio

    with gradio.Column(scale=5, elem_id="evidence"), gradio.Tabs(elem_id="panes"):
        with gradio.Tab("Sources", elem_id="sources-pane", render_children=True):
            sources = gradio.HTML(
                render_sources((), titles={}), elem_id="sources", apply_default_css=False
            )
        with gradio.Tab("Paper", elem_id="paper-pane", render_children=True) as paper_tab:
            choice = gradio.Dropdown(label="Paper", visible=False, elem_id="choice")
            reading = gradio.HTML(elem_id="reading", apply_default_css=False)
            wanted = gradio.Textbox(visible="hidden", elem_id="wanted")
        with gradio.Tab("Library", elem_id="library-pane"):
            build_library_pane(workspace, chosen=chosen)
        with gradio.Tab("Evaluation", elem_id="evaluation-pane"):
            build_evaluation_pane(workspace)
    return Evidence(sources, paper_tab, choice, reading, wanted)
