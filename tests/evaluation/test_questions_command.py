"""`footnote questions`: templates and checks on the command line."""

import json
from pathlib import Path

import pytest

from qa.evaluation import load_qa_file
from tests.conftest import Footnote

EXAMPLES = Path(__file__).parents[2] / "examples" / "questions.jsonl"
GOOD = {
    "id": "one",
    "question": "Which amendment led the US to withhold F-16 jets?",
    "answers": ["Pressler Amendment"],
    "evidence": ["came the Pressler Amendment"],
}


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder without files."""
    monkeypatch.chdir(tmp_path)


def test_a_template_has_a_row_for_each_kind(footnote: Footnote, tmp_path: Path) -> None:
    """It is a sound QA file with sentences of the paper for evidence."""
    path = tmp_path / "questions.jsonl"
    outcome = footnote("questions", "new", path)
    assert (outcome.status, outcome.output) == (0, "")
    assert f"footnote questions check {path}" in outcome.errors
    pairs = load_qa_file(path)
    assert [pair.kind for pair in pairs] == [
        "fact",
        "why",
        "list",
        "compare",
        "yes_no",
        "section_summary",
        "metadata",
        "paraphrase",
        "summary",
        "followup",
        "note",
        "unanswerable",
    ]
    assert all(pair.paper is None for pair in pairs)
    evidence = {pair.kind for pair in pairs if pair.evidence}
    assert {pair.kind for pair in pairs} - evidence == {
        "section_summary",
        "metadata",
        "unanswerable",
    }
    assert [pair.kind for pair in pairs if pair.history] == ["followup"]
    assert [pair.kind for pair in pairs if not pair.answerable] == ["unanswerable"]
    assert [pair.rubric.need for pair in pairs if pair.rubric.nuggets] == [2, 1]


def test_a_template_needs_no_library(footnote: Footnote, tmp_path: Path, home: Path) -> None:
    """That of the bundled paper comes at once, without an index."""
    assert footnote("questions", "new", tmp_path / "q.jsonl", "--quiet").errors == ""
    assert not home.exists()


def test_what_is_left_of_a_template_must_be_mended(footnote: Footnote, tmp_path: Path) -> None:
    """All else in a new one is sound."""
    path = tmp_path / "questions.jsonl"
    footnote("questions", "new", path)
    outcome = footnote("questions", "check", path, "--json", "--quiet")
    document = json.loads(outcome.output)
    assert outcome.status == 1
    assert (document["questions"], document["must_mend"]) == (12, 12)
    messages = {finding["message"] for finding in document["findings"]}
    assert messages == {"it is still the question of the template: write your own"}
    path.write_text(path.read_text().replace('"question": "TODO: ', '"question": "Is it '))
    assert footnote("questions", "check", path, "--quiet").status == 0


def test_a_template_is_of_the_paper_that_is_named(footnote: Footnote, tmp_path: Path) -> None:
    """Every row asks it alone; without notes there is no row for them."""
    paper = tmp_path / "bees.md"
    paper.write_text("# Bees\n\nBees dance to share the way to flowers that they found.\n")
    added = json.loads(footnote("add", paper, "--json", "--quiet").output)["added"][0]["id"]
    path = tmp_path / "questions.jsonl"
    assert footnote("questions", "new", path, "--paper", added, "--quiet").status == 0
    pairs = load_qa_file(path)
    assert {pair.paper for pair in pairs} == {added}
    assert "note" not in {pair.kind for pair in pairs}
    assert pairs[0].evidence == ("Bees dance to share the way to flowers that they found.",)
    assert pairs[0].answers == ("that they found",)
    unknown = footnote("questions", "new", tmp_path / "b.jsonl", "--paper", "nothing")
    assert unknown.status == 1
    assert not (tmp_path / "b.jsonl").exists()


def test_a_file_is_replaced_only_by_force(footnote: Footnote, tmp_path: Path) -> None:
    """Questions are work."""
    path = tmp_path / "questions.jsonl"
    path.write_text("mine")
    outcome = footnote("questions", "new", path)
    assert outcome.status == 1
    assert "--force" in outcome.errors
    assert path.read_text() == "mine"
    assert footnote("questions", "new", path, "--force").status == 0
    assert len(load_qa_file(path)) == 12


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("new", "questions.csv"), 2, "does not end in .jsonl"),
        (("new", "nowhere/questions.jsonl"), 1, "No such file or directory"),
        (("check", "nowhere.jsonl"), 1, "There is no QA file"),
        (("check", "nowhere.json"), 1, "brings the papers along"),
        ((), 2, "ACTION"),
        (("mend", "questions.jsonl"), 2, "invalid choice"),
    ],
)
@pytest.mark.usefixtures("empty_folder")
def test_what_cannot_be_done_is_told(
    footnote: Footnote, arguments: tuple[str, ...], status: int, message: str
) -> None:
    """With the exit status of wrong usage or of an error."""
    outcome = footnote("questions", *arguments)
    assert (outcome.status, outcome.output) == (status, "")
    assert message in outcome.errors


def test_findings_are_listed_by_line(footnote: Footnote, tmp_path: Path) -> None:
    """With the closest text and where it stands; the exit status asks for mending."""
    path = tmp_path / "questions.jsonl"
    bad = GOOD | {"id": "two", "question": "Why?", "evidence": ["then came the Presler Amendment"]}
    path.write_text(json.dumps(GOOD) + "\n" + json.dumps(bad) + "\n")
    outcome = footnote("questions", "check", path, "--quiet")
    assert outcome.status == 1
    lines = outcome.output.splitlines()
    assert lines[0] == (
        "line 2 (two): this evidence does not occur in the paper: “then came the Presler Amendment”"
    )
    assert lines[1] == "    “came the Pressler Amendment”"
    assert lines[2].endswith("› Pak-US Relations in the Post-Cold War Era, p. 93")
    assert lines[3] == "2 questions, 1 to mend, 0 to look at."


def test_a_suspicion_is_exit_status_0(footnote: Footnote, tmp_path: Path) -> None:
    """It may well be right as it is."""
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + json.dumps(GOOD | {"id": "two"}) + "\n")
    outcome = footnote("questions", "check", path, "--quiet")
    assert outcome.status == 0
    assert outcome.output.startswith("line 2 (two): look: it asks nearly the same as line 1 (one)")


def test_the_examples_are_sound(footnote: Footnote) -> None:
    """The file that the README points to."""
    outcome = footnote("questions", "check", EXAMPLES, "--quiet", "--json")
    assert outcome.status == 0
    assert json.loads(outcome.output)["findings"] == []
