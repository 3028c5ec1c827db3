"""Evaluation on the page: a QA file is dropped, asked, and its figures shown and compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.markup import notice_line
from ui.web.evaluation.evaluated import EvaluationOutcome, evaluate_uploaded
from ui.web.evaluation.question_files import SUFFIXES
from ui.web.evaluation.reports import list_runs, show_run
from ui.web.library.dropped import DropZone, lay_out_drop_zone, wire_drop_zone
from ui.web.page.limits import EVALUATION_SECONDS
from ui.web.page.orders import HIDDEN
from ui.web.page.updates import unchanged
from ui.web.work.jobs import Job

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace

_HINT = (
    "One file of questions: JSON Lines, CSV, or JSON in SQuAD’s format. Or a folder in BEIR’s "
    "format: as a ZIP archive, or its files together."
)
_REFUSED = f"The files were not taken. Drop one that ends in {', '.join(SUFFIXES)}."


@dataclass(frozen=True, slots=True)
class _Pane:
    """The parts of the pane, from its top to its foot.

    The script of the page writes into `opening` the name of the run that its address names.
    """

    zone: DropZone
    run: "gradio.Dropdown"
    other: "gradio.Dropdown"
    download: "gradio.DownloadButton"
    report: "gradio.HTML"
    opening: "gradio.Textbox"


def build_evaluation_pane(workspace: "Workspace") -> None:
    """Build the pane where Gradio is just building."""
    import gradio

    pane = _lay_out()
    _wire_evaluating(workspace, pane)
    chooses = [pane.run, pane.other]
    shows = [pane.report, pane.download]
    options: dict[str, Any] = {
        "show_progress": "minimal",
        "show_progress_on": pane.report,
        "concurrency_id": "reports",
        "api_visibility": "private",
    }
    gradio.on(None, list_runs, inputs=None, outputs=[*chooses, *shows], **options)
    gradio.on([one.input for one in chooses], show_run, inputs=chooses, outputs=shows, **options)
    pane.opening.change(
        lambda wanted: list_runs(wanted.strip()),
        inputs=pane.opening,
        outputs=[*chooses, *shows],
        **options,
    )


def _lay_out() -> _Pane:
    import gradio

    with gradio.Column(elem_id="evaluation", elem_classes="pane place"):
        gradio.HTML("<h2>Evaluation</h2>", apply_default_css=False)
        zone = lay_out_drop_zone(
            "Evaluate a QA file", kinds=SUFFIXES, hint=_HINT, name="evaluation"
        )
        with gradio.Row(elem_classes="tools"):
            run = gradio.Dropdown(label="Run", visible=False, min_width=200)
            other = gradio.Dropdown(label="Compared with", visible=False, min_width=200)
            download = gradio.DownloadButton(
                "Download", size="sm", scale=0, min_width=0, visible=False
            )
        report = gradio.HTML(
            '<p class="empty">Looking for runs …</p>',
            elem_id="evaluation-report",
            apply_default_css=False,
        )
        opening = gradio.Textbox(elem_id="opening-run", **HIDDEN)
    return _Pane(zone, run, other, download, report, opening)


def _wire_evaluating(workspace: "Workspace", pane: _Pane) -> None:
    def evaluate(files: Sequence[Path], job: Job[EvaluationOutcome]) -> EvaluationOutcome:
        return evaluate_uploaded(workspace, files, job)

    def show(outcome: EvaluationOutcome) -> tuple[Any, ...]:
        if outcome.run is None:
            return notice_line(outcome.notice), *([unchanged()] * 4)
        return "", *list_runs(outcome.run)

    wire_drop_zone(
        pane.zone,
        evaluate,
        show,
        seconds=EVALUATION_SECONDS,
        outputs=[pane.run, pane.other, pane.report, pane.download],
        refused=_REFUSED,
        name="evaluation",
    )
