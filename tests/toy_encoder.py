"""An encoder without a model: each word has a vector of its own, and a text is their sum."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import EncodedText, TextsDone
from index.words.terms import words

DIMENSION = 48
VOCABULARY = 4_096


class ToyEncoder:
    """Exact: the same words in any order give the same vector, on every machine.

    `encoded` counts the texts that were given to it. `fingerprint` may be changed by a
    test that wants other weights; with `seed`, they are.
    """

    def __init__(self, name: str = "toy", *, seed: int = 0) -> None:
        self.name = name
        self.fingerprint = blake2b(f"{name} {seed}".encode(), digest_size=8).hexdigest()
        self.encoded = 0
        self._seed = seed

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode each text by its words; one without words gets a vector of its own."""
        self.encoded += len(texts)
        if on_progress is not None and texts:
            on_progress(len(texts))
        return [self._encode(text) for text in texts]

    def _encode(self, text: str) -> EncodedText:
        tokens = words(text)
        vectors = [_word_vector(word, self._seed) for word in tokens]
        whole = np.sum(vectors or [_word_vector("", self._seed)], axis=0)
        return EncodedText(
            vector=np.asarray(whole / np.linalg.norm(whole), dtype=np.float32),
            tokens=np.array(vectors, dtype=np.float32).reshape(len(tokens), DIMENSION),
            token_ids=np.array([_number(word) % VOCABULARY for word in tokens], dtype=np.int32),
        )


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


@cache
def _word_vector(word: str, seed: int) -> NDArray[np.float32]:
    vector = np.random.default_rng([_number(word), seed]).standard_normal(DIMENSION)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
