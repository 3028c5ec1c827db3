"""A question's result as ``results.jsonl`` holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.paper import Span

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage that was retrieved, and the title of its paper, if known; ranks start at 1."""

    rank: int
    paper_id: str
    title: str
    section: tuple[str, ...]
    page: str | None
    text: str


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note of the paper; its text is None where the paper's file lacks it."""

    marker: str
    text: str | None


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """A footnote of the answer. `answer_span` counts from the start of the quote."""

    number: int
    paper_id: str
    title: str
    section: tuple[str, ...]
    page: str | None
    quote: str
    answer_span: Span | None
    notes: tuple[StoredNote, ...]


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """What came of one question; see `qa.evaluation.results.QuestionResult`."""

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
    citations: tuple[StoredCitation, ...]
    retrieved: tuple[StoredPassage, ...]
    seconds: float


def question_from(values: Document) -> StoredQuestion:
    """Take a question's result from its JSON; fields that are not known are passed over.

    Raises `KeyError`, `TypeError` or `ValueError` where the JSON is not a result.
    """
    return StoredQuestion(
        id=_text(values["id"]),
        kind=_text(values["kind"]),
        paper=_text_or_none(values.get("paper")),
        question=_text(values["question"]),
        history=_texts(values["history"]),
        standalone_question=_text(values["standalone_question"]),
        answerable=bool(values["answerable"]),
        gold_answers=_texts(values["gold_answers"]),
        gold_evidence=_texts(values["gold_evidence"]),
        answer=_text(values["answer"]),
        abstained=bool(values["abstained"]),
        confidence=float(values["confidence"]),
        rank=None if values["rank"] is None else int(values["rank"]),
        scores={name: float(score) for name, score in values["scores"].items()},
        citations=tuple(_citation_from(citation) for citation in values["citations"]),
        retrieved=tuple(_passage_from(passage) for passage in values["retrieved"]),
        seconds=float(values["seconds"]),
    )


def _citation_from(values: Document) -> StoredCitation:
    start, marked = int(values["start"]), values["answer_span"]
    return StoredCitation(
        number=int(values["number"]),
        paper_id=_text(values["paper_id"]),
        title=_text(values["title"]),
        section=_texts(values["section"]),
        page=_page(values["page"]),
        quote=_text(values["quote"]),
        answer_span=Span(int(marked[0]) - start, int(marked[1]) - start) if marked else None,
        notes=tuple(
            StoredNote(_text(note["marker"]), _text_or_none(note["text"]))
            for note in values["notes"]
        ),
    )


def _passage_from(values: Document) -> StoredPassage:
    return StoredPassage(
        rank=int(values["rank"]),
        paper_id=_text(values["paper_id"]),
        title=_text(values.get("title", "")),
        section=_texts(values["section"]),
        page=_page(values["page"]),
        text=_text(values["text"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is wanted, not {value!r:.60}")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _page(value: object) -> str | None:
    # A printed page number is mostly a number, and JSON may have it as one.
    return str(value) if isinstance(value, int) else _text_or_none(value)


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"a list of texts is wanted, not {values!r:.60}")
    return tuple(_text(value) for value in values)
