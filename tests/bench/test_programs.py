"""The programs of the benchmarks: their arguments, and what they hand on to each other."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bench import compare, own, stages
from bench.processes import Outcome, ProgramFailed, run_measured
from bench.rivals import contract
from bench.rivals.contract import Found, Passage, main, run_lines
from bench.rivals.environments import REQUIREMENTS, RIVALS, is_made
from bench.rivals.quality import evidence_of, evidence_recall, ndcg_at_10, read_judgements

COMMON = ["--model", "model", "--index", "index"]


class FirstWords:
    """A system that finds the passages which have the question's first word."""

    def __init__(self, model: Path) -> None:
        self._model = model

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Keep the titled texts."""
        rows = {passage.id: passage.titled_text for passage in passages}
        folder.write_text(json.dumps(rows), "utf-8")
        return len(rows)

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Cut at the ends of lines."""
        lines = paper.read_text("utf-8").splitlines()
        return self.index_passages(contract.numbered(lines, paper), folder)

    def open(self, folder: Path) -> None:
        """Read the texts."""
        self._texts: dict[str, str] = json.loads(folder.read_text("utf-8"))

    def search(self, question: str, *, k: int) -> list[Found]:
        """Compare words."""
        word = question.split(maxsplit=1)[0]
        return [Found(name, text) for name, text in self._texts.items() if word in text][:k]


@pytest.mark.parametrize(
    ("build_parser", "arguments"),
    [
        (contract.build_parser, ["index", *COMMON, "--paper", "paper.txt"]),
        (contract.build_parser, ["index", *COMMON, "--passages", "passages.jsonl"]),
        (contract.build_parser, ["ask", *COMMON, "Why?"]),
        (contract.build_parser, ["warm", *COMMON, "--questions", "questions.jsonl"]),
        (contract.build_parser, ["rank", *COMMON, "--queries", "q.jsonl", "--out", "run"]),
        (compare.build_parser, ["--data", "scifact", "--full", "--systems", "footnote", "txtai"]),
        (own.build_parser, ["--runs", "2", "--write", "page.md"]),
        (stages.build_parser, ["--library", "folder", "--questions", "questions.jsonl"]),
    ],
)
def test_programs_take_the_arguments_that_the_readme_names(
    build_parser: Callable[[], argparse.ArgumentParser], arguments: list[str]
) -> None:
    """Whatever is given arrives."""
    options = vars(build_parser().parse_args(arguments))
    given = {name.removeprefix("--") for name in arguments if name.startswith("--")}
    assert given <= options.keys()


def test_an_index_is_made_of_passages_or_of_a_paper(capsys: pytest.CaptureFixture[str]) -> None:
    """Not of neither."""
    with pytest.raises(SystemExit):
        contract.build_parser().parse_args(["index", *COMMON])
    assert "--passages" in capsys.readouterr().err


