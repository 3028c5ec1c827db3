"""The parts of the pane of conversations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa.answer import Turn

if TYPE_CHECKING:
    import gradio
    from gradio.blocks import Block


Redraw = Callable[[Sequence[Turn], Mapping[str, str]], tuple[Any, ...]]
"""Returns a value for each part of the page that shows turns; papers have the titles given."""


@dataclass(frozen=True, slots=True)
class HistoryPane:
    """The parts of the pane; `current` is the state that tells which conversation is open."""

    current: "gradio.State"
    search: "gradio.Textbox"
    listing: "gradio.Radio"
    message: "gradio.HTML"
    actions: "gradio.Column"
    name: "gradio.Textbox"
    delete: "gradio.Button"
    confirmation: "gradio.Row"
    delete_now: "gradio.Button"
    keep_it: "gradio.Button"
    scope: "gradio.Dropdown"
    form: "gradio.Dropdown"
    save: "gradio.Button"
    file: "gradio.JSON"

    @property
    def about(self) -> "list[Block]":
        """The parts that tell of the open conversation; see `ui.web.history.list.about`."""
        return [self.current, self.actions, self.name, self.confirmation, self.scope]
