"""What an evaluation gives: a result per question, figures over all, and their JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from qa.evaluation.bootstrap import Estimate
from qa.evaluation.summary import Curves

Document = Mapping[str, Any]
"""A JSON object."""

_LISTS = frozenset({"history", "gold_answers", "gold_evidence", "citations", "retrieved"})


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came of one question, as JSON holds it.

    `paper` is the id of the paper that the question belongs to, if it belongs to one.
    `answer` is the text with its citation markers. `rank` is that of the first passage
    in `retrieved` that holds gold evidence, from 1; None if there is none. `scores` has
    the metrics that apply to the question, each from 0 to 1. `citations` and `retrieved`
    are in the shapes of `qa.shapes`. `seconds` is the wall time of this answer alone,
    without its history and without the scoring.
    """

    id: str
    kind: str
    paper: str | None
    question: str
    history: tuple[str, ...]
    standalone_question: str
    answerable: bool
    gold_answers: tuple[str, ...]
    gold_evidence: tuple[str, ...]
    answer: str
    abstained: bool
    confidence: float
    rank: int | None
    scores: Mapping[str, float]
    citations: tuple[Document, ...]
    retrieved: tuple[Document, ...]
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """Give the result as a line of ``results.jsonl`` holds it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {name: list(values[name]) for name in _LISTS}

    @classmethod
    def from_dict(cls, document: Document) -> "QuestionResult":
        """Give the result that `as_dict` was called on. Raises `KeyError` if a field is missing."""
        values: dict[str, Any] = {field.name: document[field.name] for field in fields(cls)}
        return cls(**values | {name: tuple(values[name]) for name in _LISTS})


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one run, with the results they come from.

    `by_paper` has the questions that belong to a paper, by its id. `seconds` is the
    wall time of the asking; `settings` says how the run was made.
    """

    metrics: Mapping[str, Estimate]
    by_kind: Mapping[str, Mapping[str, Estimate]]
    by_paper: Mapping[str, Mapping[str, Estimate]]
    curves: Curves
    per_question: tuple[QuestionResult, ...]
    seconds: float
    settings: Mapping[str, object]

    def summary(self) -> dict[str, object]:
        """Give everything but the single questions as JSON holds it."""
        return {
            "questions": len(self.per_question),
            "metrics": _estimates_as_dict(self.metrics),
            "by_kind": _groups_as_dict(self.by_kind),
            "by_paper": _groups_as_dict(self.by_paper),
            "curves": {
                name: [asdict(point) for point in points]
                for name, points in (
                    ("risk_coverage", self.curves.risk_coverage),
                    ("calibration", self.curves.calibration),
                )
            },
            "seconds": self.seconds,
            "settings": dict(self.settings),
        }

    def as_dict(self) -> dict[str, object]:
        """Give the whole evaluation as JSON holds it."""
        return self.summary() | {"per_question": [result.as_dict() for result in self.per_question]}


def _groups_as_dict(
    groups: Mapping[str, Mapping[str, Estimate]],
) -> dict[str, dict[str, dict[str, float]]]:
    return {name: _estimates_as_dict(metrics) for name, metrics in groups.items()}


def _estimates_as_dict(metrics: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: asdict(figure) for name, figure in metrics.items()}
