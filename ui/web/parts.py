"""The two sides of the page: the conversation, and what its answers rest on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.web.render import render_conversation
from ui.web.sources import render_sources

if TYPE_CHECKING:
    import gradio

EXAMPLES = (
    "Which amendment led the US to withhold F-16 jets from Pakistan?",
    "Why did Pakistan join hands with the US during the Cold War?",
    "Which source does the paper cite for Russia’s Indo-centric South Asia policy?",
)


@dataclass(frozen=True, slots=True)
class Talk:
    """The left side: what was said, what could be asked, and the box to ask in."""

    conversation: "gradio.HTML"
    suggestions: "gradio.Column"
    examples: "tuple[gradio.Button, ...]"
    verdict: "gradio.Row"
    helpful: "gradio.Button"
    not_helpful: "gradio.Button"
    question: "gradio.Textbox"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The right side: the sources of the answers, and the outline of a paper."""

    sources: "gradio.HTML"
    choice: "gradio.Dropdown"
    outline: "gradio.HTML"


def lay_out_talk() -> Talk:
    """Place the left side where Gradio is just building."""
    import gradio

    with gradio.Column(scale=6, elem_id="talk"):
        conversation = gradio.HTML(
            render_conversation(()), elem_id="conversation", apply_default_css=False
        )
        with gradio.Column(elem_id="suggestions") as suggestions:
            examples = tuple(
                gradio.Button(text, size="sm", elem_classes="suggestion") for text in EXAMPLES
            )
        with gradio.Row(elem_id="verdict", visible=False) as verdict:
            helpful = gradio.Button("Helpful", size="sm", scale=0, min_width=0)
            not_helpful = gradio.Button("Not helpful", size="sm", scale=0, min_width=0)
        question = gradio.Textbox(
            label="Your question",
            show_label=False,
            placeholder="Ask a question about the paper",
            submit_btn="Ask",
            max_lines=6,
            elem_id="question",
        )
    return Talk(conversation, suggestions, examples, verdict, helpful, not_helpful, question)


def lay_out_evidence() -> Evidence:
    """Place the right side where Gradio is just building."""
    import gradio

    with gradio.Column(scale=5, elem_id="evidence"), gradio.Tabs(elem_id="panes"):
        with gradio.Tab("Sources", elem_id="sources-pane"):
            sources = gradio.HTML(
                render_sources((), titles={}), elem_id="sources", apply_default_css=False
            )
        with gradio.Tab("Paper", elem_id="paper-pane"):
            choice = gradio.Dropdown(label="Paper", visible=False, elem_id="choice")
            outline = gradio.HTML(elem_id="outline", apply_default_css=False)
    return Evidence(sources, choice, outline)
