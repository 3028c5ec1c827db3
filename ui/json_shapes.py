"""The JSON that the command line prints, and every other programmable face with it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from corpus.paper import LooseNote, Note, Paper
from index.care.upgrading import Upgrade
from index.hits import Hit
from index.snapshot import PaperEntry
from qa.answer import Answer, AnswerPart
from qa.shapes import citation_shape, hit_shape, page_value


def answer_shape(answer: Answer, titles: dict[str, str]) -> dict[str, Any]:
    """Return the document of `footnote ask --json`; `titles` names the papers of the hits."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "standalone_question": answer.standalone_question,
        "answer": answer.text,
        "parts": [_part_shape(part) for part in answer.parts],
        "decision": answer.decision,
        "abstained": answer.abstained,
        "verdict": answer.verdict,
        "confidence": answer.confidence,
        "mode": answer.mode,
        "notice": answer.notice,
        "citations": [citation_shape(citation) for citation in answer.citations],
        "nearest": [hit_shape(hit, titles) for hit in answer.nearest] if answer.abstained else [],
        "seconds": dict(answer.seconds),
    }


def _part_shape(part: AnswerPart) -> dict[str, Any]:
    return {
        "label": part.label,
        "sentences": [
            {"text": sentence.text, "citations": list(sentence.citations)}
            for sentence in part.sentences
        ],
    }


def search_shape(
    query: str, hits: Sequence[Hit], titles: dict[str, str], *, notice: str | None
) -> dict[str, Any]:
    """Return the document of `footnote search --json`; `titles` names the papers of the hits."""
    return {"query": query, "notice": notice, "hits": [hit_shape(hit, titles) for hit in hits]}


def outline_shape(paper: Paper, passages: int, *, with_text: bool) -> dict[str, Any]:
    """Return the document of `footnote outline --json`."""
    return {
        "paper": {
            "id": paper.id,
            "title": paper.title,
            "source": paper.source,
            "authors": list(paper.authors),
            "year": paper.year,
            "publication": asdict(paper.publication),
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
                "pdf_page": paper.pdf_page_at(section.start),
            }
            for section in paper.sections
        ],
        "notes": [
            *(_note_shape(paper, note) for note in paper.notes),
            *map(_loose_note_shape, paper.loose_notes),
        ],
        "references": [
            {"label": reference.label, "text": reference.text} for reference in paper.references
        ],
        "pages": [_page_shape(paper, start) for start in paper.page_starts()],
        "passages": passages,
        "coverage": asdict(paper.coverage) if paper.coverage else None,
        "remarks": list(paper.remarks),
        **({"text": paper.text} if with_text else {}),
    }


def _page_shape(paper: Paper, start: int) -> dict[str, Any]:
    number = page_value(paper.page_at(start))
    return {"number": number, "pdf_page": paper.pdf_page_at(start), "start": start}


def _note_shape(paper: Paper, note: Note) -> dict[str, Any]:
    return {
        "marker": note.marker,
        "text": note.text,
        "anchor": note.anchor,
        # The page is that of the character before the marker, not of what follows it.
        "page": page_value(paper.page_at(note.anchor - 1)),
        "pdf_page": paper.pdf_page_at(note.anchor - 1),
    }


def _loose_note_shape(note: LooseNote) -> dict[str, Any]:
    """Return a note whose mark was not found, which has no anchor."""
    shape = {"marker": note.marker, "text": note.text, "anchor": None, "page": None}
    return {**shape, "pdf_page": note.pdf_page}


def papers_shape(entries: Sequence[PaperEntry]) -> dict[str, Any]:
    """Return the document of `footnote papers --json`."""
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
                "remarks": list(entry.remarks),
            }
            for entry in entries
        ]
    }


def upgrade_shape(upgrade: Upgrade) -> dict[str, Any]:
    """Return the document of `footnote upgrade --json`."""
    return {
        "format": {"before": upgrade.before, "now": upgrade.now},
        "renamed": [{"before": short, "now": whole} for short, whole in upgrade.renamed.items()],
        "short": [_entry_shape(entry) for entry in upgrade.short],
        "unpaged": [_entry_shape(entry) for entry in upgrade.unpaged],
        "recoded": upgrade.recoded,
    }


def _entry_shape(entry: PaperEntry) -> dict[str, Any]:
    return {"id": entry.id, "title": entry.title, "source": entry.source}
