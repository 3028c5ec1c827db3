"""Texts as a library keeps them: a code for each, and one for each of its tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import EncodedText, FloatMatrix


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """Some texts, coded one after another.

    `texts` has a row of bytes for each text, `tokens` one for each token, and `token_ids` the
    tokens' vocabulary ids. The tokens of text number i are those from ``starts[i]`` to
    ``starts[i + 1]``. What the bytes mean is a matter of the `TokenCode`.
    """

    texts: NDArray[np.uint8]
    tokens: NDArray[np.uint8]
    token_ids: NDArray[np.integer[Any]]
    starts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.texts)

    def between(self, first: int, last: int) -> "CodedTexts":
        """Return the texts from number `first` up to `last`, which is not among them."""
        starts = self.starts[first : last + 1]
        own = slice(starts[0], starts[-1])
        return CodedTexts(
            self.texts[first:last], self.tokens[own], self.token_ids[own], starts - starts[0]
        )

    @property
    def token_counts(self) -> NDArray[np.int32]:
        """How many tokens each text has."""
        return np.asarray(self.starts[1:] - self.starts[:-1])


def join_coded(parts: Sequence[CodedTexts]) -> CodedTexts:
    """Return the texts of all parts, at least one, in order."""
    counts = np.concatenate([part.token_counts for part in parts])
    starts = np.zeros(len(counts) + 1, dtype=np.int32)
    np.cumsum(counts, out=starts[1:])
    return CodedTexts(
        np.concatenate([part.texts for part in parts]),
        np.concatenate([part.tokens for part in parts]),
        np.concatenate([part.token_ids for part in parts]),
        starts,
    )


class TokenCode(Protocol):
    """How vectors become few bytes, and how questions are compared with these."""

    @property
    def name(self) -> str:
        """What the files of papers call it: the same name is the same code, to the bit."""
        ...

    def encode(self, texts: Sequence[EncodedText]) -> CodedTexts:
        """Code some texts."""
        ...

    def vectors(self, texts: CodedTexts) -> FloatMatrix:
        """Return a unit-norm row for each text."""
        ...

    def similarities(self, texts: CodedTexts, tokens: FloatMatrix) -> FloatMatrix:
        """Return the inner products of each token of texts with the rows of `tokens`.

        Shape (token count, row count). With the rows of the identity, these are the vectors that
        the codes stand for.
        """
        ...


def gather(texts: Sequence[EncodedText]) -> tuple[NDArray[np.integer[Any]], NDArray[np.int32]]:
    """Return the token ids of texts, in as few bytes as they take, and where each text begins."""
    ids = np.concatenate([np.empty(0, np.int32), *(text.token_ids for text in texts)])
    starts = np.cumsum([0, *(len(text.token_ids) for text in texts)], dtype=np.int32)
    return ids.astype(np.uint16 if ids.max(initial=0) < 2**16 else np.int32), starts
