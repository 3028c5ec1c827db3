"""Files of visitors, which are read where a stop and a limit reach them."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, sleep

import pytest

from corpus.formats import read_paper
from index.library import Library
from qa.workspace import Workspace
from ui.web.evaluation.evaluated import EvaluationOutcome, evaluate_uploaded
from ui.web.library.uploaded import AddingOutcome, add_uploaded
from ui.web.work.jobs import Job, Result

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

_PATIENCE = 100
"""Seconds: what is read here takes many times as long."""


def processes_that_read() -> list[int]:
    """List the processes of this one that read a file."""
    return [
        int(process)
        for thread in Path("/proc/self/task").iterdir()
        for process in thread.joinpath("children").read_text().split()
        if b"corpus.formats.child_process" in Path("/proc", process, "cmdline").read_bytes()
    ]


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    until = monotonic() + _PATIENCE
    while not condition():
        assert monotonic() < until
        sleep(0.05)


def stopped(job: "Job[Result]") -> Result:
    """Stop a job while a file is being read, and give what came of it."""
    wait_for(processes_that_read)
    start = monotonic()
    job.stop()
    result = job.result()
    assert monotonic() - start < _PATIENCE
    assert processes_that_read() == []
    return result


def adding(library: Library, files: Sequence[Path]) -> "Job[AddingOutcome]":
    """Send off files to be added to a library with one paper."""
    first = files[0].with_name("first.txt")
    first.write_text("Bees fly home.", encoding="utf-8")
    library.add([library.encode(read_paper(first))])
    workspace = Workspace(library)
    return Job(lambda job: add_uploaded(workspace, files, job), seconds=600)


@pytest.mark.parametrize(
    ("name", "piece"), [("file.md", "["), ("file.txt", "A. "), ("file.html", "<li>x")]
)
def test_stop_ends_the_reading(library: Library, tmp_path: Path, name: str, piece: str) -> None:
    """At once, whatever is read, and nothing is left of it."""
    file = tmp_path / name
    file.write_text(f"Text. {piece * (7 * 2**20 // len(piece))}", encoding="utf-8")
    outcome = stopped(adding(library, [file]))
    assert outcome.notice == "Stopped, as you asked."
    assert outcome.report == {"added": [], "skipped": [], "failed": []}
    assert not file.exists()
    assert [entry.source for entry in Workspace(library).entries()] == ["first.txt"]


def test_small_files_are_added(library: Library, tmp_path: Path) -> None:
    """What is read in another process is the same paper, and what is refused is named."""
    sound, empty = tmp_path / "ants.md", tmp_path / "empty.md"
    sound.write_text("# Ants\n\nAnts carry leaves.", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    report = adding(library, [sound, empty]).result().report
    assert [line["title"] for line in report["added"]] == ["Ants"]
    assert [line["source"] for line in report["failed"]] == ["empty.md"]
    assert str(tmp_path) not in str(report)


def test_stop_ends_the_reading_of_questions(
    library: Library, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where they bring papers along, and no run is kept."""
    # Where the server keeps what it takes and makes.
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    file = tmp_path / "questions.json"
    question = {"id": "1", "question": "What?", "answers": [{"text": "A", "answer_start": 0}]}
    paragraph = {"context": "A. " * 4_000_000, "qas": [question]}
    file.write_text(json.dumps({"data": [{"title": "T", "paragraphs": [paragraph]}]}))
    workspace = Workspace(library)

    def work(job: "Job[EvaluationOutcome]") -> EvaluationOutcome:
        return evaluate_uploaded(workspace, [file], job)

    outcome = stopped(Job(work, seconds=600))
    assert outcome.notice == "Stopped, as you asked. Nothing was kept of the run."
    assert not file.exists()
    assert not (home / "runs").exists()
