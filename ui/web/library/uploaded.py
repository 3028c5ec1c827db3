"""Files that a visitor gave: added to the library in a job, then dropped."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from qa.adding import Adding, AddingWatcher, Report
from ui.web.page.unforeseen import describe_unforeseen
from ui.web.work.jobs import Job, Stopped
from ui.web.work.uploaded import without_folders

if TYPE_CHECKING:
    from corpus.formats.pdf.scans.recognition import Recognition
    from corpus.paper import Paper
    from index.encoding.encoded_paper import Progress
    from qa.workspace import Workspace

_UNFORESEEN = describe_unforeseen("; what was finished before is kept")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AddingOutcome:
    """What became of the files; `notice` says what ended the work early, if anything did."""

    report: Report
    notice: str | None = None


def add_uploaded(
    workspace: "Workspace", files: Sequence[Path], job: "Job[AddingOutcome]"
) -> AddingOutcome:
    """Add the files, telling the job how far it is, and remove them from where they lie.

    The outcome names them without their folder, which is the server's own affair.
    """
    watcher = _Watcher(files, job)
    report: Report = {"added": [], "skipped": [], "failed": []}
    notice = None
    try:
        adding = Adding(workspace, watcher)
        report = adding.report
        adding.add(watcher.in_turn())
    except (FootnoteError, Stopped) as error:
        notice = str(error)
    except Exception:  # noqa: BLE001  # The page must come back from whatever a reader raises.
        _log.exception("The files were not all added")
        notice = _UNFORESEEN
    finally:
        for file in files:
            file.unlink(missing_ok=True)
    return AddingOutcome(_report_without_folders(report, files), notice)


def _report_without_folders(report: Report, files: Sequence[Path]) -> Report:
    return {
        kind: [
            {key: without_folders(value, files) for key, value in line.items()} for line in lines
        ]
        for kind, lines in report.items()
    }


class _Watcher(AddingWatcher):
    """Turns what becomes of the files into steps of the job."""

    def __init__(self, files: Sequence[Path], job: "Job[AddingOutcome]") -> None:
        self._files = files
        self._job = job
        self._number = 0

    def in_turn(self) -> Iterator[Path]:
        """Yield each file when its turn comes, and tell the visitor so."""
        for number, file in enumerate(self._files):
            self._number = number
            self._tell(f"Reading {file.name}", 0.0)
            yield file

    @property
    def on_wait(self) -> Callable[[], object]:
        """Ends the reading of a file when the visitor wishes, or time is up."""
        return self._job.check

    @contextmanager
    def encoding(self, file: Path, paper: "Paper") -> "Iterator[Progress]":  # noqa: ARG002
        """Tell the visitor that a paper is encoded; yield what tells how much of it is done."""
        self._tell(f"Encoding {file.name}", 0.0)
        yield lambda done, total: self._tell(f"Encoding {file.name}", done / max(total, 1))

    def recognising(self, file: Path, recognition: "Recognition") -> None:
        """Tell the visitor how many pages of a scan are done."""
        done, pages = recognition.done, recognition.pages
        self._tell(f"Recognising {file.name}: page {done} of {pages}", 0.0)

    def _tell(self, what: str, share: float) -> None:
        count = f" ({self._number + 1} of {len(self._files)})" if len(self._files) > 1 else ""
        self._job.tell(f"{what}{count} …", (self._number + share) / len(self._files))
