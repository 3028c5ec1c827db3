"""The pane of kept conversations: listed, searched, reopened, renamed, deleted, saved as files."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qa.answer import Turn
from ui.exports.formats import Format
from ui.web.history.events import wire_deleting, wire_naming, wire_opening
from ui.web.history.list import EMPTY, wire_list
from ui.web.history.parts import HistoryPane, Redraw
from ui.web.history.saving import WHOLE, choices_of, wire_saving

if TYPE_CHECKING:
    import gradio
    from gradio.events import Dependency

    from qa.workspace import Workspace


def lay_out_history() -> HistoryPane:
    """Place the pane where Gradio is just building."""
    import gradio

    search = gradio.Textbox(
        label="Search conversations", placeholder="Words to find", elem_id="history-search"
    )
    listing = gradio.Radio(label="Conversations", visible=False, elem_id="history-list")
    message = gradio.HTML(EMPTY, elem_id="history-message", apply_default_css=False)
    with gradio.Column(visible=False, elem_id="history-actions") as actions:
        name = gradio.Textbox(
            label="Name", submit_btn="Rename", max_lines=1, elem_id="history-name"
        )
        delete = gradio.Button("Delete", size="sm")
        with gradio.Row(visible=False, elem_id="history-confirmation") as confirmation:
            gradio.HTML("<p>Delete it for good?</p>", apply_default_css=False)
            delete_now = gradio.Button("Delete for good", size="sm", variant="stop", min_width=0)
            keep_it = gradio.Button("Keep it", size="sm", min_width=0)
        scope = gradio.Dropdown(choices_of(()), value=WHOLE, label="Save", elem_id="history-scope")
        forms = [form.value for form in Format]
        form = gradio.Dropdown(forms, value=forms[0], label="As", elem_id="history-format")
        save = gradio.Button("Save file", size="sm", elem_id="history-save")
    file = gradio.JSON(visible="hidden")
    current = gradio.State(None)
    return HistoryPane(
        current, search, listing, message, actions, name, delete, confirmation, delete_now,
        keep_it, scope, form, save, file,
    )  # fmt: skip


def wire_history(
    workspace: "Workspace",
    app: "gradio.Blocks",
    pane: HistoryPane,
    *,
    turns: "gradio.State",
    changing: "Sequence[Dependency]",
    answering: "Dependency",
    redraw: Redraw,
    outputs: "Sequence[Any]",
) -> None:
    """Keep `turns` after each of the events `changing`, and show again what was kept.

    `redraw` gives the values of `outputs` when another conversation is shown; the event
    `answering` is cancelled then.
    """
    shown = [turns, *outputs]

    def show(said: Sequence[Turn], titles: Mapping[str, str]) -> tuple[Any, ...]:
        return said, *redraw(said, titles)

    wire_list(workspace, app, pane, turns, changing)
    wire_opening(pane, answering, show, shown)
    wire_naming(pane)
    wire_deleting(pane, answering, show, shown)
    wire_saving(workspace, pane, turns)
