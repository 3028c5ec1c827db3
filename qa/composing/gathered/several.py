"""Several questions in one, each answered under its own words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.paper import Span
from qa.answer import Voice
from qa.composing.composition import Composition, Piece, ScoredSentence, Words
from qa.composing.evidence import choose_sentences
from qa.composing.plain import MOST_SENTENCES
from qa.composing.request import Request
from qa.understanding.parts.splitting import Part, split_question
from qa.understanding.question import Question

_SHORT = 2
"""Words of a part that asks one thing more of what the part before it asks: “When?”."""
_READ_AT_ONCE = 6
"""Passages that are read at least for a part; for a question by itself, they are eight."""
_NOT_ANSWERED = "The paper does not seem to answer this part."


def compose_several(
    request: Request,
    compose: Callable[[Request], Composition],
    question_of: Callable[[str], Question] = Question.of,
) -> Composition | None:
    """Answer each question that the text asks, as `compose` would by itself.

    What the same sentence answers is told once: “Who signed it? When?”.
    `question_of` makes a question, with its kind, of the words of a part. None where the text
    asks but one, or none of its parts is answered.
    """
    parts = split_question(request.question.standalone)
    if len(parts) == 1:
        return None
    answers = [_answer(part, request, compose, question_of, len(parts)) for part in parts]
    answered = [one for one in answers if one.sentences and not one.closest]
    if not answered:
        return None
    told: list[tuple[str, tuple[Piece, ...]]] = []
    for part, one in zip(parts, answers, strict=True):
        pieces = one.pieces if one in answered else (Words(_NOT_ANSWERED, Voice.OURS),)
        is_short = len(part.told.split()) <= _SHORT
        if told and is_short and _places(told[-1][1]) == _places(pieces):
            told[-1] = (f"{told[-1][0]} {part.told}", pieces)
        else:
            told.append((part.told, pieces))
    everything = (piece for label, pieces in told for piece in (Words(label), *pieces))
    return Composition(tuple(everything), max(one.confidence for one in answered))


def _places(pieces: Sequence[Piece]) -> list[tuple[str, Span] | str]:
    """Return where the sentences stand that are told, and what else is."""
    return [
        (one.passage.paper_id, one.span) if isinstance(one, ScoredSentence) else one.text
        for one in pieces
    ]


def _answer(
    part: Part,
    request: Request,
    compose: Callable[[Request], Composition],
    question_of: Callable[[str], Question],
    parts: int,
) -> Composition:
    """Answer one part, or choose for it from what was found for the whole if that answers.

    What is declined by itself, such as a question about a name that the papers lack, stays so.
    """
    room = None if request.limit is None else max(1, request.limit // parts)
    question = replace(question_of(part.standalone), asked=part.told)
    composed = compose(replace(request, question=question, limit=room, at_once=_READ_AT_ONCE))
    if not composed.closest or request.confidence < request.threshold:
        return composed
    chosen = choose_sentences(
        question, request.candidates, request.snapshot, limit=room or MOST_SENTENCES
    )
    return Composition(tuple(chosen), request.confidence)
