"""What happens on the page of the library: papers are added, removed, brought back, corrected."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError, RequestError
from corpus.formats import FORMATS_IN_WORDS
from ui.web.library.dropped import wire_drop_zone
from ui.web.library.editing import Edit, correct
from ui.web.library.removing import MOST_REMOVED, Removed, remove, restore
from ui.web.library.text import Failed, failed_after, outcome_lines, undo_lines
from ui.web.library.uploaded import AddingOutcome, add_uploaded
from ui.web.page.limits import ADDING_SECONDS, FILES_AT_ONCE
from ui.web.page.orders import read_order
from ui.web.page.updates import QUIET, UNSEEN
from ui.web.work.jobs import Job

if TYPE_CHECKING:
    from qa.workspace import Workspace
    from ui.web.library.list import PaperList
    from ui.web.library.parts import LibraryPane, Listing

_REFUSED = f"The files were not taken. Drop files of these kinds: {FORMATS_IN_WORDS}."
_NOTHING: "dict[str, list[dict[str, str]]]" = {"added": [], "skipped": [], "failed": []}


def wire_adding(
    workspace: "Workspace", pane: "LibraryPane", papers: "PaperList", listing: "Listing"
) -> None:
    """Add the files that are dropped, and list the papers anew; those that are asked stay so."""

    def add(files: Sequence[Path], job: Job[AddingOutcome]) -> AddingOutcome:
        taken, left = files[:FILES_AT_ONCE], files[FILES_AT_ONCE:]
        outcome = add_uploaded(workspace, taken, job)
        for file in left:
            file.unlink(missing_ok=True)
        return AddingOutcome(outcome.report, outcome.notice or _left_out(left))

    def show(outcome: AddingOutcome, failed: Failed, asked: Sequence[str]) -> tuple[Any, ...]:
        failed = failed_after(failed, outcome.report)
        told = outcome_lines(outcome.report, failed, outcome.notice)
        return told, failed, papers.show(), *listing.show(asked)

    def dismiss(name: str, failed: Failed) -> tuple[str, Failed]:
        left = tuple(one for one in failed if one[0] != name.strip())
        return outcome_lines(_NOTHING, left, None), left

    wire_drop_zone(
        pane.zone,
        add,
        show,
        seconds=ADDING_SECONDS,
        inputs=[pane.failed, listing.chosen],
        outputs=[pane.failed, pane.papers, *listing.outputs],
        refused=_REFUSED,
        name="adding",
    )
    pane.dismissing.change(
        dismiss,
        inputs=[pane.dismissing, pane.failed],
        outputs=[pane.zone.progress, pane.failed],
        **QUIET,
    )


def _left_out(files: Sequence[Path]) -> str | None:
    if not files:
        return None
    return (
        f"{len(files)} files were left out: {FILES_AT_ONCE} can be given at once. Drop the rest "
        f"again, from {files[0].name} on, or use `footnote add FOLDER`."
    )


def wire_removal(
    workspace: "Workspace", pane: "LibraryPane", papers: "PaperList", listing: "Listing"
) -> None:
    """Remove a paper, and bring one back that was removed."""

    def take_out(going: str, removed: tuple[Removed, ...], asked: Sequence[str]) -> tuple[Any, ...]:
        gone = _asked_for(partial(remove, workspace, going.strip()))
        return show((*removed, gone)[-MOST_REMOVED:], asked)

    def bring_back(
        wanted: str, removed: tuple[Removed, ...], asked: Sequence[str]
    ) -> tuple[Any, ...]:
        left = tuple(one for one in removed if one.paper.id != wanted.strip())
        for one in removed:
            if one not in left:
                _asked_for(partial(restore, workspace, one))
        return show(left, asked)

    def show(removed: tuple[Removed, ...], asked: Sequence[str]) -> tuple[Any, ...]:
        lines = undo_lines([one.line for one in removed])
        return removed, lines, papers.show(), *listing.show(asked)

    for part, change in ((pane.removing, take_out), (pane.restoring, bring_back)):
        part.change(
            change,
            inputs=[part, pane.removed, listing.chosen],
            outputs=[pane.removed, pane.undo, pane.papers, *listing.outputs],
            trigger_mode="multiple",
            concurrency_id="adding",
            **UNSEEN,
        )


def wire_editing(
    workspace: "Workspace", pane: "LibraryPane", papers: "PaperList", listing: "Listing"
) -> None:
    """Call a paper as was typed in its row."""

    def edit(order: str, asked: Sequence[str]) -> tuple[Any, ...]:
        edited = read_order(order, Edit)
        _asked_for(partial(correct, workspace, edited))
        papers.forget(edited.paper)
        return papers.show(), *listing.show(asked)

    pane.editing.change(
        edit,
        inputs=[pane.editing, listing.chosen],
        outputs=[pane.papers, *listing.outputs],
        concurrency_id="adding",
        **UNSEEN,
    )


def _asked_for(change: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the change returns
    """Make a change; raise what the visitor is told if it cannot be made."""
    try:
        return change()
    except FootnoteError as error:
        raise RequestError(str(error)) from error
