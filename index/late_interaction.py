"""Late interaction: a question and a sentence compared token by token."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoded_paper import TOKEN_SCALE
from index.encoder import EncodedText
from index.snapshot import PassageVectors


@dataclass(frozen=True, slots=True)
class LateInteraction:
    """MaxSim of a question with a passage under its heading, and with each sentence, at most 1.

    Each token of the question takes its most similar token of the text; the mean of
    the similarities is weighted by the inverse document frequency of the question's
    tokens. ColBERT, Khattab and Zaharia 2020.
    """

    passage: float
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
    question: EncodedText, weights: NDArray[np.float32], passage: PassageVectors
) -> LateInteraction:
    """Compare a question with one passage."""
    if not len(question.tokens) or not len(passage.tokens):
        return LateInteraction(0.0, np.zeros(len(passage.sentences), dtype=np.float32))
    similarities = (passage.tokens.astype(np.float32) / TOKEN_SCALE) @ question.tokens.T
    sentences = np.stack(
        [
            similarities[start:end].max(axis=0, initial=-1.0)
            for start, end in zip(passage.token_starts[:-1], passage.token_starts[1:], strict=True)
        ]
    )
    heading = (passage.heading.astype(np.float32) / TOKEN_SCALE) @ question.tokens.T
    return LateInteraction(
        passage=float(np.vstack([sentences, heading]).max(axis=0) @ weights),
        sentences=(sentences @ weights).astype(np.float32),
    )
