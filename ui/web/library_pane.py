"""The library on the page: papers are added, chosen, looked into and removed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError
from corpus.readers import KNOWN_SUFFIXES
from ui.web.errand import Errand, Errands, wire_upload
from ui.web.library_text import (
    KINDS,
    Listed,
    asked_line,
    listed,
    notice_line,
    outcome_lines,
    paper_list,
    removal_question,
)
from ui.web.limits import ADDING_SECONDS, FILES_AT_ONCE
from ui.web.reply import outline_of
from ui.web.uploaded import add_uploaded

if TYPE_CHECKING:
    import gradio

    from ui.workspace import Workspace

_MOST_LISTED = 500
"""Papers in the list, the newest; more would make a page too long to be of use."""
_REFUSED = f"The files were not taken. Drop files of these kinds: {KINDS}."
_TELL_TICKED = """
element.addEventListener("change", () => trigger("input", {
  papers: [...element.querySelectorAll("input:checked")].map((box) => box.value),
}));
watch("value", () => element.querySelectorAll("input").forEach((box) => {
  box.checked = box.defaultChecked;
}));
"""


@dataclass(frozen=True, slots=True)
class _Pane:
    """The parts of the pane, from its top to its foot."""

    files: "gradio.File"
    progress: "gradio.HTML"
    stop: "gradio.Button"
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


def build_library_pane(workspace: "Workspace", *, chosen: "gradio.State") -> None:
    """Build the pane where Gradio is just building.

    `chosen` gets the ids of the papers to ask, as a tuple; empty means all.
    """
    pane = _lay_out()
    listing = _Listing(workspace)
    _wire_adding(workspace, pane, listing, chosen)
    _wire_choice(workspace, pane, listing, chosen)
    _wire_removal(workspace, pane, listing, chosen)


def _lay_out() -> _Pane:
    import gradio

    def html(name: str, value: str = "") -> gradio.HTML:
        return gradio.HTML(value, elem_id=f"library-{name}", apply_default_css=False)

    def button(text: str, *, visible: bool = True, danger: bool = False) -> gradio.Button:
        return gradio.Button(
            text,
            size="sm",
            scale=0,
            min_width=0,
            visible=visible,
            variant="stop" if danger else "secondary",
        )

    with gradio.Column(elem_id="library", elem_classes="pane"):
        files = gradio.File(
            label="Add papers",
            file_count="multiple",
            file_types=sorted(KNOWN_SUFFIXES),
            height=150,
            elem_id="library-files",
        )
        html("hint", f'<p class="hint">{KINDS}; up to {FILES_AT_ONCE} files at once.</p>')
        progress = html("progress")
        stop = button("Stop", visible=False)
        asked = html("asked", '<p class="empty">Looking into the library …</p>')
        papers = gradio.HTML(
            elem_id="library-papers", apply_default_css=False, js_on_load=_TELL_TICKED
        )
        with gradio.Row(visible=False, elem_classes="tools") as tools:
            all_papers = button("Ask all")
            look = button("Show outline")
            remove = button("Remove …")
        question = html("question")
        with gradio.Row(visible=False, elem_classes="tools") as answers:
            confirm = button("Remove", danger=True)
            keep = button("Keep")
        outline = html("outline")
    return _Pane(
        files, progress, stop, asked, papers, tools, all_papers, look, remove, question, answers,
        confirm, keep, outline,
    )  # fmt: skip


class _Listing:
    """The list of papers as Gradio takes it. What is read of a paper is read once."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._read: dict[str, Listed] = {}
        self._editions = count()

    def show(self, chosen: Sequence[str]) -> tuple[Any, Any, Any, tuple[str, ...]]:
        """Give what the line above, the list, and the tools get, and who is still chosen."""
        import gradio

        try:
            papers = self._papers()
        except FootnoteError as error:
            hidden = gradio.update(visible=False)
            return notice_line(str(error)), "", hidden, tuple(chosen)
        kept = tuple(paper.id for paper in papers if paper.id in chosen)
        tools = gradio.update(visible=bool(papers))
        return (
            asked_line(kept, len(papers)),
            paper_list(papers, kept, edition=next(self._editions)),
            tools,
            kept,
        )

    def _papers(self) -> list[Listed]:
        entries = self._workspace.entries()[-_MOST_LISTED:]
        for entry in entries:
            if entry.id not in self._read:
                self._read[entry.id] = listed(entry, self._workspace.paper(entry.id))
        return [self._read[entry.id] for entry in entries]


