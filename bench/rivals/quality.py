"""How good rankings are: nDCG of documents, and recall of evidence in passages."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.rivals.contract import read_rows

Judgements = Mapping[str, Mapping[str, int]]
"""By query, the grades of documents."""


def read_judgements(file: Path) -> Judgements:
    """Read BEIR's table of query, document and grade, which has a header."""
    judgements: dict[str, dict[str, int]] = {}
    with file.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            query, document, grade = line.split("\t")
            judgements.setdefault(query, {})[document] = int(grade)
    return judgements


def ndcg_at_10(run: Path, judgements: Judgements) -> float:
    """Score a TREC run, by `ir_measures`: the mean over the queries with judgements."""
    import ir_measures

    rows = [line.split() for line in run.read_text(encoding="utf-8").splitlines()]
    scored = [
        ir_measures.ScoredDoc(query, document, float(score))
        for query, _, document, _, score, _ in rows
    ]
    measure = ir_measures.nDCG @ 10
    return float(ir_measures.calc_aggregate([measure], judgements, scored)[measure])


def evidence_of(questions: Path) -> dict[str, tuple[str, Sequence[str]]]:
    """Read the questions that can be scored, each with its evidence, by their ids.

    Left out are those without evidence, and those that need a conversation.
    """
    return {
        row["id"]: (row["question"], row["evidence"])
        for row in read_rows(questions)
        if row.get("evidence") and not row.get("history")
    }


def evidence_recall(
    found: Mapping[str, Sequence[str]], evidence: Mapping[str, tuple[str, Sequence[str]]]
) -> float:
    """Return the share of questions with a passage that holds a piece of evidence whole.

    Letters and digits alone are compared: line breaks and hyphens at their ends, which some
    systems leave in their passages, are not held against them.
    """
    hits = [
        any(_letters(piece) in _letters(text) for piece in pieces for text in found[name])
        for name, (_, pieces) in evidence.items()
    ]
    return sum(hits) / len(hits)


def write_questions(file: Path, evidence: Mapping[str, tuple[str, Sequence[str]]]) -> None:
    """Write the questions as the programs read them."""
    rows = [{"id": name, "question": question} for name, (question, _) in evidence.items()]
    _write_rows(file, rows)


def write_queries(file: Path, queries: Path, judgements: Judgements) -> None:
    """Write the queries that have judgements."""
    _write_rows(file, [row for row in read_rows(queries) if row["_id"] in judgements])


def _write_rows(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
