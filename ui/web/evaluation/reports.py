"""The runs that are kept, as the evaluation pane shows them: reported, compared, to download."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import FootnoteError
from ui.evaluations import finished_runs, pack
from ui.markup import notice_line
from ui.web.guards.upload_folder import server_folder
from ui.web.page.updates import visible

_EMPTY = """
<p class="empty">No evaluation has been made yet. Drop a file with questions and what you know of
their answers: a line of JSON for each, such as <code>{"question": "…", "answers": ["…"],
"evidence": ["…"]}</code>, a CSV file with these columns, or a file in SQuAD’s format. What you
judged helpful or not on this page becomes such a file by <code>footnote questions
export</code>.</p>
"""
_UNKNOWN = "There is no run “{}” here. Choose another from the list, or evaluate a file."


def list_runs(shown: str | None = None) -> tuple[Any, ...]:
    """Return what the two lists of runs, the report and the download get.

    `shown` is the run to report, the newest without it. Of runs of one second none is newer.
    """
    import gradio

    names = list(finished_runs())
    reported = shown or next(iter(names), None)
    value = reported if reported in names else None
    run = gradio.update(choices=names, value=value, visible=bool(names))
    others = [("no other run", ""), *((name, name) for name in names)]
    other = gradio.update(choices=others, value="", visible=len(names) > 1)
    return run, other, *show_run(reported, "")


def show_run(run: str | None, other: str | None) -> tuple[str, Any]:
    """Return the report of a run, or its comparison with another, and the same to download."""
    import gradio

    runs = finished_runs()
    if run not in runs:
        return _EMPTY if run is None else notice_line(_UNKNOWN.format(run)), visible(shown=False)
    try:
        if other in runs and other != run:
            page, file = _comparison(runs[other], runs[run])
            title = f"{run} compared with {other}"
        else:
            page, title = _report(runs[run]), f"Report of {run}"
            file = _kept(f"{run}.zip", lambda folder: pack(runs[run], folder))
    except FootnoteError as error:
        return notice_line(str(error)), visible(shown=False)
    return _framed(page, title, run), gradio.update(value=str(file), visible=True)


def _report(run: Path) -> str:
    from qa.evaluation.reports.report_page import report_page
    from qa.evaluation.runs.stored_run import read_run

    return report_page(read_run(run))


def _comparison(other: Path, run: Path) -> tuple[str, Path]:
    from qa.evaluation.comparison.compare import compare_runs
    from qa.evaluation.reports import comparison_page, write_report
    from qa.evaluation.runs.stored_run import read_run

    page = comparison_page(compare_runs(read_run(other), read_run(run)))
    name = f"{run.name} against {other.name}.html"
    return page, _kept(name, lambda folder: write_report(folder / name, page))


def _kept(name: str, write: Callable[[Path], object]) -> Path:
    """Return the file to download that `write` puts into a folder, written at the first look."""
    kept = server_folder() / "reports"
    file = kept / name
    if not file.exists():
        kept.mkdir(exist_ok=True)
        with TemporaryDirectory(dir=kept) as folder:
            write(Path(folder))
            # At once, for who looks at the same moment.
            Path(folder, name).replace(file)
    return file


def _framed(page: str, title: str, run: str) -> str:
    """Show a whole page inside this one, where it can run nothing and reach nothing."""
    return (
        f'<iframe class="report" sandbox title="{escape(title)}" data-run="{escape(run)}"'
        f' srcdoc="{escape(page)}"></iframe>'
    )
