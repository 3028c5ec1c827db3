import json
from pathlib import Path

import pytest

from corpus.errors import FootnoteError
from qa.answer import Decision
from qa.evaluation import (
    Estimate,
    Evaluation,
    evaluate,
    missed_thresholds,
    parse_thresholds,
    write_results,
)
from qa.evaluation.metrics.summary import Curves
from qa.evaluation.questions.rubric import Rubric
from qa.evaluation.runs.results import QuestionResult
from tests.evaluation_world import PAIRS, paper_text, perfect_answerer, perfect_retriever
from tests.stored_runs import abstained, answered


def perfect_evaluation(**settings: object) -> Evaluation:
    """Evaluate a perfect system with few resamples."""
    return evaluate(
        PAIRS,
        answerer=perfect_answerer(),
        retriever=perfect_retriever(),
        paper_text=paper_text,
        resamples=10,
        settings=settings,
    )


def test_results_are_one_line_per_question_beside_a_summary(tmp_path: Path) -> None:
    """The two files hold together what the JSON document holds, and nothing else is left."""
    evaluation = perfect_evaluation()
    folder = tmp_path / "runs" / "first"
    write_results(evaluation, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["results.jsonl", "summary.json"]
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    document = summary | {"per_question": [json.loads(line) for line in lines]}
    assert document == json.loads(json.dumps(evaluation.as_dict()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answerable", "no"),
        ("abstained", 0),
        ("confidence", True),
        ("confidence", "0.5"),
        ("rank", 1.5),
        ("rank", True),
        ("scores", []),
        ("scores", {"mrr": "1"}),
        ("seconds", None),
        ("seconds", 10**400),
        ("decision", "perhaps"),
        ("decision", 1),
        ("verdict", "maybe"),
        ("verdict", True),
        ("style", 1),
        ("rubric", {"scope": "elsewhere"}),
        ("rubric", {"need": "2"}),
    ],
)
def test_a_line_with_a_value_of_another_type_is_no_result(name: str, value: object) -> None:
    """It is not bent into what is wanted; what was written is read as it was."""
    for result in perfect_evaluation().per_question:
        line = json.loads(json.dumps(result.to_json()))
        assert QuestionResult.from_json(line) == result
        changed = (
            {**line["rubric"], **value} if isinstance(value, dict) and name == "rubric" else value
        )
        with pytest.raises((TypeError, ValueError)):
            QuestionResult.from_json({**line, name: changed})


def test_a_line_of_a_run_that_did_not_tell_decisions_is_read() -> None:
    """Its decision is what the rest of the line comes to."""
    old = answered("q1")
    assert not {"decision", "verdict", "style", "rubric"} & old.keys()
    lines = {
        Decision.ANSWERED: old,
        Decision.DECLINED: abstained("q2"),
        Decision.CLOSEST: abstained("q3", citations=old["citations"]),
        None: answered("q4", answer="", citations=[]),
    }
    for decision, line in lines.items():
        result = QuestionResult.from_json(line)
        assert result.decision == decision
        assert (result.verdict, result.style, result.rubric) == (None, None, Rubric())


def test_a_decision_that_the_line_contradicts_is_refused() -> None:
    """Figures of decisions and of abstention would not agree."""
    for line in (answered("q1", decision="closest"), abstained("q2", decision="answered")):
        with pytest.raises(ValueError, match='"decision" is'):
            QuestionResult.from_json(line)


def test_names_that_are_no_text_are_kept_as_json_has_them(tmp_path: Path) -> None:
    """A file's name may hold bytes that are not UTF-8, and letters may end a line elsewhere."""
    name = "caf\udce9\u2028\x85.jsonl"
    write_results(perfect_evaluation(qa_file=name), tmp_path)
    assert json.loads((tmp_path / "summary.json").read_bytes())["settings"]["qa_file"] == name


def test_a_failure_leaves_the_former_results_whole(tmp_path: Path) -> None:
    """A summary that cannot be written does not harm the one that is there."""
    write_results(perfect_evaluation(run=1), tmp_path)
    with pytest.raises(TypeError):
        write_results(perfect_evaluation(run=object()), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.jsonl", "summary.json"]
    assert json.loads((tmp_path / "summary.json").read_text())["settings"]["run"] == 1


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be made."""
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(FootnoteError, match=r"cannot be written to .*taken/run: Not a directory"):
        write_results(perfect_evaluation(), tmp_path / "taken" / "run")
    assert (tmp_path / "taken").read_text() == "mine"


def test_thresholds_are_read() -> None:
    """White space is free, and the last of several for one metric holds."""
    texts = ["mrr=0.8", "evidence_recall@5 = 1", "mrr=0.7"]
    assert parse_thresholds(texts) == {"mrr": 0.7, "evidence_recall@5": 1.0}


@pytest.mark.parametrize("text", ["recall=0.8", "mrr", "latency_p50=0.1", "=1", ""])
def test_an_unusable_threshold_lists_what_is_legal(text: str) -> None:
    """Latencies are not among the metrics, as they are better when lower."""
    with pytest.raises(ValueError, match=r"names no metric|needs a number") as caught:
        parse_thresholds([text])
    assert text in str(caught.value)
    assert "abstention_auroc" in str(caught.value) or "mrr=0.8" in str(caught.value)


@pytest.mark.parametrize("number", ["80", "-0.1", "nan", "inf", "high", "", "0,8"])
def test_a_threshold_that_is_no_share_is_refused(number: str) -> None:
    """Every bounded metric lies in 0 to 1."""
    with pytest.raises(ValueError, match="needs a number from 0 to 1 after the name"):
        parse_thresholds([f"mrr={number}"])


def test_missed_thresholds_are_told_with_their_figures() -> None:
    """What was met is not told; what could not be measured counts as missed."""
    evaluation = Evaluation(
        metrics={"mrr": Estimate(0.75, 0.7, 0.8, 9), "f1": Estimate(0.5, 0.4, 0.6, 9)},
        by_kind={},
        by_paper={},
        curves=Curves((), ()),
        per_question=(),
        seconds=1.0,
        settings={},
    )
    assert missed_thresholds(evaluation, {"mrr": 0.75, "f1": 0.6, "abstention_f1": 0.1}) == (
        "f1 is 0.5000, below 0.6",
        "abstention_f1 could not be measured on these questions (0.1 is wanted)",
    )
