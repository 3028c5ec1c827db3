"""Libraries, papers and results below paths that are no UTF-8, as file systems allow them."""

import json
import os
import sys
from pathlib import Path

import pytest

from qa.answer import Turn
from tests.conftest import Footnote
from tests.conversation_samples import ANSWERED
from ui.conversations.store import Conversations, default_conversations_file
from ui.feedback import Feedback, default_feedback_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 elsewhere")
NAMES = (b"b\xffd", b"caf\xe9", b"\xed\xb3\xbf", b"a\xc3\x28 b")


@pytest.fixture(params=NAMES)
def odd(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of such a name, which is FOOTNOTE_HOME."""
    folder = tmp_path / os.fsdecode(request.param)
    folder.mkdir()
    monkeypatch.setenv("FOOTNOTE_HOME", str(folder))
    return folder


def test_a_library_is_asked(footnote: Footnote, odd: Path) -> None:
    """Listed, searched, asked, added to and removed from."""
    bees = odd / os.fsdecode(b"be\xffs.md")
    bees.write_text("# On Bees\n\nBees dance to share directions.\n")
    report = json.loads(footnote("add", bees, "--json").output)
    assert [line["title"] for line in report["added"]] == ["On Bees"]
    assert os.fsencode(report["added"][0]["source"]) == os.fsencode(bees)
    hits = json.loads(footnote("search", "bees dance", "--json").output)["hits"]
    assert hits[0]["text"] == "Bees dance to share directions."
    assert footnote("ask", "What do bees dance for?").status == 0
    assert footnote("outline", report["added"][0]["id"]).status == 0
    again = footnote("add", bees)
    assert "Skipped" in again.errors
    assert footnote("remove", report["added"][0]["id"]).status == 0
    assert footnote("upgrade").status == 0
    assert "Traceback" not in again.errors


def test_large_parts_are_read(
    footnote: Footnote, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inverted lists as well, which only large libraries have."""
    monkeypatch.setattr("index.vectors.faiss_part.MOST_EXACT", 10)
    assert footnote("search", "Pressler Amendment").status == 0
    assert [path.suffix for path in odd.rglob("*.lists")] == [".lists"]


def test_messages_name_the_folder(footnote: Footnote, odd: Path) -> None:
    """With what cannot be printed escaped, and no traceback."""
    footnote("papers")
    (odd / "library" / "CURRENT").write_text("nothing")
    outcome = footnote("ask", "What do bees dance for?")
    assert outcome.status == 1
    assert "is damaged" in outcome.errors
    assert outcome.errors.encode("utf-8", "backslashreplace")


def test_results_are_written(footnote: Footnote, odd: Path, tmp_path: Path) -> None:
    """A run names the library in its settings, and may lie in such a folder itself."""
    questions = tmp_path / "qa.jsonl"
    row = {"id": "a", "question": "What is the Pressler Amendment?", "answers": ["1990"]}
    questions.write_text(json.dumps(row) + "\n")
    for folder in (tmp_path / "run", odd / "run"):
        outcome = footnote("evaluate", questions, "--out", folder, "--json")
        assert outcome.status == 0, outcome.errors
        assert json.loads((folder / "settings.json").read_text())["qa_file"]
        assert footnote("evaluate", questions, "--out", folder, "--json").status == 0


@pytest.mark.usefixtures("odd")
def test_conversations_and_feedback_are_kept() -> None:
    """SQLite takes such a path too."""
    turn: Turn = ANSWERED
    kept = Conversations(default_conversations_file())
    kept.keep("one", [turn])
    assert kept.open("one").turns == (turn,)
    feedback = Feedback(default_feedback_file())
    feedback.keep([turn], helpful=True)
    assert len(feedback.questions()) == 1
