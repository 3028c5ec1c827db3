"""A disk that fills up half-way through a file: nothing half written stays, what was there does."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.errors import FeedbackError, FootnoteError, RunError, SettingsError
from corpus.identity import paper_id
from index.storage.originals import OriginalStore
from qa.evaluation.questions.template import write_question_file
from qa.evaluation.reports.files import write_report
from qa.settings import Settings
from tests.conversation_samples import ANSWERED
from ui.evaluations import pack
from ui.feedback import Feedback

LARGE = "A line that is written again and again.\n" * 20_000
MOST = 4_096


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Have the system refuse what goes beyond `size` bytes of a file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def contents(folder: Path) -> dict[str, bytes]:
    """Return what the files below a folder hold, by their names."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def save_settings(folder: Path) -> None:
    """Write settings of many letters."""
    Settings(reader=LARGE).save(folder / "settings.json")


def keep_original(folder: Path) -> None:
    """Keep a file."""
    source = folder.parent / "large.txt"
    OriginalStore(folder).keep(paper_id(LARGE.encode()), source)


def pack_run(folder: Path) -> None:
    """Pack a run."""
    pack(folder.parent / "run", folder)


WRITERS: dict[str, tuple[Callable[[Path], None], type[Exception]]] = {
    "report": (lambda folder: write_report(folder / "report.html", LARGE), RunError),
    "settings": (save_settings, SettingsError),
    "questions": (lambda folder: write_question_file(folder / "qa.jsonl", LARGE), FootnoteError),
    "questions again": (
        lambda folder: write_question_file(folder / "qa.jsonl", LARGE, replace=True),
        FootnoteError,
    ),
    "original": (keep_original, FootnoteError),
    "archive": (pack_run, OSError),
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("begun", [False, True])
def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path,
    name: str,
    begun: bool,  # noqa: FBT001 - pytest gives it by position
) -> None:
    """What was there stays to the byte, and nothing is left beside it."""
    folder = tmp_path / "out"
    (folder / "originals").mkdir(parents=True)
    (tmp_path / "large.txt").write_text(LARGE)
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "results.bin").write_bytes(os.urandom(50_000))
    if begun:
        for file in ("report.html", "settings.json"):
            (folder / file).write_text("what was there")
    write, refusal = WRITERS[name]
    before = contents(folder)
    with room_for(MOST), pytest.raises(refusal):
        write(folder)
    assert contents(folder) == before
    write(folder)
    assert contents(folder) != before


def test_feedback_that_found_no_room_spoils_no_line(tmp_path: Path) -> None:
    """The lines of before are read as ever, and the next one goes behind them."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.keep([ANSWERED], helpful=True, comment="first")
    before = feedback.path.read_bytes()
    with room_for(len(before) + 100), pytest.raises(FeedbackError, match="cannot be kept"):
        feedback.keep([ANSWERED], helpful=False, comment="second")
    assert feedback.path.read_bytes() == before
    feedback.keep([ANSWERED], helpful=False, comment="third")
    assert [json.loads(line)["comment"] for line in feedback.path.read_text().splitlines()] == [
        "first",
        "third",
    ]


WITHOUT_ROOM = """
import resource, sys
from tests.toy_footnote import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("most", [300, 3_000, 30_000, 300_000])
def test_adding_leaves_nothing_half_written(tmp_path: Path, home: Path, most: int) -> None:
    """Wherever the disk is full: the new library, the paper, its original."""
    project = Path(__file__).parents[2]
    large = tmp_path / "large.md"
    large.write_text("# Bees\n\n" + "".join(f"Bees dance on day {n}.\n" for n in range(20_000)))
    command = [sys.executable, "-c", WITHOUT_ROOM, str(most), "add", "--json", str(large)]
    outcome = subprocess.run(
        command,
        cwd=project,
        env={**os.environ, "FOOTNOTE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 1
    assert "There is no room for the change to the library" in outcome.stderr
    left = [path.name for path in home.rglob("*") if path.is_file()]
    assert not [name for name in left if name.endswith((".new", ".part"))]
    current = home / "library" / "CURRENT"
    if current.exists():
        assert {path.name for path in (home / "library" / "generations").iterdir()} == {
            current.read_text()[:6]
        }
    else:
        assert set(left) <= {"lock"}
