"""Citations and hits as every JSON of Footnote holds them."""

from collections.abc import Mapping
from typing import Any

from index.hits import Hit
from qa.answer import Citation


def page_value(number: str | None) -> int | str | None:
    """Give a page number as a number, unless it is roman; None where it is unknown."""
    return int(number) if number is not None and number.isdecimal() else number


def citation_shape(citation: Citation) -> dict[str, Any]:
    """Give one citation of an answer."""
    span = citation.answer_span
    return {
        "number": citation.number,
        "paper_id": citation.paper_id,
        "title": citation.title,
        "section": list(citation.section),
        "page": page_value(citation.page),
        "start": citation.span.start,
        "end": citation.span.end,
        "quote": citation.quote,
        "answer_span": [span.start, span.end] if span else None,
        "notes": [{"marker": note.marker, "text": note.text} for note in citation.notes],
        "references": [
            {
                "label": reference.label,
                "text": reference.text,
                "year": reference.year,
                "doi": reference.doi,
            }
            for reference in citation.references
        ],
    }


def hit_shape(hit: Hit, titles: Mapping[str, str]) -> dict[str, Any]:
    """Give one passage that was retrieved; `titles` names its paper by the id."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "score": hit.score,
        "scores": dict(hit.scores),
        "passage_id": passage.id,
        "paper_id": passage.paper_id,
        # A paper may have been removed since it was searched.
        "title": titles.get(passage.paper_id, passage.paper_id),
        "section": list(passage.section),
        "page": page_value(passage.page),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }
