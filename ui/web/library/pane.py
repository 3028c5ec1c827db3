"""The library on the page: papers are added, chosen, looked into and removed."""

from typing import TYPE_CHECKING

from corpus.formats import FORMATS_IN_WORDS, KNOWN_SUFFIXES
from ui.web.library.dropped import lay_out_drop_zone
from ui.web.library.events import wire_adding, wire_choice, wire_removal
from ui.web.library.list import PaperList
from ui.web.library.parts import LibraryPane
from ui.web.page.limits import FILES_AT_ONCE

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace

_TELL_TICKED = """
element.addEventListener("change", () => trigger("input", {
  papers: [...element.querySelectorAll("input:checked")].map((box) => box.value),
}));
watch("value", () => element.querySelectorAll("input").forEach((box) => {
  box.checked = box.defaultChecked;
}));
"""


def build_library_pane(workspace: "Workspace", *, chosen: "gradio.State") -> None:
    """Build the pane where Gradio is just building.

    `chosen` gets the ids of the papers to ask, as a tuple; empty means all.
    """
    pane = _lay_out()
    papers = PaperList(workspace)
    wire_adding(workspace, pane, papers, chosen)
    wire_choice(workspace, pane, papers, chosen)
    wire_removal(workspace, pane, papers, chosen)


def _lay_out() -> LibraryPane:
    import gradio

    def html(name: str, value: str = "") -> gradio.HTML:
        return gradio.HTML(value, elem_id=f"library-{name}", apply_default_css=False)

    with gradio.Column(elem_id="library", elem_classes="pane"):
        zone = lay_out_drop_zone(
            "Add papers",
            kinds=sorted(KNOWN_SUFFIXES),
            hint=f"{FORMATS_IN_WORDS}; up to {FILES_AT_ONCE} files at once.",
            name="library",
        )
        asked = html("asked", '<p class="empty">Looking into the library …</p>')
        papers = gradio.HTML(
            elem_id="library-papers", apply_default_css=False, js_on_load=_TELL_TICKED
        )
        with gradio.Row(visible=False, elem_classes="tools") as tools:
            all_papers, look, remove = map(_button, ("Ask all", "Show outline", "Remove …"))
        question = html("question")
        with gradio.Row(visible=False, elem_classes="tools") as answers:
            confirm = _button("Remove", danger=True)
            keep = _button("Keep")
        outline = html("outline")
    return LibraryPane(
        zone, asked, papers, tools, all_papers, look, remove, question, answers, confirm, keep,
        outline,
    )  # fmt: skip


def _button(text: str, *, danger: bool = False) -> "gradio.Button":
    import gradio

    return gradio.Button(
        text, size="sm", scale=0, min_width=0, variant="stop" if danger else "secondary"
    )
