"""Citations and passages as every JSON of Footnote holds them: written, and strictly read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.paper import Reference, Span, name_page
from index.hits import Hit
from qa.answer import Citation, CitedRow

Document = Mapping[str, Any]
"""A JSON object."""


@dataclass(frozen=True, slots=True)
class CitedNote:
    """A note of the paper in a quote; its text is None where the paper's file lacks it."""

    marker: str
    text: str | None


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """A footnote of an answer. Spans count in the paper's text, as the JSON does."""

    number: int
    paper_id: str
    title: str
    section: tuple[str, ...]
    page: str | None
    span: Span
    quote: str
    answer_span: Span | None = None
    notes: tuple[CitedNote, ...] = ()
    references: tuple[Reference, ...] = ()
    pdf_page: int | None = None
    table: CitedRow | None = None
    scan_confidence: float | None = None

    @classmethod
    def of(cls, citation: Citation) -> "CitedQuote":
        """Return what JSON holds of a citation."""
        return cls(
            number=citation.number,
            paper_id=citation.paper_id,
            title=citation.title,
            section=citation.section,
            page=citation.page,
            pdf_page=citation.pdf_page,
            scan_confidence=citation.scan_confidence,
            span=citation.span,
            quote=citation.quote,
            answer_span=citation.answer_span,
            notes=tuple(CitedNote(note.marker, note.text) for note in citation.notes),
            references=citation.references,
            table=citation.table,
        )

    @property
    def page_name(self) -> str | None:
        """How the page is cited, as `name_page` does."""
        return name_page(self.page, self.pdf_page)

    @property
    def marked(self) -> Span | None:
        """The words that answer, counted from the start of the quote."""
        if self.answer_span is None:
            return None
        start = self.span.start
        return Span(self.answer_span.start - start, self.answer_span.end - start)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        marked = self.answer_span
        return {
            "number": self.number,
            "paper_id": self.paper_id,
            "title": self.title,
            "section": list(self.section),
            "page": page_value(self.page),
            "pdf_page": self.pdf_page,
            "scan_confidence": self.scan_confidence,
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "answer_span": [marked.start, marked.end] if marked else None,
            "notes": [{"marker": note.marker, "text": note.text} for note in self.notes],
            "references": [
                {"label": one.label, "text": one.text, "year": one.year, "doi": one.doi}
                for one in self.references
            ],
            "table": _row_shape(self.table) if self.table is not None else None,
        }

    @classmethod
    def from_json(cls, values: Document) -> "CitedQuote":
        """Read what `to_json` gave. Raises `KeyError`, `TypeError` or `ValueError`."""
        marked = values["answer_span"]
        return cls(
            number=int_in(values["number"]),
            paper_id=text_in(values["paper_id"]),
            title=text_in(values["title"]),
            section=texts_in(values["section"]),
            page=_page_in(values["page"]),
            pdf_page=_pdf_page_in(values.get("pdf_page")),
            scan_confidence=_confidence_in(values.get("scan_confidence")),
            span=Span(int_in(values["start"]), int_in(values["end"])),
            quote=text_in(values["quote"]),
            answer_span=Span(*map(int_in, marked)) if marked is not None else None,
            notes=tuple(
                CitedNote(text_in(note["marker"]), text_or_none_in(note["text"]))
                for note in values["notes"]
            ),
            references=tuple(map(_reference_in, values.get("references", ()))),
            table=_row_in(values.get("table")),
        )


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that was retrieved, with the title of its paper; ranks start at 1."""

    rank: int
    score: float
    scores: Mapping[str, float]
    passage_id: str
    paper_id: str
    title: str
    section: tuple[str, ...]
    page: str | None
    span: Span
    text: str
    pdf_page: int | None = None

    @property
    def page_name(self) -> str | None:
        """How the page is cited, as `name_page` does."""
        return name_page(self.page, self.pdf_page)

    @classmethod
    def of(cls, hit: Hit, titles: Mapping[str, str]) -> "FoundPassage":
        """Return what JSON holds of a hit; `titles` names its paper by the id."""
        passage = hit.passage
        return cls(
            rank=hit.rank,
            score=hit.score,
            scores=dict(hit.scores),
            passage_id=passage.id,
            paper_id=passage.paper_id,
            # A paper may have been removed since it was searched.
            title=titles.get(passage.paper_id, passage.paper_id),
            section=passage.section,
            page=passage.page,
            pdf_page=passage.pdf_page,
            span=Span(passage.start, passage.end),
            text=passage.text,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {
            "rank": self.rank,
            "score": self.score,
            "scores": dict(self.scores),
            "passage_id": self.passage_id,
            "paper_id": self.paper_id,
            "title": self.title,
            "section": list(self.section),
            "page": page_value(self.page),
            "pdf_page": self.pdf_page,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
        }

    @classmethod
    def from_json(cls, values: Document) -> "FoundPassage":
        """Read what `to_json` gave. Raises `KeyError`, `TypeError` or `ValueError`."""
        return cls(
            rank=int_in(values["rank"]),
            score=float_in(values["score"]),
            scores=scores_in(values["scores"]),
            passage_id=text_in(values["passage_id"]),
            paper_id=text_in(values["paper_id"]),
            title=text_in(values.get("title", "")),
            section=texts_in(values["section"]),
            page=_page_in(values["page"]),
            pdf_page=_pdf_page_in(values.get("pdf_page")),
            span=Span(int_in(values["start"]), int_in(values["end"])),
            text=text_in(values["text"]),
        )


def citation_shape(citation: Citation) -> dict[str, Any]:
    """Return one citation of an answer as JSON holds it."""
    return CitedQuote.of(citation).to_json()


def hit_shape(hit: Hit, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return one passage that was retrieved as JSON holds it; `titles` names papers by id."""
    return FoundPassage.of(hit, titles).to_json()


