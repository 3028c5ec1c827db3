"""The parts of the pane of papers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.web.library.dropped import DropZone

if TYPE_CHECKING:
    import gradio


@dataclass(frozen=True, slots=True)
class LibraryPane:
    """The parts of the pane, from its top to its foot."""

    zone: DropZone
    asked: "gradio.HTML"
    papers: "gradio.HTML"
    tools: "gradio.Row"
    all_papers: "gradio.Button"
    look: "gradio.Button"
    remove: "gradio.Button"
    question: "gradio.HTML"
    answers: "gradio.Row"
    confirm: "gradio.Button"
    keep: "gradio.Button"
    outline: "gradio.HTML"
