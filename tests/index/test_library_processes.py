"""Several processes with one library, processes that are killed, and disks that are full."""

import json
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.formats import read_bundled_paper
from index.library import Library
from tests.index.programs import BUNDLED, PROJECT, TOY_FOOTNOTE, papers
from tests.toy_encoder import ToyEncoder

PAPERS = 6


def start(
    *arguments: str | Path, home: Path, before: Callable[[], None] | None = None
) -> "subprocess.Popen[str]":
    """Start the command line over the toy encoder, with the library below `home`."""
    return subprocess.Popen(
        [*TOY_FOOTNOTE, *map(str, arguments)],
        cwd=PROJECT,
        env={**os.environ, "FOOTNOTE_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509 - it sets a limit and nothing else
    )


def finish(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Wait for a process; give its exit status, standard output and standard error."""
    output, errors = process.communicate(timeout=60)
    return process.returncode, output, errors


def run(*arguments: str | Path, home: Path) -> tuple[int, str, str]:
    """Run the command line over the toy encoder to its end."""
    return finish(start(*arguments, home=home))


@pytest.fixture
def begun(home: Path) -> Path:
    """Return a home whose library has the bundled paper."""
    library = Library(home / "library", make_encoder=ToyEncoder)
    library.add([library.encode(read_bundled_paper())])
    return home


def folder_of_papers(folder: Path, name: str) -> Path:
    """Make a folder of small papers."""
    folder.mkdir()
    for number in range(PAPERS):
        sentences = " ".join(f"Sentence {n} of {name} {number} is here." for n in range(30))
        (folder / f"{name}-{number}.txt").write_text(sentences)
    return folder


def names(name: str) -> list[str]:
    """Return the names of the files in a folder that `folder_of_papers` made."""
    return [f"{name}-{number}.txt" for number in range(PAPERS)]


# Python ends itself by the signal where it struck code that was being compiled; a shell
# gives 130 for both.
INTERRUPTED = {130, -signal.SIGINT}


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path, home: Path) -> None:
    """Each waits for the other, and all papers of both are there at the end."""
    processes = [
        start("add", folder_of_papers(tmp_path / name, name), home=home) for name in ("one", "two")
    ]
    for status, _, errors in map(finish, processes):
        assert status == 0, errors
        assert errors.count("Added") == PAPERS
    assert sorted(papers(home)) == sorted([BUNDLED, *names("one"), *names("two")])


def test_two_processes_may_begin_a_library_at_once(home: Path) -> None:
    """Both index the bundled paper, one stores it, and both go on."""
    processes = [start("papers", "--json", "--quiet", home=home) for _ in range(2)]
    (first, first_output, errors), (second, second_output, more_errors) = map(finish, processes)
    assert (first, second, errors, more_errors) == (0, 0, "", "")
    assert first_output == second_output
    assert [paper["source"] for paper in json.loads(first_output)["papers"]] == [BUNDLED]


def test_a_kill_during_add_leaves_a_library_to_go_on_with(tmp_path: Path, begun: Path) -> None:
    """What was reported as added stays, whatever the moment, and the rest can be added."""
    folder = folder_of_papers(tmp_path / "one", "one")
    moment = random.Random(7)  # noqa: S311
    done = 0
    for _ in range(3):
        process = start("add", folder, home=begun)
        assert process.stderr is not None
        while "Added" not in process.stderr.readline():
            assert process.poll() is None
        done += 1
        time.sleep(moment.uniform(0, 0.06))
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        assert process.returncode == -signal.SIGKILL
        done += errors.count("Added")
        stored = papers(begun)
        assert stored == [BUNDLED, *names("one")][: len(stored)]
        assert done <= len(stored) - 1
        done = len(stored) - 1
        if done == PAPERS:
            break
    status, _, errors = run("add", folder, home=begun)
    assert (status, errors.count("Added")) == (0, PAPERS - done)
    assert papers(begun) == [BUNDLED, *names("one")]


def test_a_full_disk_is_explained_and_loses_nothing(tmp_path: Path, begun: Path) -> None:
    """What was added before is told, the old state stays, and it goes on when there is room."""
    small = tmp_path / "small.txt"
    small.write_text("Bees dance to share directions.")
    large = tmp_path / "large.txt"
    large.write_text(" ".join(f"Sentence {number} is about bees." for number in range(2_000)))
    most = 200_000

    process = start(
        "add",
        *("--json", small, large, small),
        home=begun,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    status, output, errors = finish(process)

    assert status == 1
    assert "There is no room for the change to the library" in errors
    assert "Free some space and try again" in errors
    assert "Traceback" not in errors
    report = json.loads(output)
    assert [line["source"] for line in report["added"]] == [str(small)]
    assert [line["source"] for line in report["failed"]] == [str(large)]
    assert papers(begun) == [BUNDLED, "small.txt"]
    status, output, _ = run("add", "--json", small, large, home=begun)
    assert (status, len(json.loads(output)["added"])) == (0, 1)


def test_ctrl_c_during_add_ends_at_once_and_keeps_what_was_finished(
    tmp_path: Path, begun: Path
) -> None:
    """Exit status 130, a message, no traceback; the library goes on from there."""
    folder = folder_of_papers(tmp_path / "one", "one")
    process = start("add", folder, home=begun)
    assert process.stderr is not None
    while "Added" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    if process.returncode == 0:
        pytest.skip("the computer was faster than the signal")
    assert process.returncode in INTERRUPTED
    assert errors.endswith("Interrupted. What was finished is kept.\n")
    assert "Traceback" not in errors
    stored = papers(begun)
    assert stored == [BUNDLED, *names("one")][: len(stored)]
    assert run("add", folder, home=begun)[0] == 0
    assert papers(begun) == [BUNDLED, *names("one")]


@pytest.mark.parametrize("seconds", [0.25, 0.5, 1.0, 1.5])
def test_ctrl_c_at_any_moment_of_the_start_gives_no_traceback(home: Path, seconds: float) -> None:
    """While modules are loaded, the paper is read, the library is made."""
    process = start("papers", home=home)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    status, _, errors = finish(process)
    assert status in {0, *INTERRUPTED}
    if "Interrupted" in errors:  # before the program is under way, Python reports it itself
        assert "Traceback" not in errors
