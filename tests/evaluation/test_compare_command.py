"""`footnote compare`: what it prints, writes and exits with."""

import json
from pathlib import Path

import pytest

from tests.conftest import Footnote
from tests.stored_runs import abstained, answered, write_run, wrong

NAMES = [f"q{number}" for number in range(8)]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a run that has everything right."""
    lines = [answered(name) for name in NAMES]
    return write_run(tmp_path / "good", [*lines, abstained("none")])


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return a run that has nothing right."""
    lines = [wrong(name) for name in NAMES]
    return write_run(tmp_path / "bad", [*lines, abstained("none", abstained=False)])


def test_the_json_document_has_the_agreed_shape(footnote: Footnote, good: Path, bad: Path) -> None:
    """Metrics with both values, the difference and its p; ids won and lost."""
    outcome = footnote("compare", good, bad, "--json")
    document = json.loads(outcome.output)
    assert (outcome.status, outcome.errors) == (0, "")
    assert document["metrics"]["mrr"] == {
        "a": 1.0,
        "b": 0.0,
        "difference": -1.0,
        "low": -1.0,
        "high": -1.0,
        "p": pytest.approx(2 / 256),
        "n": 8,
        "mcnemar_p": None,
        "lower_is_better": False,
    }
    assert document["metrics"]["evidence_recall@5"]["mcnemar_p"] == pytest.approx(2 / 256)
    assert document["won"] == []
    assert document["lost"] == [*NAMES, "none"]
    assert document["questions"] == 9


def test_the_table_names_metrics_and_questions(footnote: Footnote, good: Path, bad: Path) -> None:
    """A line per metric, a star where it is significant, and what was won and lost."""
    lines = footnote("compare", bad, good).output.splitlines()
    assert lines[0].split()[:5] == ["metric", "a", "b", "b", "-"]
    row = next(line for line in lines if line.startswith("answer_recall "))
    assert row.split()[1:] == [
        "0.000",
        "1.000",
        "+1.000",
        "1.000,",
        "1.000",
        "0.008",
        "*",
        "0.008",
        "8",
    ]
    assert "Won by b: q0, q1, q2, q3, q4, q5, q6, q7, none" in lines
    assert "Lost by b: none" in lines


def test_a_guarded_metric_that_got_worse_is_exit_status_3(
    footnote: Footnote, good: Path, bad: Path
) -> None:
    """One that got better, or not significantly worse, is exit status 0."""
    outcome = footnote("compare", good, bad, "--guard", "f1", "--guard", "quote_exists", "--json")
    assert outcome.status == 3
    assert "f1 is significantly worse: 0.0000 instead of 1.0000 (p = 0.0078" in outcome.errors
    assert "quote_exists" not in outcome.errors
    assert json.loads(outcome.output)["questions"] == 9
    assert footnote("compare", bad, good, "--guard", "f1").status == 0


def test_few_questions_are_no_proof(footnote: Footnote, tmp_path: Path) -> None:
    """Of five questions lost, chance alone loses all or none in two of 32 ways."""
    a = write_run(tmp_path / "a", [answered(name) for name in NAMES[:5]])
    b = write_run(tmp_path / "b", [wrong(name) for name in NAMES[:5]])
    assert footnote("compare", a, b, "--guard", "f1").status == 0


def test_an_unknown_metric_is_wrong_usage(footnote: Footnote, good: Path) -> None:
    """The message lists the names that are known."""
    outcome = footnote("compare", good, good, "--guard", "recall")
    assert (outcome.status, outcome.output) == (2, "")
    assert 'no metric "recall"' in outcome.errors
    assert "evidence_recall@5" in outcome.errors


def test_the_page_is_written(footnote: Footnote, good: Path, bad: Path, tmp_path: Path) -> None:
    """With both runs' answers to the questions lost, and the gold beside them."""
    path = tmp_path / "new" / "page.html"
    assert footnote("compare", good, bad, "--html", path).status == 0
    page = path.read_text()
    assert "<h1>bad compared with good</h1>" in page
    assert page.count('<article id="lost-') == 9
    assert "Wax burns well. [1]" in page
    assert "<mark>Honey keeps for </mark><mark><strong>years</strong></mark>, they say." in page


def test_a_folder_that_is_no_run_is_told(footnote: Footnote, good: Path, tmp_path: Path) -> None:
    """Missing, of something else, broken off, or damaged: each with its remedy."""
    (tmp_path / "other").mkdir()
    missing = footnote("compare", good, tmp_path / "nowhere")
    other = footnote("compare", tmp_path / "other", good)
    assert (missing.status, other.status) == (1, 1)
    assert "there is no such folder. `footnote evaluate QA_FILE --out FOLDER`" in missing.errors
    assert "the folder has no summary.json" in other.errors
    (good / "summary.json").rename(good / "gone.json")
    assert "Run its evaluation again to finish it" in footnote("compare", good, good).errors
    (good / "summary.json").write_text("[]")
    assert "summary.json is not what" in footnote("compare", good, good).errors


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "line 10, is not what"),
        ('{"id": "x"}', "line 10, is not what"),
        (json.dumps(answered("x") | {"question": 5}), "a text is wanted, not 5"),
        (json.dumps(answered("q0")), 'repeats the question "q0" of line 1'),
    ],
)
def test_a_damaged_line_is_named(footnote: Footnote, good: Path, line: str, fault: str) -> None:
    """With its number, and what to do."""
    with (good / "results.jsonl").open("a") as results:
        results.write(line + "\n")
    outcome = footnote("compare", good, good)
    assert (outcome.status, outcome.output) == (1, "")
    assert fault in outcome.errors
    assert "--out" in outcome.errors


def test_questions_that_cannot_be_paired_are_told(
    footnote: Footnote, good: Path, tmp_path: Path
) -> None:
    """On standard error, and not with --quiet."""
    other = write_run(tmp_path / "b", [answered("q0"), answered("q1", gold_answers=["x"])])
    told = footnote("compare", good, other).errors
    assert "as only RUN_A has them: 7 questions (q2, q3, q4, q5, q6, …)" in told
    assert "other gold under the id: 1 questions (q1)" in told
    assert footnote("compare", good, other, "--quiet").errors == ""
