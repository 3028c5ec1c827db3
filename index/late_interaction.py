"""Late interaction: a question and a sentence compared token by token."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoded_paper import TOKEN_SCALE
from index.encoding.encoder import EncodedText, FloatMatrix
from index.snapshot import PassageVectors

_ROWS_AT_ONCE = 128
"""Token vectors that are made floats and multiplied together: few enough for a processor's cache,
and for BLAS to multiply them where they lie.
"""


@dataclass(frozen=True, slots=True)
class LateInteraction:
    """MaxSim of a question with a passage under its heading, and with each sentence, at most 1.

    Each token of the question takes its most similar token of the text; the mean of
    the similarities is weighted by the inverse document frequency of the question's
    tokens. ColBERT, Khattab and Zaharia 2020.
    """

    passage: float
    best_sentence: float
    sentences: NDArray[np.float32]


def token_weights(
    token_ids: NDArray[np.int32], frequencies: NDArray[np.int32], sentence_count: int
) -> NDArray[np.float32]:
    """Weigh tokens by how rare they are, shape (token count,), sum 1.

    `frequencies` counts the sentences that hold each token of the vocabulary.
    """
    known = token_ids < len(frequencies)
    counts = np.where(known, frequencies[np.where(known, token_ids, 0)], 0)
    weights = np.log(1.0 + sentence_count / (1.0 + counts))
    return np.asarray(weights / max(weights.sum(), 1e-9), dtype=np.float32)


def late_interaction(
    question: EncodedText, weights: NDArray[np.float32], passages: Sequence[PassageVectors]
) -> list[LateInteraction]:
    """Compare a question with some passages; without a token on either side all is 0."""
    if not len(question.tokens) or not passages:
        return [_nothing(passage) for passage in passages]
    best, segments = _best_matches(question, passages)
    ends = np.cumsum(segments)
    starts = ends - segments
    wholes = np.maximum.reduceat(best, starts) @ weights
    scores = best @ weights
    sentences = [
        scores[start : end - 1] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    scores[ends - 1] = -np.inf  # headings
    bests = np.maximum.reduceat(scores, starts)
    return [
        LateInteraction(*of_passage) if len(passage.tokens) else _nothing(passage)
        for passage, *of_passage in zip(
            passages, wholes.tolist(), bests.tolist(), sentences, strict=True
        )
    ]


def _nothing(passage: PassageVectors) -> LateInteraction:
    return LateInteraction(0.0, 0.0, np.zeros(len(passage.sentences), dtype=np.float32))


def _best_matches(
    question: EncodedText, passages: Sequence[PassageVectors]
) -> tuple[FloatMatrix, NDArray[np.int64]]:
    """Return the best match of each token of the question in each sentence and heading.

    Shape (segment count, token count); the segments of a passage are its sentences and then
    its heading, and the other array tells how many each passage has.
    """
    rows = [rows for passage in passages for rows in (passage.tokens, passage.heading)]
    similarities = _similarities(np.concatenate(rows), question.tokens)
    counts = [
        counts for passage in passages for counts in (passage.token_counts, [len(passage.heading)])
    ]
    length = np.concatenate(counts)
    starts = np.cumsum(length) - length
    best = np.full((len(length), len(question.tokens)), -1.0, dtype=np.float32)
    if len(similarities):
        best[length > 0] = np.maximum.reduceat(similarities, starts[length > 0])
    return best, np.array([len(passage.token_counts) + 1 for passage in passages])


def _similarities(rows: NDArray[np.int8], tokens: FloatMatrix) -> FloatMatrix:
    """Multiply stored token vectors with a question's, some at a time."""
    across = np.ascontiguousarray(tokens.T) / TOKEN_SCALE
    products = np.empty((len(rows), len(tokens)), dtype=np.float32)
    floats = np.empty((_ROWS_AT_ONCE, tokens.shape[1]), dtype=np.float32)
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        block = rows[first : first + _ROWS_AT_ONCE]
        np.copyto(floats[: len(block)], block)
        np.matmul(floats[: len(block)], across, out=products[first : first + len(block)])
    return products
