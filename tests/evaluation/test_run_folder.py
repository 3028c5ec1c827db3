import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RunError
from corpus.paper import Span
from qa.answer import Decision
from qa.evaluation import Batch, QuestionResult, open_run
from qa.evaluation.runs.settings import describe_differences
from qa.shapes import FoundPassage
from tests.conftest import Footnote
from tests.evaluation_run_world import batch, figures, squad_file

PROJECT = Path(__file__).parents[2]
RESTS = st.binary(max_size=40).filter(lambda rest: b"\n" not in rest)


@pytest.fixture
def work(tmp_path: Path) -> Batch:
    """Return twenty questions about four small papers."""
    return batch(squad_file(tmp_path), tmp_path / "library")


def complete(work: Batch, folder: Path, *, restart: bool = False) -> list[str]:
    """Make a run in `folder`, or bring it to its end; give the ids of what was asked for it."""
    asked: list[str] = []

    def keep(result: QuestionResult) -> None:
        asked.append(result.id)
        run.append(result)

    with open_run(folder, work.settings, restart=restart) as run:
        run.finish(work.run(done=run.done, on_result=keep, workers=1))
    return asked


def test_a_run_is_settings_results_and_a_summary(work: Batch, tmp_path: Path) -> None:
    """The results are in the order of the questions, and nothing is asked a second time."""
    folder = tmp_path / "runs" / "first"
    assert len(complete(work, folder)) == 20
    assert {"settings.json", "results.jsonl", "summary.json"} <= {
        path.name for path in folder.iterdir()
    }
    summary, results = figures(folder)
    assert isinstance(results, list)
    assert [result["id"] for result in results][:6] == [
        *(f"bees-{number}" for number in range(5)),
        "ants-0",
    ]
    assert isinstance(summary, dict)
    settings = json.loads((folder / "settings.json").read_text())
    assert settings.items() <= summary["settings"].items()
    assert complete(work, folder) == []
    assert figures(folder) == (summary, results)


@pytest.mark.parametrize("torn", [b"", b'{"id": "be', b'{"id": "bees-4"}\n', b"\0\0\0\0\n\0"])
def test_a_run_goes_on_behind_the_last_whole_result(
    work: Batch, tmp_path: Path, torn: bytes
) -> None:
    """What an interruption left of a line is dropped, and its question asked again."""
    complete(work, tmp_path / "whole")
    complete(work, tmp_path / "broken")
    results = tmp_path / "broken" / "results.jsonl"
    lines = results.read_bytes().splitlines(keepends=True)
    results.write_bytes(b"".join(lines[:7]) + torn)
    (tmp_path / "broken" / "summary.json").unlink()
    assert len(complete(work, tmp_path / "broken")) == 13
    assert figures(tmp_path / "broken") == figures(tmp_path / "whole")


@given(kept=st.integers(0, 19), share=st.floats(0, 0.99), rest=RESTS)
def test_a_file_cut_anywhere_gives_its_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, kept: int, share: float, rest: bytes
) -> None:
    """Whatever stands behind them, if it is no whole line."""
    folder = tmp_path_factory.mktemp("run")
    lines = [json.dumps(_result(number).to_json()).encode() + b"\n" for number in range(20)]
    with open_run(folder, {}):
        pass
    cut = lines[kept][: int(share * len(lines[kept]))]
    (folder / "results.jsonl").write_bytes(b"".join(lines[:kept]) + cut + rest)
    with open_run(folder, {}) as run:
        assert list(run.done.values()) == [_result(number) for number in range(kept)]
        run.append(_result(99))
    with open_run(folder, {}) as run:
        assert list(run.done) == [*map(str, range(kept)), "99"]


def _result(number: int) -> QuestionResult:
    return QuestionResult(
        id=str(number),
        kind="fact",
        paper=None,
        question="Köln \u2028 or\nBonn?",
        history=("Who?",),
        standalone_question="",
        answerable=True,
        gold_answers=(),
        gold_evidence=(),
        answer="",
        abstained=number % 2 == 1,
        confidence=0.1 + number,
        rank=None,
        scores={"mrr": 1 / 3},
        citations=(),
        retrieved=(FoundPassage(1, 0.5, {}, "a:0-2", "a", "A", ("A",), None, Span(0, 2), "A."),),
        seconds=0.5,
        decision=Decision.DECLINED if number % 2 else None,
    )


def test_a_run_is_not_taken_up_under_other_settings(work: Batch, tmp_path: Path) -> None:
    """The message names what differs and both values; the results stay."""
    complete(work, tmp_path / "run")
    before = figures(tmp_path / "run")
    packages = {"packages": {"numpy": "1.0", "torch": None}}
    with (
        pytest.raises(RunError) as caught,
        open_run(tmp_path / "run", {**work.settings, "model": "other", **packages}),
    ):
        pass
    message = str(caught.value)
    assert 'model was "toy" and is "other"' in message
    assert 'packages.numpy was "' in message
    assert '" and is "1.0"' in message
    assert "--restart" in message
    assert figures(tmp_path / "run") == before


