"""What an evaluation gives: a result per question, figures over all, and their JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

from qa.answer import Decision, Verdict
from qa.evaluation.metrics.bootstrap import Estimate
from qa.evaluation.metrics.flags import DENIAL_QUOTED
from qa.evaluation.metrics.summary import Curves
from qa.evaluation.questions.rubric import Rubric
from qa.shapes import (
    CitedQuote,
    Document,
    FoundPassage,
    flag_in,
    float_in,
    int_in,
    scores_in,
    text_in,
    text_or_none_in,
    texts_in,
)

_MEASURES_OF_SUCCESS = ("shown_recall", "enough_nuggets", "answer_recall")


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came of one question.

    `paper` is the id of the paper that the question belongs to, if it belongs to one.
    `answer` is the text with its citation markers. `rank` is that of the first passage
    in `retrieved` that holds gold evidence, from 1; None if there is none. `scores` has
    the metrics that apply to the question, each from 0 to 1. `seconds` is the
    wall time of this answer alone, without its history and without the scoring.
    `decision` is None where the retriever alone was asked, `verdict` where none was said.
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
    citations: tuple[CitedQuote, ...]
    retrieved: tuple[FoundPassage, ...]
    seconds: float
    decision: Decision | None
    verdict: Verdict | None = None
    style: str | None = None
    rubric: Rubric = field(default_factory=Rubric)

    @property
    def denied(self) -> bool:
        """Whether a quote sets the premise of an unanswerable question right."""
        return self.scores.get(DENIAL_QUOTED) == 1.0

    @property
    def gold_pieces(self) -> tuple[str, ...]:
        """All pieces of the paper that are worth a quote."""
        return (*self.gold_evidence, *self.rubric.pieces, *self.rubric.denial)

    @property
    def success(self) -> float | None:
        """How well the question was met, 0 to 1; None where its gold does not say.

        The first of what it has: what was to be shown, enough nuggets, gold answers.
        """
        if not self.answerable:
            return float(self.abstained or self.denied)
        known = (self.scores[name] for name in _MEASURES_OF_SUCCESS if name in self.scores)
        return next(known, None)

    def to_json(self) -> dict[str, object]:
        """Return the result as a line of ``results.jsonl`` holds it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {
            "history": list(self.history),
            "gold_answers": list(self.gold_answers),
            "gold_evidence": list(self.gold_evidence),
            "scores": dict(self.scores),
            "citations": [citation.to_json() for citation in self.citations],
            "retrieved": [passage.to_json() for passage in self.retrieved],
            "rubric": self.rubric.to_json(),
        }

    @classmethod
    def from_json(cls, values: Document) -> "QuestionResult":
        """Read what `to_json` gave; fields that are not known are passed over.

        Those that runs did not have at first may be missing. Raises `KeyError`, `TypeError` or
        `ValueError` where it is no result.
        """
        return cls(
            id=text_in(values["id"]),
            kind=text_in(values["kind"]),
            paper=text_or_none_in(values.get("paper")),
            question=text_in(values["question"]),
            history=texts_in(values["history"]),
            standalone_question=text_in(values["standalone_question"]),
            answerable=flag_in(values["answerable"]),
            gold_answers=texts_in(values["gold_answers"]),
            gold_evidence=texts_in(values["gold_evidence"]),
            answer=text_in(values["answer"]),
            abstained=flag_in(values["abstained"]),
            confidence=float_in(values["confidence"]),
            rank=None if values["rank"] is None else int_in(values["rank"]),
            scores=scores_in(values["scores"]),
            citations=tuple(map(CitedQuote.from_json, values["citations"])),
            retrieved=tuple(map(FoundPassage.from_json, values["retrieved"])),
            seconds=float_in(values["seconds"]),
            decision=_decision_in(values),
            verdict=_verdict_in(values),
            style=text_or_none_in(values.get("style")),
            rubric=Rubric.from_json(values["rubric"]) if "rubric" in values else Rubric(),
        )


def _verdict_in(values: Document) -> Verdict | None:
    told = text_or_none_in(values.get("verdict"))
    return None if told is None else Verdict(told)


def _decision_in(values: Document) -> Decision | None:
    """Return the decision; where a run does not tell it, what the rest of its line comes to."""
    answered = not flag_in(values["abstained"])
    if "decision" not in values:
        if answered:
            return Decision.ANSWERED if values["answer"] else None
        return Decision.CLOSEST if values["citations"] else Decision.DECLINED
    told = text_or_none_in(values["decision"])
    decision = None if told is None else Decision(told)
    if answered is not (decision in (Decision.ANSWERED, None)):
        raise ValueError(f'"decision" is {told}, and "abstained" is {not answered}')
    return decision


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one run, with the results they come from.

    `by_paper` has the questions that belong to a paper, by its id, and `by_style` those that
    name a style. `seconds` is the wall time of the asking; `settings` says how the run was made.
    """

    metrics: Mapping[str, Estimate]
    by_kind: Mapping[str, Mapping[str, Estimate]]
    by_paper: Mapping[str, Mapping[str, Estimate]]
    curves: Curves
    per_question: tuple[QuestionResult, ...]
    seconds: float
    settings: Mapping[str, object]
    by_style: Mapping[str, Mapping[str, Estimate]] = field(default_factory=dict)

    def summary(self) -> dict[str, object]:
        """Return everything but the single questions as JSON holds it."""
        return {
            "questions": len(self.per_question),
            "metrics": _estimates_as_dict(self.metrics),
            "by_kind": _groups_as_dict(self.by_kind),
            "by_style": _groups_as_dict(self.by_style),
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
        """Return the whole evaluation as JSON holds it."""
        return self.summary() | {"per_question": [result.to_json() for result in self.per_question]}


def _groups_as_dict(
    groups: Mapping[str, Mapping[str, Estimate]],
) -> dict[str, dict[str, dict[str, float]]]:
    return {name: _estimates_as_dict(metrics) for name, metrics in groups.items()}


def _estimates_as_dict(metrics: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: asdict(figure) for name, figure in metrics.items()}
