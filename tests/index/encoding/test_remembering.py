"""Questions that are encoded once, however often they are asked for."""

from collections.abc import Sequence

import numpy as np

from index.encoding.encoder import EncodedText, TextsDone
from index.encoding.remembering import REMEMBERED, RememberingEncoder
from tests.toy_encoder import ToyEncoder


class CountingEncoder(ToyEncoder):
    """The toy encoder, with a list of what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode, and note what."""
        self.given.extend(texts)
        return super().encode(texts, on_progress=on_progress)


def test_a_text_is_encoded_once() -> None:
    """The kind of a question and the search for it need the same vector."""
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting)
    (first,), (second,) = encoder.encode(["why"]), encoder.encode(["why"])
    assert counting.given == ["why"]
    assert np.array_equal(first.vector, ToyEncoder().encode(["why"])[0].vector)
    assert second is first
    assert (encoder.name, encoder.fingerprint) == (counting.name, counting.fingerprint)


def test_only_the_last_texts_are_remembered() -> None:
    """A server that runs for weeks must not keep every question."""
    counting = CountingEncoder()
    encoder = RememberingEncoder(counting)
    for number in range(REMEMBERED + 1):
        encoder.encode([f"question {number}"])
    encoder.encode(["question 1"])
    assert len(counting.given) == REMEMBERED + 1
    encoder.encode(["question 0"])
    assert counting.given[-1] == "question 0"


def test_several_texts_at_once_are_encoded_in_their_order() -> None:
    """A batch is no question."""
    counting = CountingEncoder()
    told = RememberingEncoder(counting).encode(["one", "two", "one"])
    assert counting.given == ["one", "two", "one"]
    assert len(told) == 3
