"""`footnote evaluate`: exit statuses, and what is said of files that cannot be used."""

import json
from pathlib import Path

import pytest

from tests.conftest import Footnote

QUESTION = {
    "id": "one",
    "question": "Which amendment led the US to withhold F-16 jets?",
    "answers": ["Pressler Amendment"],
    "evidence": ["came the Pressler Amendment"],
}


@pytest.fixture
def qa_file(tmp_path: Path) -> Path:
    """Return a QA file with one question."""
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(QUESTION) + "\n")
    return path


def test_figures_are_shown_as_a_table(footnote: Footnote, qa_file: Path) -> None:
    """A line for each metric, with its interval and the number of questions."""
    outcome = footnote("evaluate", qa_file, "--quiet")
    assert (outcome.status, outcome.errors) == (0, "")
    lines = outcome.output.splitlines()
    assert lines[0].split() == ["metric", "value", "95%", "interval", "questions"]
    names = [line.split()[0] for line in lines[1:]]
    assert {"evidence_recall@5", "mrr", "answer_recall", "quote_exists"} <= set(names)


def test_a_bound_that_is_met_is_exit_status_0(footnote: Footnote, qa_file: Path) -> None:
    """Whatever is quoted is there, always."""
    bounds = ("--fail-under", "quote_exists=0", "--fail-under", "evidence_recall@5=0")
    assert footnote("evaluate", qa_file, *bounds, "--quiet").status == 0


def test_a_bound_that_is_missed_is_exit_status_3(footnote: Footnote, qa_file: Path) -> None:
    """Each bound that was missed is told; the document is complete all the same."""
    path = qa_file.with_name("wrong.jsonl")
    path.write_text(json.dumps(QUESTION | {"evidence": ["This stands nowhere at all."]}) + "\n")
    bounds = ("--fail-under", "evidence_recall@5=0.5", "--fail-under", "mrr=0.1")
    outcome = footnote("evaluate", path, *bounds, "--json", "--quiet")
    assert outcome.status == 3
    assert "evidence_recall@5 is 0.0000, below 0.5" in outcome.errors
    assert "mrr is 0.0000, below 0.1" in outcome.errors
    assert json.loads(outcome.output)["questions"] == 1


@pytest.mark.parametrize("name", ["questions.jsonl", "questions.csv"])
def test_a_broken_line_is_named(footnote: Footnote, tmp_path: Path, name: str) -> None:
    """With its number and what is wrong, before anything is asked; all of them at once."""
    path = tmp_path / name
    if name.endswith("jsonl"):
        good = json.dumps(QUESTION)
        path.write_text(f"{good}\n" + '{"id": "two", "question": \n' + '{"id": "three"}\n')
    else:
        path.write_text('id,question,answers\none,"Why?",x\ntwo,,y\nthree,,z\n')
    outcome = footnote("evaluate", path, "--json")
    assert (outcome.status, outcome.output) == (1, "")
    assert str(path) in outcome.errors
    numbers = (2, 3) if name.endswith("jsonl") else (3, 4)
    for number in numbers:
        assert f"line {number}: " in outcome.errors
    assert "line 1: " not in outcome.errors


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.jsonl", None),
        ("empty.jsonl", b""),
        ("binary.jsonl", b"{\0}"),
        ("latin.jsonl", '{"question": "Köln?"}'.encode("latin-1")),
        ("questions.docx", b"abc"),
    ],
)
def test_a_file_that_is_no_qa_file_is_explained(
    footnote: Footnote, tmp_path: Path, name: str, content: bytes | None
) -> None:
    """The message names the file; exit status 1."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = footnote("evaluate", tmp_path / name)
    assert (outcome.status, outcome.output) == (1, "")
    assert str(tmp_path / name) in outcome.errors
    assert "went wrong" not in outcome.errors


def test_an_unknown_paper_in_a_qa_file_is_named(footnote: Footnote, tmp_path: Path) -> None:
    """Exit status 1, and which it is."""
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(QUESTION | {"paper": "no-such-paper"}) + "\n")
    outcome = footnote("evaluate", path, "--quiet")
    assert (outcome.status, outcome.output) == (1, "")
    assert "no-such-paper" in outcome.errors


def test_results_are_written_where_they_are_wanted(
    footnote: Footnote, qa_file: Path, tmp_path: Path
) -> None:
    """Into a folder that is made; a path that cannot be one is explained."""
    folder = tmp_path / "out" / "run"
    assert footnote("evaluate", qa_file, "--out", folder, "--quiet").status == 0
    assert (folder / "summary.json").is_file()
    (line,) = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == "one"
    outcome = footnote("evaluate", qa_file, "--out", qa_file / "out", "--quiet")
    assert outcome.status == 1
    assert "out" in outcome.errors
    assert "went wrong" not in outcome.errors
