"""The two sides of the page: the conversation, and what its answers rest on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Mode
from ui.web.page.orders import HIDDEN
from ui.web.talk.render import render_conversation
from ui.web.talk.sources import render_sources

if TYPE_CHECKING:
    import gradio

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


_FOLD = (
    '<button type="button" id="fold" aria-expanded="true" aria-controls="suggestions">'
    "Suggestions</button>"
)


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation: what was said, what could be asked, and the box to ask in.

    The script of the page writes into `revising` the number of a question to be asked anew, into
    `judging` what a visitor says of an answer, and clicks on `leave_queue` for who stops while
    the question waits. What became of a judgement it finds in `judged`.
    """

    conversation: "gradio.HTML"
    suggestions: "gradio.Row"
    examples: "tuple[gradio.Button, ...]"
    revision: "gradio.Row"
    keep_as_it_was: "gradio.Button"
    stop: "gradio.Button"
    leave_queue: "gradio.Button"
    question: "gradio.Textbox"
    mode: "gradio.Dropdown"
    revising: "gradio.Textbox"
    judging: "gradio.Textbox"
    judged: "gradio.JSON"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources of the answers, and a paper to read.

    The script of the page writes into `wanted` the id of a paper that a link leads to.
    """

    sources: "gradio.HTML"
    paper_tab: "gradio.Tab"
    choice: "gradio.Dropdown"
    reading: "gradio.HTML"
    wanted: "gradio.Textbox"


def lay_out_talk(modes: Sequence[Mode], *, lay_out_scope: Callable[[], None]) -> Talk:
    """Place the conversation where Gradio is just building, with what tells which papers are asked.

    Of the `modes` that can be asked in, the usual one comes first; where there is but one, nothing
    is said of it.
    """
    import gradio

    with gradio.Column(elem_id="talk", elem_classes="place"):
        conversation = gradio.HTML(
            render_conversation(()), elem_id="conversation", apply_default_css=False
        )
        with gradio.Column(elem_id="dock"):
            with gradio.Row(elem_id="suggestions", visible=False) as suggestions:
                gradio.HTML(_FOLD, elem_id="folding", apply_default_css=False)
                examples = tuple(_example(place) for place in range(_SUGGESTIONS))
            with gradio.Row(elem_id="revision", visible=False) as revision:
                gradio.HTML(
                    "<p>Asking again replaces this question and what follows it.</p>",
                    apply_default_css=False,
                )
                keep = gradio.Button("Leave it as it was", size="sm", scale=0, min_width=0)
            gradio.HTML(_LOST, elem_id="lost", apply_default_css=False)
            stop = gradio.Button("Stop", size="sm", visible=False, elem_id="stop")
            question = gradio.Textbox(
                label="Your question",
                show_label=False,
                placeholder="Ask a question",
                submit_btn="Ask",
                max_lines=6,
                elem_id="question",
            )
            with gradio.Row(elem_id="asking"):
                lay_out_scope()
                mode = gradio.Dropdown(
                    [(_MODES[mode], mode.value) for mode in modes],
                    value=modes[0].value,
                    label="Answer in",
                    visible=len(modes) > 1,
                    elem_id="mode",
                )
        leave_queue = gradio.Button(elem_id="leave-queue", **HIDDEN)
        revising = gradio.Textbox(elem_id="revising", **HIDDEN)
        judging = gradio.Textbox(elem_id="judging", **HIDDEN)
        judged = gradio.JSON(**HIDDEN)
    return Talk(
        conversation, suggestions, examples, revision, keep, stop, leave_queue, question, mode,
        revising, judging, judged,
    )  # fmt: skip


def _example(place: int) -> "gradio.Button":
    import gradio

    return gradio.Button(
        "",
        size="sm",
        scale=0,
        visible=False,
        elem_id=f"suggestion-{place}",
        elem_classes="suggestion",
    )


def lay_out_evidence() -> Evidence:
    """Place what the answers rest on where Gradio is just building."""
    import gradio

    with gradio.Column(elem_id="evidence"), gradio.Tabs(elem_id="panes"):
        with gradio.Tab("Sources", elem_id="sources-pane", render_children=True):
            sources = gradio.HTML(
                render_sources((), titles={}), elem_id="sources", apply_default_css=False
            )
        with gradio.Tab("Paper", elem_id="paper-pane", render_children=True) as paper_tab:
            choice = gradio.Dropdown(label="Paper", visible=False, elem_id="choice")
            reading = gradio.HTML(elem_id="reading", apply_default_css=False)
            wanted = gradio.Textbox(elem_id="wanted", **HIDDEN)
    return Evidence(sources, paper_tab, choice, reading, wanted)
