"""The rubric of a question, taken from its row."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from qa.answer import Verdict
from qa.evaluation.questions.rubric import Nugget, Rubric, Scope
from qa.evaluation.questions.values import ObjectReader, ValueReader

Choice = TypeVar("Choice", bound=StrEnum)


def read_rubric(row: ValueReader) -> Rubric:
    """Return the rubric, which is sound only while the row has no faults."""
    verdict = _choice(row, row.text("verdict"), Verdict, '"verdict"')
    also = [_choice(row, text, Verdict, '"verdict_also"') for text in row.texts("verdict_also")]
    rubric = Rubric(
        scope=_choice(row, row.text("scope"), Scope, '"scope"'),
        nuggets=tuple(map(_nugget, row.objects("nuggets", ("text", "also", "side")))),
        need=row.count("need"),
        within=row.text("within"),
        verdicts=tuple(one for one in [verdict, *also] if one is not None),
        shown=row.texts("shown"),
        denial=row.texts("denial"),
    )
    if not row.faults:
        if also and verdict is None:
            row.faults.append('"verdict_also" has others to accept beside "verdict": give that too')
        row.faults.extend(_contradictions(row, rubric))
    return rubric


def _nugget(values: ObjectReader) -> Nugget:
    return Nugget(values.required_text("text"), values.texts("also"), values.text("side"))


def _choice(row: ValueReader, text: str | None, choices: type[Choice], where: str) -> Choice | None:
    if text is None:
        return None
    try:
        return choices(text.casefold())
    except ValueError:
        legal = ", ".join(choices)
        row.faults.append(f"{where} must be one of {legal}, not “{text:.60}”")
        return None


def _contradictions(row: ValueReader, rubric: Rubric) -> Iterator[str]:
    if rubric.need is not None and rubric.need > len(rubric.nuggets):
        yield f'"need" asks for {rubric.need} of {len(rubric.nuggets)} nuggets: give more, or less'
    has_gold = bool(rubric.has_gold or row.texts("answers") or row.texts("evidence"))
    if rubric.scope is Scope.NONE and has_gold:
        yield 'its "scope" is none, and it has gold: the papers answer it, or drop the gold'
    if rubric.denial and (has_gold or rubric.scope not in (Scope.NONE, None)):
        yield '"denial" belongs to a question that the papers do not answer: use "evidence"'
