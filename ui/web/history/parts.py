"""The parts of the pane of conversations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.conversations.store import Conversation

if TYPE_CHECKING:
    import gradio

Show = Callable[[Conversation | None], tuple[Any, ...]]
"""Returns a value for each part of the page that shows a conversation; of none, an empty one."""


@dataclass(frozen=True, slots=True)
class HistoryPane:
    """The parts of the pane; `current` is the state that tells which conversation is open.

    The script of the page writes what is wanted into those that nobody sees: the id of a
    conversation to open or to delete, or the JSON of `Renaming` or `Copying`.
    """

    current: "gradio.State"
    search: "gradio.Textbox"
    listing: "gradio.HTML"
    opening: "gradio.Textbox"
    renaming: "gradio.Textbox"
    deleting: "gradio.Textbox"
    copying: "gradio.Textbox"
    file: "gradio.JSON"


@dataclass(frozen=True, slots=True)
class Shown:
    """How the rest of the page shows a conversation: `show` gives the values of `outputs`."""

    show: Show
    outputs: Sequence[Any]