def test_a_run_is_begun_anew_on_demand(work: Batch, tmp_path: Path) -> None:
    """Under whatever settings it was made."""
    with open_run(tmp_path / "run", {"model": "other"}) as run:
        run.append(_result(1))
    assert len(complete(work, tmp_path / "run", restart=True)) == 20


def test_where_the_file_lies_does_not_matter() -> None:
    """What decides the figures does: its content is among it."""
    before = {"qa_file": "a.jsonl", "library": "x", "k": 10, "packages": {"numpy": "2"}}
    after = {"qa_file": "b.jsonl", "library": "y", "k": 10, "packages": {"numpy": "2"}}
    assert describe_differences(before, after) == []
    assert describe_differences(before, {**after, "k": 5}) == ["k was 10 and is 5"]
    assert describe_differences(before, {"k": 10}) == ['packages.numpy was "2" and is null']
    assert describe_differences("no object", {"k": 10}) == ["k was null and is 10"]


def test_results_without_their_settings_are_not_gone_on_with(tmp_path: Path) -> None:
    """Nobody can tell what they were made with."""
    (tmp_path / "results.jsonl").write_text("")
    with (
        pytest.raises(RunError, match=r"has results but no settings\.json"),
        open_run(tmp_path, {}),
    ):
        pass
    (tmp_path / "settings.json").write_text("{")
    with pytest.raises(RunError, match=r"settings\.json cannot be read"), open_run(tmp_path, {}):
        pass


def test_a_run_is_written_by_one_process_at_a_time(tmp_path: Path) -> None:
    """The second one is told, and the first goes on."""
    with open_run(tmp_path / "run", {}) as run:
        with (
            pytest.raises(RunError, match="Another process is writing the run"),
            open_run(tmp_path / "run", {}),
        ):
            pass
        run.append(_result(1))
    with open_run(tmp_path / "run", {}) as run:
        assert list(run.done) == ["1"]


def test_a_folder_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be made."""
    (tmp_path / "taken").write_text("mine")
    with (
        pytest.raises(RunError, match=r"cannot be written to .*taken.run: Not a directory"),
        open_run(tmp_path / "taken" / "run", {}),
    ):
        pass


def evaluation(path: Path, out: Path, home: Path, workers: int) -> "subprocess.Popen[bytes]":
    """Start `footnote evaluate` over the toy encoder, as a group of processes of its own."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.toy_footnote", "evaluate", str(path)),
            *("--out", str(out), "--workers", str(workers), "--quiet"),
        ],
        cwd=PROJECT,
        env={**os.environ, "FOOTNOTE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill_after(process: "subprocess.Popen[bytes]", results: Path, goal: int) -> bool:
    """Kill a run once it has `goal` results; tell whether it was not through before.

    Its workers are not killed, and end by themselves.
    """
    with process:
        while process.poll() is None and _lines(results) < goal:
            time.sleep(0.002)
        in_time = process.poll() is None
        process.kill()
    _wait_for_the_end_of(process.pid)
    return in_time


def _wait_for_the_end_of(group: int) -> None:
    for _ in range(1_000):
        if not _lives(group):
            return
        time.sleep(0.01)
    raise AssertionError("the workers outlive the process that they work for")


def _lives(group: int) -> bool:
    """Whether a process of the group runs, where the system shows that below /proc."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            state, _, own = path.read_text().rpartition(")")[2].split()[:3]
            if int(own) == group and state != "Z":
                return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_at_random_moments_gives_the_figures_of_an_unbroken_one(
    footnote: Footnote, tmp_path: Path, home: Path, workers: int
) -> None:
    """Killed twice, each time when there are some results more, and then left alone."""
    animals = tuple(f"{name}{number}" for name in ("bees", "ants", "owls") for number in range(12))
    path = squad_file(tmp_path, animals=animals)
    assert footnote("evaluate", path, "--out", tmp_path / "whole", "--quiet").status == 0
    results = tmp_path / "killed" / "results.jsonl"
    killed = 0
    for _ in range(2):
        process = evaluation(path, tmp_path / "killed", home, workers)
        goal = _lines(results) + random.randrange(5, 50)  # noqa: S311 - any moment will do
        killed += kill_after(process, results, goal)
    assert killed
    _, errors = evaluation(path, tmp_path / "killed", home, workers).communicate(timeout=120)
    assert errors == b""
    assert figures(tmp_path / "killed") == figures(tmp_path / "whole")


@pytest.mark.parametrize("workers", [1, 2])
def test_control_c_keeps_what_was_finished(tmp_path: Path, home: Path, workers: int) -> None:
    """The command says so, ends its workers, and goes on the next time."""
    path = squad_file(tmp_path, animals=tuple(f"bees{number}" for number in range(60)))
    results = tmp_path / "run" / "results.jsonl"
    process = evaluation(path, tmp_path / "run", home, workers)
    while process.poll() is None and _lines(results) < 5:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b"Interrupted. What was finished is kept.\n"
    assert 5 <= _lines(results) < 300
    assert not (tmp_path / "run" / "summary.json").exists()


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
