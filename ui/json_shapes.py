"""The JSON that the command line prints, and every other programmable face with it."""

from collections.abc import Sequence
from typing import Any

from corpus.paper import Note, Paper
from index.hits import Hit
from index.snapshot import PaperEntry
from qa.answer import Answer, Citation


def page_value(number: str | None) -> int | str | None:
    """Give a page number as a number, unless it is roman; None where it is unknown."""
    return int(number) if number is not None and number.isdecimal() else number


def answer_shape(answer: Answer, titles: dict[str, str]) -> dict[str, Any]:
    """Give the document of `footnote ask --json`; `titles` names the papers of the hits."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "answer": answer.text,
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "citations": [_citation_shape(citation) for citation in answer.citations],
        "nearest": [hit_shape(hit, titles) for hit in answer.nearest] if answer.abstained else [],
        "seconds": dict(answer.seconds),
    }


def _citation_shape(citation: Citation) -> dict[str, Any]:
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
    }


def hit_shape(hit: Hit, titles: dict[str, str]) -> dict[str, Any]:
    """Give one hit of `footnote search --json`."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "score": hit.score,
        "scores": dict(hit.scores),
        "passage_id": passage.id,
        "paper_id": passage.paper_id,
        "title": titles[passage.paper_id],
        "section": list(passage.section),
        "page": page_value(passage.page),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def outline_shape(paper: Paper, passages: int, *, with_text: bool) -> dict[str, Any]:
    """Give the document of `footnote outline --json`."""
    return {
        "paper": {
            "id": paper.id,
            "title": paper.title,
            "source": paper.source,
            "authors": list(paper.authors),
            "year": paper.year,
        },
        "text_length": len(paper.text),
        "sections": [
            {
                "title": section.title,
                "level": section.level,
                "path": list(section.path),
                "start": section.start,
                "end": section.end,
                "page": page_value(paper.page_at(section.start)),
            }
            for section in paper.sections
        ],
        "notes": [_note_shape(paper, note) for note in paper.notes],
        "pages": [
            {"number": page_value(page.number), "start": page.start} for page in paper.pages
        ],
        "passages": passages,
        **({"text": paper.text} if with_text else {}),
    }


def _note_shape(paper: Paper, note: Note) -> dict[str, Any]:
    return {
        "marker": note.marker,
        "text": note.text,
        "anchor": note.anchor,
        # The page is that of the character before the marker, not of what follows it.
        "page": page_value(paper.page_at(note.anchor - 1)),
    }


def papers_shape(entries: Sequence[PaperEntry]) -> dict[str, Any]:
    """Give the document of `footnote papers --json`."""
    return {
        "papers": [
            {
                "id": entry.id,
                "title": entry.title,
                "source": entry.source,
                "sections": entry.sections,
                "passages": entry.passages,
                "notes": entry.notes,
                "pages": entry.pages,
            }
            for entry in entries
        ]
    }
