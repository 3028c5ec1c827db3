"""What happens in the library pane: each of its parts, wired to the list and to the library."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError, RequestError
from corpus.formats import FORMATS_IN_WORDS
from ui.markup import notice_line
from ui.web.library.dropped import wire_drop_zone
from ui.web.library.list import PaperList
from ui.web.library.text import outcome_lines, removal_question
from ui.web.library.uploaded import AddingOutcome, add_uploaded
from ui.web.page.limits import ADDING_SECONDS, FILES_AT_ONCE
from ui.web.page.updates import QUIET, UNSEEN, visible
from ui.web.paper.papers import outline_of
from ui.web.work.jobs import Job

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace
    from ui.web.library.parts import LibraryPane

_REFUSED = f"The files were not taken. Drop files of these kinds: {FORMATS_IN_WORDS}."


def wire_adding(
    workspace: "Workspace", pane: "LibraryPane", papers: PaperList, chosen: "gradio.State"
) -> None:
    """Add the files that are dropped, and list the papers anew; `chosen` ones stay so."""

    def add(files: Sequence[Path], job: Job[AddingOutcome]) -> AddingOutcome:
        taken, left = files[:FILES_AT_ONCE], files[FILES_AT_ONCE:]
        outcome = add_uploaded(workspace, taken, job)
        for file in left:
            file.unlink(missing_ok=True)
        return AddingOutcome(outcome.report, outcome.notice or _left_out(left))

    def show(outcome: AddingOutcome, asked: Sequence[str]) -> tuple[Any, ...]:
        return outcome_lines(outcome.report, outcome.notice), *papers.show(asked)

    wire_drop_zone(
        pane.zone,
        add,
        show,
        seconds=ADDING_SECONDS,
        inputs=[chosen],
        outputs=[pane.asked, pane.papers, pane.tools, chosen],
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


def wire_choice(
    workspace: "Workspace", pane: "LibraryPane", papers: PaperList, chosen: "gradio.State"
) -> None:
    """Let `chosen` be what is ticked in the list, and show the outlines of these papers."""
    import gradio

    shown = [pane.asked, pane.papers, pane.tools, chosen]

    def choose(event: gradio.EventData) -> tuple[str, tuple[str, ...]]:
        # The list on the page is ticked already, and keeps its focus if it is left alone.
        asked, _, _, kept = papers.show(_ticked(event))
        return asked, kept

    def look(asked: Sequence[str]) -> str:
        outlines = "".join(outline_of(workspace, paper) for paper in asked)
        return outlines or notice_line("Tick the paper whose outline you want to see.")

    # Gradio tells the rest of the page of another choice only where the event was in its queue.
    choosing: dict[str, Any] = {**UNSEEN, "concurrency_id": "choosing", "concurrency_limit": 1}
    gradio.on(None, lambda: papers.show(()), inputs=None, outputs=shown, **QUIET)
    pane.papers.input(choose, outputs=[pane.asked, chosen], **choosing)
    pane.all_papers.click(lambda: papers.show(()), outputs=shown, **choosing)
    pane.look.click(look, inputs=chosen, outputs=pane.outline, **QUIET)


def _ticked(event: "gradio.EventData") -> list[str]:
    """Return the ids that the page says are ticked; raise `RequestError` if it names none."""
    told = event._data  # noqa: SLF001 - its attributes are what the visitor sent, or missing
    papers = told.get("papers") if isinstance(told, dict) else None
    if not isinstance(papers, list) or not all(isinstance(paper, str) for paper in papers):
        raise RequestError("The list of papers takes the ids of those that are ticked.")
    return papers


def wire_removal(
    workspace: "Workspace", pane: "LibraryPane", papers: PaperList, chosen: "gradio.State"
) -> None:
    """Remove the `chosen` papers, once that was confirmed."""

    def ask(going: Sequence[str]) -> tuple[str, Any]:
        if not going:
            return notice_line("Tick the papers that shall go."), visible(shown=False)
        try:
            return removal_question(workspace.titles(), going), visible(shown=True)
        except FootnoteError as error:
            return notice_line(str(error)), visible(shown=False)

    def remove(going: Sequence[str]) -> tuple[Any, ...]:
        said = ""
        try:
            for paper in going:
                workspace.remove(paper)
        except FootnoteError as error:
            said = notice_line(str(error))
        return said, visible(shown=False), "", *papers.show(going)

    question = [pane.question, pane.answers]
    pane.remove.click(ask, inputs=chosen, outputs=question, **QUIET)
    pane.keep.click(lambda: ("", visible(shown=False)), outputs=question, **QUIET)
    pane.confirm.click(
        remove,
        inputs=chosen,
        outputs=[*question, pane.outline, pane.asked, pane.papers, pane.tools, chosen],
        concurrency_id="adding",
        **UNSEEN,
    )
