"""Writes the reports of a run beside its results."""

from pathlib import Path

from index.storage.whole_files import replacing
from qa.evaluation.reports.pull_request import pull_request_report
from qa.evaluation.reports.report_page import report_page
from qa.evaluation.reports.table import results_table
from qa.evaluation.runs.results import Evaluation
from qa.evaluation.runs.results_folder import explained
from qa.evaluation.runs.stored_run import read_run, run_of

PAGE = "report.html"
MARKDOWN = "report.md"
TABLE = "results.csv"


def write_reports(run: Evaluation | Path, folder: Path) -> None:
    """Write ``report.html``, ``report.md`` and ``results.csv`` of a run to `folder`.

    `run` is an evaluation, or the folder that holds one. Files of these names are
    replaced. Raises `RunError` if they cannot be written, or the run not be read.
    """
    stored = run_of(run, name=str(folder)) if isinstance(run, Evaluation) else read_run(run)
    write_report(folder / PAGE, report_page(stored))
    write_report(folder / MARKDOWN, pull_request_report(stored))
    write_report(folder / TABLE, results_table(stored.questions))


def write_report(path: Path, content: str) -> None:
    """Write a file whole, or leave the one that is there as it was. Raises `RunError`."""
    with explained(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as stream:
            stream.write(content)
