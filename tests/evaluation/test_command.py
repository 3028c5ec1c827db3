import json
from pathlib import Path

import pytest

from tests.conftest import Footnote
from tests.evaluation_run_world import squad_file, without_times


@pytest.fixture
def beir_folder(tmp_path: Path) -> Path:
    """Return three documents and two queries, each of which finds its document first."""
    folder = tmp_path / "zoo"
    folder.mkdir()
    rows = {
        "corpus.jsonl": [
            {"_id": "1", "title": "Bees", "text": "Bees dance to share directions."},
            {"_id": "2", "title": "Ants", "text": "Ants lay trails of scent."},
            {"_id": "3", "title": "Owls", "text": "Owls hunt mice at night."},
        ],
        "queries.jsonl": [
            {"_id": "a", "text": "bees share directions"},
            {"_id": "b", "text": "owls hunt at night"},
        ],
    }
    for name, content in rows.items():
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in content))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\na\t1\t1\nb\t3\t1\n")
    return folder


def test_a_squad_file_brings_its_papers(footnote: Footnote, tmp_path: Path, home: Path) -> None:
    """They are indexed apart from the person's library, and only once."""
    path = squad_file(tmp_path)
    first = footnote("evaluate", path, "--json")
    assert first.status == 0
    assert first.errors.startswith(f"The papers of {path} are in {home / 'evaluation'}")
    assert not (home / "library").exists()
    document = json.loads(first.output)
    assert (document["questions"], len(document["by_paper"])) == (20, 4)
    assert list(document["by_kind"]) == ["answerable", "unanswerable"]
    assert document["metrics"]["quote_exists"]["value"] == 1.0
    assert document["settings"]["qa_file"] == str(path)
    (folder,) = (home / "evaluation").iterdir()
    generation = (folder / "CURRENT").read_text()
    second = footnote("evaluate", path, "--json", "--quiet")
    assert second.errors == ""
    assert without_times(json.loads(second.output)) == without_times(document)
    assert (folder / "CURRENT").read_text() == generation


def test_the_papers_of_a_file_may_have_a_library_of_their_own(
    footnote: Footnote, tmp_path: Path, home: Path
) -> None:
    """Where the person wants it; but not one that has other papers."""
    path = squad_file(tmp_path)
    status, _, errors = _tuple(footnote, "evaluate", path, "--library", tmp_path / "mine")
    assert (status, f"are in {tmp_path / 'mine'}." in errors) == (0, True)
    assert footnote("papers", "--quiet").status == 0
    status, _, errors = _tuple(footnote, "evaluate", path, "--library", home / "library")
    assert status == 1
    assert "holds 1 papers that are not of the QA file" in errors


def _tuple(footnote: Footnote, *arguments: str | Path) -> tuple[int, str, str]:
    outcome = footnote(*arguments)
    return outcome.status, outcome.output, outcome.errors


def test_questions_may_be_put_to_all_papers(footnote: Footnote, tmp_path: Path) -> None:
    """Which finds passages of other papers as well; the figures by paper remain."""
    path = squad_file(tmp_path)
    document = json.loads(footnote("evaluate", path, "--across-papers", "--json").output)
    papers = {hit["paper_id"] for hit in document["per_question"][0]["retrieved"]}
    assert papers == set(document["by_paper"])


def test_a_beir_folder_measures_retrieval_alone(footnote: Footnote, beir_folder: Path) -> None:
    """Graded at the level of documents; there are no answers."""
    outcome = footnote("evaluate", beir_folder, "--json", "--quiet")
    assert (outcome.status, outcome.errors) == (0, "")
    document = json.loads(outcome.output)
    assert {name: figure["value"] for name, figure in without_latency(document).items()} == {
        "mrr": 1.0,
        "ndcg@10": 1.0,
        "recall@100": 1.0,
    }
    assert document["per_question"][0]["retrieved"][0]["title"] == "Bees"
    assert document["per_question"][0]["answer"] == ""


def without_latency(
    document: dict[str, dict[str, dict[str, float]]],
) -> dict[str, dict[str, float]]:
    """Return the metrics that are no times."""
    return {
        name: figure
        for name, figure in document["metrics"].items()
        if not name.startswith("latency")
    }


def test_a_sample_asks_few_questions(footnote: Footnote, tmp_path: Path) -> None:
    """The same ones each time."""
    path = squad_file(tmp_path)
    outputs = [footnote("evaluate", path, "--sample", "3", "--json").output for _ in range(2)]
    first, second = ([row["id"] for row in json.loads(one)["per_question"]] for one in outputs)
    assert len(first) == 3
    assert first == second


def test_rows_at_fault_are_left_out_on_demand(footnote: Footnote, tmp_path: Path) -> None:
    """And it is said which: broken lines, and questions about papers that are not there."""
    path = tmp_path / "qa.jsonl"
    path.write_text(
        '{"question": "Which amendment?"}\n{"question": 5}\n'
        '{"id": "lost", "question": "Why?", "paper": "nowhere"}\n'
    )
    assert footnote("evaluate", path, "--quiet").status == 1
    outcome = footnote("evaluate", path, "--skip-bad", "--json")
    assert outcome.status == 0
    assert json.loads(outcome.output)["questions"] == 1
    told = outcome.errors.splitlines()
    assert f"Left out of {path}:" in told
    assert '  line 2: "question" must be text, not the number 5' in told
    assert any(line.startswith('  question "lost": The paper id') for line in told)


def test_a_run_that_is_complete_is_not_made_again(footnote: Footnote, tmp_path: Path) -> None:
    """The same command gives the same figures; changed questions need another folder."""
    path, out = squad_file(tmp_path), tmp_path / "run"
    first = footnote("evaluate", path, "--out", out, "--json")
    assert "were answered before" not in first.errors
    second = footnote("evaluate", path, "--out", out, "--json")
    assert "20 of 20 questions were answered before." in second.errors
    assert without_times(json.loads(second.output)) == without_times(json.loads(first.output))
    other = footnote("evaluate", path, "--sample", "5", "--out", out)
    assert other.status == 1
    assert "questions was 20 and is 5" in other.errors
    anew = footnote("evaluate", path, "--sample", "5", "--out", out, "--restart", "--json")
    assert json.loads(anew.output)["questions"] == 5


def test_beginning_anew_needs_a_folder(footnote: Footnote, tmp_path: Path) -> None:
    """Wrong usage, exit status 2."""
    outcome = footnote("evaluate", squad_file(tmp_path), "--restart")
    assert outcome.status == 2
    assert "--out" in outcome.errors
