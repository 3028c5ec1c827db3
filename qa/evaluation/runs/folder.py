"""The folder of a run: what it was made with, and the results as they come.

settings.json    what decides the figures; a run is taken up under the same settings only
results.jsonl    a result per line: as they come, and in the end in the order of the file
summary.json     the figures, once all questions are answered
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from corpus.errors import RunError
from index.storage.locking import Held, acquire
from index.storage.whole_files import opener_in, remove_unfinished
from qa.evaluation.runs.results import Evaluation, QuestionResult
from qa.evaluation.runs.results_folder import (
    RESULTS,
    SUMMARY,
    as_json,
    explained,
    write_results,
)
from qa.evaluation.runs.settings import SETTINGS, check_settings

_GROUP = 20
"""Results between two moments at which all of them are on the disk itself."""


@dataclass
class RunFolder:
    """A run that can be broken off at any moment; `done` has its results by question id."""

    folder: Path
    stream: IO[bytes]
    done: dict[str, QuestionResult]
    _unsynced: int = field(default=0, init=False)

    def append(self, result: QuestionResult) -> None:
        """Add a result. It outlives this process at once, and soon a failure of the power."""
        with explained(self.folder):
            self.stream.write((as_json(result.to_json()) + "\n").encode())
            self.stream.flush()
            self._unsynced += 1
            if self._unsynced >= _GROUP:
                os.fsync(self.stream.fileno())
                self._unsynced = 0
        self.done[result.id] = result

    def finish(self, evaluation: Evaluation) -> None:
        """Put the results in order, and write the summary."""
        self.stream.close()
        write_results(evaluation, self.folder)


@contextmanager
def open_run(
    folder: Path, settings: Mapping[str, object], *, restart: bool = False
) -> Iterator[RunFolder]:
    """Begin a run in `folder`, or take up the one that is there.

    What an interruption left unfinished is dropped; with `restart`, everything is.
    Raises `RunError` if the settings are not those that the run was begun under, or
    another process is at it.
    """
    with _alone(folder):
        with explained(folder):
            if restart:
                for name in (SUMMARY, RESULTS, SETTINGS):
                    (folder / name).unlink(missing_ok=True)
            remove_unfinished(folder)
            check_settings(folder, settings)
            done, kept = _whole_results(folder / RESULTS)
            stream = open(folder / RESULTS, "ab", opener=opener_in(folder))  # noqa: SIM115
            stream.truncate(kept)
        with stream:
            yield RunFolder(folder, stream, done)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock = acquire(folder / ".lock", patience=0)
        except Held as error:
            raise RunError(
                f"Another process is writing the run in {folder}. Wait until it is done, or name "
                f"another folder with --out.{error}"
            ) from error
    try:
        yield
    finally:
        lock.release()


def _whole_results(path: Path) -> tuple[dict[str, QuestionResult], int]:
    """Return the results of the lines that are whole, and how many bytes these have.

    The rest was torn by an interruption: it is asked again.
    """
    done: dict[str, QuestionResult] = {}
    kept = 0
    for line in path.read_bytes().splitlines(keepends=True) if path.exists() else []:
        try:
            result = QuestionResult.from_json(json.loads(line))
        except (ValueError, KeyError, TypeError):
            break
        if not line.endswith(b"\n"):
            break
        done.setdefault(result.id, result)
        kept += len(line)
    return done, kept
