"""Runs of a few questions, as dictionaries, as values and as folders."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from qa.evaluation.metrics.summary import summarise, summarise_by
from qa.evaluation.runs.results import QuestionResult
from qa.evaluation.runs.stored_run import StoredRun

QUOTE = "Honey keeps for years, they say."
CITATION: dict[str, object] = {
    "number": 1,
    "paper_id": "bees",
    "title": "On Bees",
    "section": ["Food", "Honey"],
    "page": 7,
    "start": 90,
    "end": 122,
    "quote": QUOTE,
    "answer_span": [106, 111],
    "notes": [{"marker": "3", "text": None}],
}
PASSAGE: dict[str, object] = {
    "rank": 1,
    "score": 0.5,
    "scores": {"dense": 0.5},
    "passage_id": "bees:90-140",
    "paper_id": "bees",
    "title": "On Bees",
    "section": ["Food", "Honey"],
    "page": 7,
    "start": 90,
    "end": 140,
    "text": f"{QUOTE} Wax burns well.",
}
PERFECT = {
    "mrr": 1.0,
    "evidence_recall@1": 1.0,
    "evidence_recall@3": 1.0,
    "evidence_recall@5": 1.0,
    "answer_recall": 1.0,
    "exact_match": 1.0,
    "f1": 1.0,
    "citation_recall": 1.0,
    "citation_precision": 1.0,
    "quote_exists": 1.0,
}


def answered(
    name: str, *, scores: Mapping[str, float] | None = None, **changes: object
) -> dict[str, object]:
    """Return an answerable question that was answered: perfectly, but for the changes."""
    return {
        "id": name,
        "kind": "fact",
        "paper": None,
        "question": f"How long does honey of kind {name} keep?",
        "history": [],
        "standalone_question": f"How long does honey of kind {name} keep?",
        "answerable": True,
        "gold_answers": ["years"],
        "gold_evidence": ["Honey keeps for years"],
        "answer": f"{QUOTE} [1]",
        "abstained": False,
        "confidence": 0.9,
        "rank": 1,
        "scores": PERFECT | dict(scores or {}),
        "citations": [CITATION],
        "retrieved": [PASSAGE],
        "seconds": 0.05,
        **changes,
    }


def abstained(name: str, **changes: object) -> dict[str, object]:
    """Return an unanswerable question that was rightly not answered, but for the changes."""
    question = answered(name, kind="unanswerable", answerable=False, abstained=True)
    nothing: dict[str, object] = {
        "gold_answers": [],
        "gold_evidence": [],
        "rank": None,
        "citations": [],
    }
    rest = {"confidence": 0.1, "retrieved": [], "answer": "The paper does not answer this."}
    return question | nothing | rest | {"scores": {}} | changes


def wrong(name: str, **changes: object) -> dict[str, object]:
    """Return an answerable question that went wrong in every respect."""
    scores = dict.fromkeys(PERFECT, 0.0) | {"quote_exists": 1.0}
    values = answered(name, scores=scores, rank=None, answer="Wax burns well. [1]")
    return values | {"citations": [CITATION | {"quote": "Wax burns well."}]} | changes


def questions(*lines: Mapping[str, object]) -> tuple[QuestionResult, ...]:
    """Return lines of results as reports and comparisons take them."""
    return tuple(QuestionResult.from_json(line) for line in lines)


def stored(*lines: Mapping[str, object], name: str = "run") -> StoredRun:
    """Return a run of these questions, with its figures."""
    asked = questions(*lines)
    return StoredRun(
        name=name,
        metrics=summarise(asked, resamples=50),
        by_kind=summarise_by(lambda question: question.kind, asked, resamples=50),
        by_paper=summarise_by(lambda question: question.paper, asked, resamples=50),
        questions=asked,
        seconds=1.5,
        by_style=summarise_by(lambda question: question.style, asked, resamples=50),
        settings={"qa_file": "folder/honey.jsonl", "packages": {"numpy": "2.4"}},
    )


def write_run(folder: Path, lines: Sequence[Mapping[str, object]]) -> Path:
    """Write the folder of a run of these questions."""
    run = stored(*lines)
    groups = {"by_kind": run.by_kind, "by_style": run.by_style, "by_paper": run.by_paper}
    summary: dict[str, object] = {
        "questions": len(lines),
        "metrics": {name: asdict(figure) for name, figure in run.metrics.items()},
        "seconds": run.seconds,
        "settings": run.settings,
    }
    for by, group in groups.items():
        summary[by] = {
            name: {metric: asdict(figure) for metric, figure in metrics.items()}
            for name, metrics in group.items()
        }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.json").write_text(json.dumps(summary))
    (folder / "results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder
