"""What the readable exports say alike, in plain text."""

from collections.abc import Mapping, Sequence

from corpus.identity import short_id
from index.hits import Hit
from qa.answer import Answer, AnswerSentence, Citation, CitedRow, Turn, Voice

NEAREST = "The passages that came nearest:"


def describe_place(title: str, section: Sequence[str], page: str | None) -> str:
    """Name a place: ``A History of Tea, Drinks › Hot drinks, p. 7``; `page` is named already."""
    parts = [title, " › ".join(section), page or "page unknown"]
    return ", ".join(part for part in parts if part)


def citation_place(citation: Citation) -> str:
    """Name the place of a quote."""
    return describe_place(citation.title, citation.section, citation.page_name)


def hit_place(hit: Hit, titles: Mapping[str, str]) -> str:
    """Name the place of a passage; `titles` names papers by their ids."""
    passage = hit.passage
    title = titles.get(passage.paper_id, short_id(passage.paper_id))
    return describe_place(title, passage.section, passage.page_name)


def details(citation: Citation) -> list[str]:
    """Return the paper's own notes to a quote, and the works cited in it, a line each."""
    notes = [
        f"Note {note.marker} of the paper: {note.text or 'its text is not in the file'}"
        for note in citation.notes
    ]
    return notes + [f"Cites {reference.line}" for reference in citation.references]


def understood(turn: Turn) -> str:
    """Return the question as it was resolved; nothing where that is what was typed."""
    resolved = turn.answer.standalone_question.strip()
    return "" if resolved == turn.question.strip() else f"Understood as: {resolved}"


def confidence(answer: Answer) -> str:
    """Return the confidence in words and as a number."""
    return f"Confidence that the paper answers this: {answer.confidence:.2f}"


def in_quotes(answer: Answer, sentence: AnswerSentence) -> str:
    """Return a sentence's words, in quotation marks where words of ours stand beside them."""
    quoted = answer.mixes_voices and sentence.voice is Voice.ANSWER
    return f"“{sentence.text}”" if quoted else sentence.text


def row_of(answer: Answer, sentence: AnswerSentence) -> CitedRow | None:
    """Return the row of a table that a sentence says; None where it says none."""
    if sentence.voice is not Voice.ROW:
        return None
    rows = (one.table for one in answer.citations if one.number in sentence.citations)
    return next(rows, None)


def marks(numbers: Sequence[int]) -> str:
    """Return the numbers behind a sentence: `` [1][3]``."""
    return "".join([" ", *(f"[{number}]" for number in numbers)]) if numbers else ""


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())
