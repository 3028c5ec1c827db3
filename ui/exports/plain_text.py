"""Turns as plain text."""

from collections.abc import Mapping, Sequence

from qa.answer import Answer, AnswerPart, AnswerSentence, Citation, Turn
from ui.exports.phrases import (
    NEAREST,
    citation_place,
    confidence,
    details,
    hit_place,
    in_quotes,
    marks,
    understood,
)


def to_plain_text(turns: Sequence[Turn], *, titles: Mapping[str, str]) -> str:
    """Return questions, answers and footnotes as text; `titles` names papers by their ids."""
    return "\n\n\n".join(_turn(turn, titles) for turn in turns) + "\n"


def _turn(turn: Turn, titles: Mapping[str, str]) -> str:
    answer = turn.answer
    parts = [
        turn.question.strip(),
        understood(turn),
        "\n".join(_part(answer, part) for part in answer.parts),
        answer.notice or "",
        *(_footnote(citation) for citation in answer.citations),
    ]
    if answer.abstained and answer.nearest:
        nearest = [
            f"{hit.rank}. “{hit.passage.text}”\n   {hit_place(hit, titles)}"
            for hit in answer.nearest
        ]
        parts += [NEAREST, *nearest]
    return "\n\n".join(part for part in [*parts, confidence(answer)] if part)


def _part(answer: Answer, part: AnswerPart) -> str:
    label = [part.label] if part.label else []
    return " ".join([*label, *(_sentence(answer, sentence) for sentence in part.sentences)])


def _sentence(answer: Answer, sentence: AnswerSentence) -> str:
    doubt = f" (not supported: {sentence.unsupported})" if sentence.unsupported is not None else ""
    return in_quotes(answer, sentence) + marks(sentence.citations) + doubt


def _footnote(citation: Citation) -> str:
    head = f"[{citation.number}] “{citation.quote}”"
    return "\n    ".join([head, citation_place(citation), *details(citation)])
