"""The pane of kept conversations: listed, searched, reopened, renamed, deleted, saved as files."""

from typing import TYPE_CHECKING

from ui.web.history.events import wire_deleting, wire_naming, wire_opening
from ui.web.history.list import wire_choice, wire_list
from ui.web.history.parts import HistoryPane, Shown
from ui.web.history.saving import wire_saving
from ui.web.page.orders import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import gradio
    from gradio.events import Dependency

    from qa.workspace import Workspace


def lay_out_history() -> HistoryPane:
    """Place the pane where Gradio is just building."""
    import gradio

    search = gradio.Textbox(
        label="Search conversations",
        show_label=False,
        placeholder="Search conversations",
        elem_id="history-search",
    )
    listing = gradio.HTML(elem_id="history-list", apply_default_css=False)
    opening, renaming, deleting, copying = (
        gradio.Textbox(elem_id=name, **HIDDEN)
        for name in ("opening", "renaming", "deleting", "copying")
    )
    file = gradio.JSON(**HIDDEN)
    current = gradio.State(None)
    return HistoryPane(current, search, listing, opening, renaming, deleting, copying, file)


def wire_history(
    workspace: "Workspace",
    app: "gradio.Blocks",
    pane: HistoryPane,
    *,
    turns: "gradio.State",
    chosen: "gradio.State",
    choosing: "Dependency",
    changing: "Sequence[Dependency]",
    answering: "Dependency",
    shown: Shown,
) -> None:
    """Keep `turns` after each of the events `changing`, and show again what was kept.

    The event `answering` is cancelled then. With the turns it is kept which papers are `chosen`,
    also after the event `choosing`.
    """
    wire_list(workspace, app, pane, turns=turns, chosen=chosen, changing=changing)
    wire_choice(pane, chosen, choosing)
    wire_opening(pane, answering, shown)
    wire_naming(pane)
    wire_deleting(pane, answering, shown)
    wire_saving(workspace, pane, turns)
