"""What an evaluation gives: a result per question, figures over all, and their JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from index.hits import Hit
from qa.answer import Citation
from qa.evaluation.bootstrap import Estimate


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came of one question.

    `answer` is the text with its citation markers. `rank` is that of the first passage
    in `hits` that holds gold evidence, from 1; None if there is none. `scores` has the
    metrics that apply to the question, each from 0 to 1. `seconds` is the wall time of
    this answer alone, without its history and without the scoring.
    """

    id: str
    kind: str
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
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """Give the result as JSON holds it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "question": self.question,
            "history": list(self.history),
            "standalone_question": self.standalone_question,
            "answerable": self.answerable,
            "gold_answers": list(self.gold_answers),
            "gold_evidence": list(self.gold_evidence),
            "answer": self.answer,
            "abstained": self.abstained,
            "confidence": self.confidence,
            "rank": self.rank,
            "scores": dict(self.scores),
            "citations": [_citation_as_dict(citation) for citation in self.citations],
            "retrieved": [_hit_as_dict(hit) for hit in self.hits],
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one run, overall and by kind, with the results they come from.

    `seconds` is the wall time of the whole run; `settings` says how it was made.
    """

    metrics: Mapping[str, Estimate]
    by_kind: Mapping[str, Mapping[str, Estimate]]
    per_question: tuple[QuestionResult, ...]
    seconds: float
    settings: Mapping[str, object]

    def summary(self) -> dict[str, object]:
        """Give everything but the single questions as JSON holds it."""
        return {
            "questions": len(self.per_question),
            "metrics": _estimates_as_dict(self.metrics),
            "by_kind": {
                kind: _estimates_as_dict(metrics) for kind, metrics in self.by_kind.items()
            },
            "seconds": self.seconds,
            "settings": dict(self.settings),
        }

    def as_dict(self) -> dict[str, object]:
        """Give the whole evaluation as JSON holds it."""
        return self.summary() | {"per_question": [result.as_dict() for result in self.per_question]}


def _estimates_as_dict(metrics: Mapping[str, Estimate]) -> dict[str, dict[str, float]]:
    return {name: asdict(figure) for name, figure in metrics.items()}


def _citation_as_dict(citation: Citation) -> dict[str, object]:
    marked = citation.answer_span
    return {
        "number": citation.number,
        "paper_id": citation.paper_id,
        "title": citation.title,
        "section": list(citation.section),
        "page": citation.page,
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "answer_span": [marked.start, marked.end] if marked else None,
        "notes": [{"marker": note.marker, "text": note.text} for note in citation.notes],
    }


def _hit_as_dict(hit: Hit) -> dict[str, object]:
    return {
        "rank": hit.rank,
        "score": hit.score,
        "scores": dict(hit.scores),
        "passage_id": hit.passage.id,
        "paper_id": hit.passage.paper_id,
        "section": list(hit.passage.section),
        "page": hit.passage.page,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
    }