def _row_shape(row: CitedRow) -> dict[str, Any]:
    return {
        "caption": row.caption,
        "row": row.row,
        "column": row.column,
        "cell": row.cell,
        "heads": list(row.heads),
        "cells": list(row.cells),
        "marked": row.marked,
    }


def _row_in(values: Document | None) -> CitedRow | None:
    if values is None:
        return None
    marked = values["marked"]
    return CitedRow(
        caption=text_or_none_in(values["caption"]),
        row=text_in(values["row"]),
        heads=texts_in(values["heads"]),
        cells=texts_in(values["cells"]),
        marked=None if marked is None else int_in(marked),
    )


def page_value(number: str | None) -> int | str | None:
    """Return a page number as a number, unless it is roman; None where it is unknown."""
    return int(number) if number is not None and number.isdecimal() else number


def text_in(value: object) -> str:
    """Return a text out of JSON. Raises `TypeError` for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"a text is wanted, not {value!r:.60}")
    return value


def text_or_none_in(value: object) -> str | None:
    """Return a text or None out of JSON. Raises `TypeError` for anything else."""
    return None if value is None else text_in(value)


def texts_in(values: object) -> tuple[str, ...]:
    """Return a list of texts out of JSON. Raises `TypeError` for anything else."""
    if not isinstance(values, list):
        raise TypeError(f"a list of texts is wanted, not {values!r:.60}")
    return tuple(map(text_in, values))


def int_in(value: object) -> int:
    """Return a whole number out of JSON. Raises `TypeError` for anything else."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"a whole number is wanted, not {value!r:.60}")
    return value


def float_in(value: object) -> float:
    """Return a number out of JSON. Raises `TypeError` for anything else, `ValueError` if huge."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"a number is wanted, not {value!r:.60}")
    try:
        return float(value)
    except OverflowError:
        raise ValueError("a number is too large") from None


def flag_in(value: object) -> bool:
    """Return true or false out of JSON. Raises `TypeError` for anything else."""
    if not isinstance(value, bool):
        raise TypeError(f"true or false is wanted, not {value!r:.60}")
    return value


def scores_in(values: object) -> dict[str, float]:
    """Return numbers by name out of JSON. Raises `TypeError` or `ValueError` for anything else."""
    if not isinstance(values, dict):
        raise TypeError(f"numbers by name are wanted, not {values!r:.60}")
    return {text_in(name): float_in(score) for name, score in values.items()}


def _page_in(value: object) -> str | None:
    # A printed page number is mostly a number, and JSON may have it as one.
    return text_or_none_in(value) if value is None or isinstance(value, str) else str(int_in(value))


def _confidence_in(value: object) -> float | None:
    if value is None or isinstance(value, int | float):
        return value
    raise TypeError(f"{value!r} is no confidence")


def _pdf_page_in(value: object) -> int | None:
    # What an older version wrote does not have it.
    return None if value is None else int_in(value)


def _reference_in(values: Document) -> Reference:
    return Reference(
        label=text_or_none_in(values["label"]),
        text=text_in(values["text"]),
        year=text_or_none_in(values["year"]),
        doi=text_or_none_in(values["doi"]),
    )
