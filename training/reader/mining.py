"""Finds what a question could be confused by: sentences of its pool that look like an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Encoder
from index.retriever import standardised
from index.words.lexical import LexicalIndex
from reader.contexts import DataSet

MINED = 16
"""Contexts that are kept for each question, those most alike first."""


@dataclass(frozen=True, slots=True)
class Negative:
    """A context that does not answer, and its sentence that is most like the question."""

    context: int
    sentence: int


def mine_negatives(data: DataSet, encoder: Encoder) -> list[tuple[Negative, ...]]:
    """Return for each question the contexts of its pool that are confused with its own.

    Dense and lexical scores of sentences are standardised and added. The question's
    own context is left out, and so is every context that holds the words of its answer.
    """
    by_pool: dict[str, list[int]] = {}
    for place, question in enumerate(data.questions):
        by_pool.setdefault(data.contexts[question.context].pool, []).append(place)
    mined: list[tuple[Negative, ...]] = [()] * len(data.questions)
    for number, (pool, places) in enumerate(sorted(by_pool.items()), start=1):
        for place, negatives in zip(places, _mine_pool(data, pool, places, encoder), strict=True):
            mined[place] = negatives
        print(f"mined {number}/{len(by_pool)} {pool}: {len(places)} questions", flush=True)
    return mined


def _mine_pool(
    data: DataSet, pool: str, places: Sequence[int], encoder: Encoder
) -> list[tuple[Negative, ...]]:
    bank = [
        (context, sentence)
        for context, content in enumerate(data.contexts)
        if content.pool == pool
        for sentence in range(len(content.sentences))
    ]
    texts = [_sentence(data, context, sentence) for context, sentence in bank]
    vectors = np.stack([encoded.vector for encoded in encoder.encode(texts)])
    lexical = LexicalIndex.build(texts)
    asked = encoder.encode([data.questions[place].text for place in places])
    owners = np.array([context for context, _ in bank])
    return [
        _best(
            data,
            place,
            standardised(vectors @ encoded.vector)
            + standardised(lexical.scores(data.questions[place].text)),
            bank,
            owners,
        )
        for place, encoded in zip(places, asked, strict=True)
    ]


def _best(
    data: DataSet,
    place: int,
    scores: NDArray[np.float64],
    bank: Sequence[tuple[int, int]],
    owners: NDArray[np.int64],
) -> tuple[Negative, ...]:
    question = data.questions[place]
    own = data.contexts[question.context].text
    answer = own[question.answer.start : question.answer.end].lower() if question.answer else None
    found: dict[int, Negative] = {}
    for row in np.argsort(-np.where(owners == question.context, -np.inf, scores), kind="stable"):
        context, sentence = bank[row]
        if context == question.context or len(found) == MINED:
            break
        if context in found or (answer and answer in data.contexts[context].text.lower()):
            continue
        found[context] = Negative(context, sentence)
    return tuple(found.values())


def _sentence(data: DataSet, context: int, sentence: int) -> str:
    span = data.contexts[context].sentences[sentence]
    return data.contexts[context].text[span.start : span.end]
