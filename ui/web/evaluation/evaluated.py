"""Questions that a visitor gave: evaluated in a job, then dropped."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from ui.evaluations import evaluate_file
from ui.web.evaluation.question_files import gather
from ui.web.guards.upload_folder import server_folder
from ui.web.page.unforeseen import describe_unforeseen
from ui.web.work.jobs import Job, Stopped
from ui.web.work.uploaded import without_folders

if TYPE_CHECKING:
    from qa.workspace import Workspace

_UNFORESEEN = describe_unforeseen(" and the run was not finished")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EvaluationOutcome:
    """The name of the run that was made, or a `notice` of why there is none."""

    run: str | None = None
    notice: str = ""


def evaluate_uploaded(
    workspace: "Workspace", files: Sequence[Path], job: "Job[EvaluationOutcome]"
) -> EvaluationOutcome:
    """Evaluate what was given, and remove it.

    The notice names files without their folder, which is the server's own affair.
    """
    with TemporaryDirectory(dir=server_folder()) as room:
        # The library of the papers goes by this name too: it must be the same next time.
        folder = Path(room, "uploaded")
        try:
            job.tell("Opening the files …")
            path = gather(files, folder)
            run = evaluate_file(
                workspace, path, tell=lambda what, share: job.tell(f"{what} …", share)
            )
        except Stopped as stopped:
            return EvaluationOutcome(notice=f"{stopped} Nothing was kept of the run.")
        except FootnoteError as error:
            text = str(error).replace(f"{folder}{os.sep}", "")
            return EvaluationOutcome(notice=without_folders(text, files))
        except Exception:  # noqa: BLE001  # The page must come back from whatever a back end raises.
            _log.exception("The evaluation was not finished")
            return EvaluationOutcome(notice=_UNFORESEEN)
        finally:
            for file in files:
                file.unlink(missing_ok=True)
    return EvaluationOutcome(run)
