"""The library on the page: papers are added, listed, corrected, removed and brought back."""

from typing import TYPE_CHECKING

from corpus.formats import FORMATS_IN_WORDS, KNOWN_SUFFIXES
from ui.web.library.dropped import lay_out_drop_zone
from ui.web.library.events import wire_adding, wire_editing, wire_removal
from ui.web.library.list import PaperList
from ui.web.library.parts import LibraryPane, Listing
from ui.web.page.limits import FILES_AT_ONCE
from ui.web.page.orders import HIDDEN
from ui.web.page.updates import QUIET

if TYPE_CHECKING:
    from qa.workspace import Workspace

_SORTING = (("added", "last added"), ("title", "title"), ("authors", "author"), ("year", "year"))
_TOOLS = (
    '<div class="sorting"><input type="search" class="filter" aria-label="Filter the library"'
    ' placeholder="Filter by title, author, year or file"><label>Sorted by <select>'
    + "".join(f'<option value="{value}">{text}</option>' for value, text in _SORTING)
    + "</select></label></div>"
)


def build_library_pane(workspace: "Workspace", listing: Listing) -> None:
    """Build the page where Gradio is just building; `listing` lists the papers elsewhere."""
    import gradio

    pane = _lay_out()
    papers = PaperList(workspace)
    gradio.on(None, listing.show, inputs=listing.chosen, outputs=listing.outputs, **QUIET)
    # Apart from the others: each paper is read for it.
    gradio.on(None, papers.show, inputs=None, outputs=pane.papers, **QUIET)
    wire_adding(workspace, pane, papers, listing)
    wire_removal(workspace, pane, papers, listing)
    wire_editing(workspace, pane, papers, listing)


def _lay_out() -> LibraryPane:
    import gradio

    def html(name: str, value: str = "") -> gradio.HTML:
        return gradio.HTML(value, elem_id=f"library-{name}", apply_default_css=False)

    with gradio.Column(elem_id="library", elem_classes="pane place"):
        gradio.HTML("<h2>Library</h2>", apply_default_css=False)
        zone = lay_out_drop_zone(
            "Add papers",
            kinds=sorted(KNOWN_SUFFIXES),
            hint=f"Drop files anywhere: {FORMATS_IN_WORDS}; up to {FILES_AT_ONCE} at once.",
            name="library",
        )
        undo = html("undo")
        html("tools", _TOOLS)
        papers = html("papers", '<p class="empty">Looking into the library …</p>')
        removing, restoring, editing, dismissing = (
            gradio.Textbox(elem_id=name, **HIDDEN)
            for name in ("removing", "restoring", "editing", "dismissing")
        )
        failed, removed = gradio.State(()), gradio.State(())
    return LibraryPane(
        zone, failed, removed, undo, papers, removing, restoring, editing, dismissing
    )
