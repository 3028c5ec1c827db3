"""What is on the disk is for its owner alone, whatever the system would allow by itself."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answer import Turn
from qa.workspace import open_workspace
from tests.conftest import Footnote
from tests.conversation_samples import ANSWERED
from tests.index.sources import FILES, written
from ui.conversations.store import Conversations, default_conversations_file
from ui.evaluations import evaluate_file
from ui.feedback import Feedback, default_feedback_file


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """Have the system open every file to everybody, unless the program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Return what others may use in a folder, or the folder itself."""
    paths = [folder, *folder.rglob("*")]
    return [str(path.relative_to(folder)) for path in paths if path.stat().st_mode & 0o077]


@pytest.mark.parametrize("wide", [0o000, 0o002, 0o022])
def test_everything_in_the_home_is_private(
    footnote: Footnote, tmp_path: Path, home: Path, wide: int
) -> None:
    """Library, originals, conversations, feedback, runs: folders and files, at any umask."""
    os.umask(wide)
    assert footnote("add", *written(tmp_path)).status == 0
    assert footnote("add", tmp_path / "notes.rst").status == 0
    turn: Turn = ANSWERED
    Conversations(default_conversations_file()).keep("one", [turn])
    Feedback(default_feedback_file()).keep([turn], helpful=True)
    questions = tmp_path / "qa.jsonl"
    questions.write_text(json.dumps({"id": "a", "question": "What carries leaves of tea?"}) + "\n")
    evaluate_file(open_workspace(), questions, tell=lambda _what, _share: None)
    names = {path.name for path in home.rglob("*")}
    assert {"CURRENT", "originals", "runs", "feedback.jsonl", "report.html"} <= names
    assert {"conversations.sqlite", "manifest.json", "lock"} <= names
    assert len(FILES) == sum(path.parent.name == "originals" for path in home.rglob("*.*")) - 1
    assert open_to_others(home) == []


def test_a_library_of_before_is_closed_with_the_next_change(
    footnote: Footnote, tmp_path: Path, home: Path
) -> None:
    """What was open stays where its owner made it; nobody comes to what is in it."""
    footnote("papers")
    library = home / "library"
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    footnote("add", *written(tmp_path))
    closed = {"generations", "originals"}
    for path in library.rglob("*"):
        assert closed & {path.name} == set() or path.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in library.iterdir() if path.is_dir()} == closed
    assert library.stat().st_mode & 0o777 == 0o755


def test_results_are_as_open_as_the_folder_they_are_written_to(
    footnote: Footnote, tmp_path: Path
) -> None:
    """A folder that is named is its owner's to open."""
    questions = tmp_path / "qa.jsonl"
    questions.write_text(json.dumps({"id": "a", "question": "What is the Pressler Amendment?"}))
    for mode, expected in ((0o755, 0o644), (0o750, 0o640), (0o700, 0o600)):
        folder = tmp_path / f"run-{mode:o}"
        folder.mkdir(mode=mode)
        assert footnote("evaluate", questions, "--out", folder).status == 0
        files = [path for path in folder.iterdir() if not path.name.startswith(".")]
        assert {path.name for path in files} >= {"report.html", "results.jsonl", "settings.json"}
        assert {path.stat().st_mode & 0o777 for path in files} == {expected}
