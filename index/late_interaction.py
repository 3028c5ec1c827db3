"""Late interaction: a question and a sentence compared token by token."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.encoding.coded_texts import join_coded
from index.encoding.encoder import EncodedText, FloatMatrix
from index.snapshot import PassageVectors


@dataclass(frozen=True, slots=True)
class LateInteraction:
    """MaxSim of a question with a passage under its heading, and with each sentence, at most 1.

    Each token of the question takes its most similar token of the text; the mean of
    the similarities is weighted by the inverse document frequency of the question's
    tokens. ColBERT, Khattab and Zaharia 2020. `sentences` and `cosines` have an entry for each
    sentence, the cosine that of its vector with the question's.
    """

    passage: float
    best_sentence: float
    sentences: NDArray[np.float32]
    cosines: NDArray[np.float32]


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
    if not passages:
        return []
    compared = [
        _compare(question, list(same))
        for _, same in groupby(passages, key=lambda passage: passage.code.name)
    ]
    best, cosines = (np.concatenate(each) for each in zip(*compared, strict=True))
    ends = np.cumsum([len(passage.sentences) + 1 for passage in passages])
    starts = ends - np.diff(ends, prepend=0)
    wholes = np.maximum.reduceat(best, starts) @ weights
    scores = best @ weights
    scored = scores.copy()
    scored[ends - 1] = -np.inf  # headings
    bests = np.maximum.reduceat(scored, starts)
    return [
        LateInteraction(whole, high, scores[start : end - 1], cosines[start : end - 1])
        if len(question.tokens) and len(passage.sentences.tokens)
        else _nothing(cosines[start : end - 1])
        for passage, whole, high, start, end in zip(
            passages, wholes.tolist(), bests.tolist(), starts.tolist(), ends.tolist(), strict=True
        )
    ]


def _nothing(cosines: NDArray[np.float32]) -> LateInteraction:
    return LateInteraction(0.0, 0.0, np.zeros_like(cosines), cosines)


def _compare(
    question: EncodedText, passages: Sequence[PassageVectors]
) -> tuple[FloatMatrix, NDArray[np.float32]]:
    """Return the best match of each token of the question in each sentence and heading.

    Shape (text count, token count); the texts of a passage are its sentences and then its
    heading, and the other array has the cosine of each with the question.
    """
    code = passages[0].code
    parts = [part for passage in passages for part in (passage.sentences, passage.heading)]
    texts = join_coded(parts)
    best = np.full((len(texts), len(question.tokens)), -1.0, dtype=np.float32)
    filled = texts.token_counts > 0
    if filled.any():
        similarities = code.similarities(texts, question.tokens)
        best[filled] = np.maximum.reduceat(similarities, texts.starts[:-1][filled])
    return best, code.vectors(texts) @ question.vector