def test_a_program_stores_and_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command of the contract works on what the one before it stored."""
    common = ["--model", "model", "--index", str(tmp_path / "index")]
    rows = [
        {"id": "d1:0", "title": "Seas", "text": "tides"},
        {"id": "d2:0", "title": "", "text": "Seas"},
    ]
    passages = _write(tmp_path / "passages.jsonl", rows)
    main(FirstWords, ["index", *common, "--passages", passages])
    assert json.loads(capsys.readouterr().out)["passages"] == 2

    main(FirstWords, ["ask", *common, "Seas rise?"])
    assert capsys.readouterr().out == "Seas. tides\n"

    questions = _write(tmp_path / "questions.jsonl", [{"id": "q", "question": "tides"}])
    main(FirstWords, ["warm", *common, "--questions", questions, "--rounds", "2"])
    warm = json.loads(capsys.readouterr().out)
    assert warm["found"] == {"q": ["Seas. tides"]}
    assert len(warm["seconds"]) == 2

    queries = _write(tmp_path / "queries.jsonl", [{"_id": "7", "text": "Seas"}])
    main(FirstWords, ["rank", *common, "--queries", queries, "--out", str(tmp_path / "run")])
    assert (tmp_path / "run").read_text("utf-8").splitlines() == [
        "7 Q0 d1 1 1.000000 run",
        "7 Q0 d2 2 0.500000 run",
    ]


def test_a_document_is_ranked_by_its_first_passage() -> None:
    """And once only; ids may have colons themselves."""
    hits = [Found("a:b:3", ""), Found("c:0", ""), Found("a:b:1", "")]
    assert [line.split()[2] for line in run_lines("q", hits)] == ["a:b", "c"]


def test_ndcg_is_that_of_a_ranking_worked_out_by_hand(tmp_path: Path) -> None:
    """A relevant document at rank 2 of one query, none for another: (1/log2(3) + 0) / 2."""
    table = tmp_path / "qrels.tsv"
    table.write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td9\t1\n", "utf-8")
    run = tmp_path / "run"
    run.write_text("q1 Q0 d1 1 1.0 run\nq1 Q0 d2 2 0.5 run\nq2 Q0 d1 1 1.0 run\n", "utf-8")
    assert ndcg_at_10(run, read_judgements(table)) == pytest.approx(0.6309 / 2, abs=1e-4)


def test_evidence_is_found_over_broken_lines(tmp_path: Path) -> None:
    """Only questions that have evidence and stand alone are scored."""
    rows = [
        {"id": "a", "question": "A?", "evidence": ["the government fell"]},
        {"id": "b", "question": "B?", "evidence": ["not there"]},
        {"id": "c", "question": "C?", "evidence": []},
        {"id": "d", "question": "D?", "evidence": ["x"], "history": ["A?"]},
    ]
    evidence = evidence_of(Path(_write(tmp_path / "questions.jsonl", rows)))
    assert list(evidence) == ["a", "b"]
    assert evidence_recall({"a": ["The govern-\n\nment fell."], "b": ["there"]}, evidence) == 0.5


def test_a_program_is_measured_with_what_it_wrote() -> None:
    """Both streams, and at least the memory that it filled."""
    filled = "import sys; held = bytearray(50 * 2**20); print(1); print(2, file=sys.stderr)"
    outcome = run_measured([sys.executable, "-c", filled])
    assert (outcome.output, outcome.messages) == ("1\n", "2\n")
    assert outcome.peak_bytes > 50 * 2**20
    assert outcome.seconds > 0


def test_a_program_that_fails_says_why() -> None:
    """Its own messages are what one needs."""
    with pytest.raises(ProgramFailed, match="status 1:\nno model"):
        run_measured([sys.executable, "-c", "raise SystemExit('no model')"])


def test_imported_libraries_are_read_from_pythons_own_report() -> None:
    """A heavy library is named as such; a module of another's name is not taken for it."""
    messages = (
        "import time: self [us] | cumulative | imported package\n"
        "import time:       250 |        250 |   torchlight\n"
        "import time:      1000 |       1250 | pandas\n"
    )
    imported = own.imported_modules(Outcome(1.0, 0, "", messages))
    assert imported == {"torchlight": 0.00025, "pandas": 0.001}
    line = own.heavy_line(imported)
    assert "pandas IMPORTED" in line
    assert "torch absent" in line


def test_an_environment_is_made_again_when_its_requirements_change(tmp_path: Path) -> None:
    """Each rival has pinned requirements; what was made of others does not count."""
    for name in RIVALS:
        assert "==" in (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
        assert not is_made(tmp_path, name)
    stamp = tmp_path / "rivals" / "txtai" / "made-of.txt"
    stamp.parent.mkdir(parents=True)
    stamp.write_text("txtai==1.0\n", "utf-8")
    assert not is_made(tmp_path, "txtai")


def _write(file: Path, rows: Sequence[object]) -> str:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(file)
