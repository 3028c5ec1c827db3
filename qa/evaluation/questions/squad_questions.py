"""The questions of an article in the format of SQuAD."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from corpus.encoding import encodable
from corpus.paper import Span
from qa.evaluation.questions.pairs import QAPair, RowReader
from qa.evaluation.questions.squad_article import SquadArticle

ANSWERABLE, UNANSWERABLE = "answerable", "unanswerable"


def read_question(
    values: Mapping[str, Any], article: SquadArticle, *, context: int, default_id: str
) -> tuple[QAPair, list[str]]:
    """Return a question, asked of the article's paper, and what is wrong with it.

    `context` is the number, from 0, of the context that its answers stand in. Its
    evidence is the sentences of the paper that they reach into; an impossible question
    has neither.
    """
    row = RowReader({name: values.get(name) for name in ("id", "question")})
    pair = replace(row.pair(default_id=default_id), paper=article.paper.id)
    if values.get("is_impossible"):
        return replace(pair, kind=UNANSWERABLE), row.faults
    answers, faults = _answers(values)
    found: list[tuple[str, Span]] = []
    for text, start in answers:
        span = article.find_answer(text, start=start, context=context)
        if span is None:
            faults.append(f"its context does not have the answer “{text:.60}”")
        else:
            found.append((text, span))
    gold = replace(
        pair,
        kind=ANSWERABLE,
        answers=article.gold_answers(found),
        evidence=article.evidence(found),
    )
    return gold, row.faults + faults


def _answers(values: Mapping[str, Any]) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the answers, each once, with their offsets, and what is wrong with the others."""
    answers = values.get("answers")
    found: list[tuple[str, int]] = []
    faults: list[str] = []
    for answer in answers if isinstance(answers, list) else []:
        match answer:
            case {"text": str(text), "answer_start": int(start)} if text.strip():
                found.append((encodable(text), start))
            case _:
                faults.append('an answer must be {"text": …, "answer_start": …}')
    if not answers:
        faults.append('no "answers", and "is_impossible" is not true: give either')
    return list(dict.fromkeys(found)), faults
