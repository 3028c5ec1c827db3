"""Evaluation on the page: a QA file is dropped, asked, and its figures shown and compared."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError
from ui.evaluations import QUESTION_SUFFIXES, evaluate_file, finished_runs, pack
from ui.web.errand import Errand, Errands, Stopped, wire_upload
from ui.web.library_text import notice_line
from ui.web.limits import EVALUATION_SECONDS

if TYPE_CHECKING:
    import gradio

    from ui.workspace import Workspace

_EMPTY = """
<p class="empty">No evaluation has been made yet. Drop a file with questions and what you know of
their answers: a line of JSON for each, such as <code>{"question": "…", "answers": ["…"],
"evidence": ["…"]}</code>, a CSV file with these columns, or a file in SQuAD’s format. What you
judged helpful or not on this page becomes such a file by <code>footnote questions
export</code>.</p>
"""
_UNFORESEEN = (
    "Something went wrong inside Footnote and the run was not finished. The window in which the "
    "server runs has the details."
)
_REFUSED = f"The file was not taken. Drop one that ends in {', '.join(QUESTION_SUFFIXES)}."
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Pane:
    """The parts of the pane, from its top to its foot."""

    file: "gradio.File"
    progress: "gradio.HTML"
    stop: "gradio.Button"
    run: "gradio.Dropdown"
    other: "gradio.Dropdown"
    download: "gradio.DownloadButton"
    report: "gradio.HTML"


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
    gradio.on(None, _runs_anew, inputs=None, outputs=[*chooses, *shows], **options)
    gradio.on([one.input for one in chooses], _show, inputs=chooses, outputs=shows, **options)


def _lay_out() -> _Pane:
    import gradio

    with gradio.Column(elem_id="evaluation", elem_classes="pane"):
        file = gradio.File(
            label="Evaluate a QA file",
            file_types=list(QUESTION_SUFFIXES),
            height=150,
            elem_id="evaluation-file",
        )
        progress = gradio.HTML(elem_id="evaluation-progress", apply_default_css=False)
        stop = gradio.Button("Stop", size="sm", scale=0, min_width=0, visible=False)
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
    return _Pane(file, progress, stop, run, other, download, report)


def _wire_evaluating(workspace: "Workspace", pane: _Pane) -> None:
    import gradio

    errands = Errands()
    outputs = [
        pane.progress, pane.stop, pane.file, pane.run, pane.other, pane.report, pane.download,
    ]  # fmt: skip

    def evaluate(file: str | None, request: gradio.Request) -> Iterator[tuple[Any, ...]]:
        if file is None:
            return
        errand = Errand(
            lambda errand: _evaluate(workspace, Path(file), errand), seconds=EVALUATION_SECONDS
        )
        unchanged = [gradio.skip()] * (len(outputs) - 2)
        for step in errands.watch(str(request.session_hash), errand):
            yield step.html, gradio.update(visible=True), *unchanged
        notice = errand.result()
        hidden = gradio.update(visible=False)
        if notice is None:
            yield "", hidden, None, *_runs_anew()
        else:
            yield notice_line(notice), hidden, None, *unchanged[1:]

    wire_upload(
        evaluate,
        errands,
        files=pane.file,
        stop=pane.stop,
        inputs=[pane.file],
        outputs=outputs,
        refused=_REFUSED,
        name="evaluation",
    )


def _evaluate(workspace: "Workspace", file: Path, errand: "Errand[str | None]") -> str | None:
    """Evaluate a file that was given, and remove it; give the reason if nothing came of it."""
    try:
        evaluate_file(workspace, file, tell=lambda what, share: errand.tell(f"{what} …", share))
    except Stopped as stopped:
        return f"{stopped} Nothing was kept of the run."
    except FootnoteError as error:
        return str(error).replace(str(file), file.name)
    except Exception:  # noqa: BLE001  # The page must come back from whatever a back end raises.
        _log.exception("The evaluation was not finished")
        return _UNFORESEEN
    finally:
        file.unlink(missing_ok=True)
    return None


def _runs_anew() -> tuple[Any, ...]:
    """Give what the two lists of runs, the report and the download get, the newest run shown."""
    import gradio

    names = list(finished_runs())
    newest = names[0] if names else None
    run = gradio.update(choices=names, value=newest, visible=bool(names))
    others = [("no other run", ""), *((name, name) for name in names)]
    other = gradio.update(choices=others, value="", visible=len(names) > 1)
    return run, other, *_show(newest, "")


def _show(run: str | None, other: str | None) -> tuple[str, Any]:
    """Give the report of a run, or its comparison with another, and the same to download."""
    import gradio

    runs = finished_runs()
    hidden = gradio.update(visible=False)
    if run not in runs:
        return _EMPTY, hidden
    folder = Path(mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR")))
    try:
        if other in runs and other != run:
            page, file = _comparison(runs[other], runs[run], folder)
            title = f"{run} compared with {other}"
        else:
            page, file = _report(runs[run]), pack(runs[run], folder)
            title = f"Report of {run}"
    except FootnoteError as error:
        return notice_line(str(error)), hidden
    return _framed(page, title), gradio.update(value=str(file), visible=True)


def _report(run: Path) -> str:
    from qa.evaluation.reports.report_page import report_page
    from qa.evaluation.stored_run import read_run

    return report_page(read_run(run))


def _comparison(other: Path, run: Path, folder: Path) -> tuple[str, Path]:
    from qa.evaluation.compare import compare_runs
    from qa.evaluation.reports import comparison_page, write_report
    from qa.evaluation.stored_run import read_run

    page = comparison_page(compare_runs(read_run(other), read_run(run)))
    file = folder / f"{run.name} against {other.name}.html"
    write_report(file, page)
    return page, file


def _framed(page: str, title: str) -> str:
    """Show a whole page inside this one, where it can run nothing and reach nothing."""
    return (
        f'<iframe class="report" sandbox title="{escape(title)}" srcdoc="{escape(page)}"></iframe>'
    )
