"""The parts of the page of papers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.web.library.dropped import DropZone

if TYPE_CHECKING:
    import gradio


@dataclass(frozen=True, slots=True)
class LibraryPane:
    """The parts of the page, from its top to its foot.

    `failed` holds the files that could not be read until they can, or are put aside; `removed`
    the papers that can be brought back. The script of the page writes what is wanted into those
    that nobody sees: the id of a paper to remove or to bring back, the name of a file to put
    aside, or the JSON of an `Edit`.
    """

    zone: DropZone
    failed: "gradio.State"
    removed: "gradio.State"
    undo: "gradio.HTML"
    papers: "gradio.HTML"
    removing: "gradio.Textbox"
    restoring: "gradio.Textbox"
    editing: "gradio.Textbox"
    dismissing: "gradio.Textbox"


@dataclass(frozen=True, slots=True)
class Listing:
    """What lists the papers in other places of the page, by `show` of those that are asked."""

    show: Any
    outputs: "list[Any]"
    chosen: "gradio.State"