def _wire_adding(
    workspace: "Workspace", pane: _Pane, listing: _Listing, chosen: "gradio.State"
) -> None:
    import gradio

    errands = Errands()
    outputs = [
        pane.progress, pane.stop, pane.files, pane.asked, pane.papers, pane.tools, chosen,
    ]  # fmt: skip

    def add(
        files: Sequence[str] | None, asked: Sequence[str], request: gradio.Request
    ) -> Iterator[tuple[Any, ...]]:
        paths = [Path(file) for file in files or ()]
        taken, left = paths[:FILES_AT_ONCE], paths[FILES_AT_ONCE:]
        errand = Errand(
            lambda errand: add_uploaded(workspace, taken, errand), seconds=ADDING_SECONDS
        )
        unchanged = [gradio.skip()] * (len(outputs) - 2)
        for step in errands.watch(str(request.session_hash), errand):
            yield step.html, gradio.update(visible=True), *unchanged
        outcome = errand.result()
        told = outcome_lines(outcome.report, outcome.notice or _left_out(left))
        yield told, gradio.update(visible=False), None, *listing.show(asked)

    wire_upload(
        add,
        errands,
        files=pane.files,
        stop=pane.stop,
        inputs=[pane.files, chosen],
        outputs=outputs,
        refused=_REFUSED,
        name="adding",
    )


def _left_out(files: Sequence[Path]) -> str | None:
    if not files:
        return None
    return (
        f"{len(files)} files were left out: {FILES_AT_ONCE} can be given at once. Drop the rest "
        f"again, from {files[0].name} on, or use `footnote add FOLDER`."
    )


def _wire_choice(
    workspace: "Workspace", pane: _Pane, listing: _Listing, chosen: "gradio.State"
) -> None:
    import gradio

    shown = [pane.asked, pane.papers, pane.tools, chosen]
    quiet: dict[str, Any] = {
        "queue": False, "show_progress": "hidden", "api_visibility": "private",
    }  # fmt: skip

    def choose(event: gradio.EventData) -> tuple[str, tuple[str, ...]]:
        # The list on the page is ticked already, and keeps its focus if it is left alone.
        asked, _, _, kept = listing.show(event.papers)
        return asked, kept

    def look(asked: Sequence[str]) -> str:
        outlines = "".join(outline_of(workspace, paper) for paper in asked)
        return outlines or notice_line("Tick the paper whose outline you want to see.")

    gradio.on(None, lambda: listing.show(()), inputs=None, outputs=shown, **quiet)
    pane.papers.input(choose, outputs=[pane.asked, chosen], **quiet)
    pane.all_papers.click(lambda: listing.show(()), outputs=shown, **quiet)
    pane.look.click(look, inputs=chosen, outputs=pane.outline, **quiet)


def _wire_removal(
    workspace: "Workspace", pane: _Pane, listing: _Listing, chosen: "gradio.State"
) -> None:
    import gradio

    shown, hidden = gradio.update(visible=True), gradio.update(visible=False)

    def ask(papers: Sequence[str]) -> tuple[str, Any]:
        if not papers:
            return notice_line("Tick the papers that shall go."), hidden
        try:
            return removal_question(workspace.titles(), papers), shown
        except FootnoteError as error:
            return notice_line(str(error)), hidden

    def remove(papers: Sequence[str]) -> tuple[Any, ...]:
        said = ""
        try:
            for paper in papers:
                workspace.library.remove(paper)
        except FootnoteError as error:
            said = notice_line(str(error))
        return said, hidden, "", *listing.show(papers)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    question = [pane.question, pane.answers]
    pane.remove.click(ask, inputs=chosen, outputs=question, queue=False, **quiet)
    pane.keep.click(lambda: ("", hidden), outputs=question, queue=False, **quiet)
    pane.confirm.click(
        remove,
        inputs=chosen,
        outputs=[*question, pane.outline, pane.asked, pane.papers, pane.tools, chosen],
        concurrency_id="adding",
        **quiet,
    )
