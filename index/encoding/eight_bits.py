"""The code of any encoder: eight bits a component."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoding.coded_texts import CodedTexts, gather
from index.encoding.encoder import EncodedText, FloatMatrix, unit

SCALE = 127.0
"""A component times this, rounded, is its byte."""
_ROWS_AT_ONCE = 128
"""Token vectors that are made floats and multiplied together: few enough for a processor's cache,
and for BLAS to multiply them where they lie.
"""


class EightBits:
    """Each component of a unit vector as a signed byte, which loses nothing that can be measured.

    A text's own vector is scaled so that its largest component is the largest byte.
    """

    name = "eight bits"

    def encode(self, texts: Sequence[EncodedText]) -> CodedTexts:
        """Code some texts, at least one."""
        ids, starts = gather(texts)
        return CodedTexts(
            as_bytes(np.stack([text.vector for text in texts])),
            _signed(np.concatenate([text.tokens for text in texts]) * np.float32(SCALE)),
            ids,
            starts,
        )

    def vectors(self, texts: CodedTexts) -> FloatMatrix:
        """Return a unit-norm row for each text."""
        return from_bytes(texts.texts)

    def similarities(self, texts: CodedTexts, tokens: FloatMatrix) -> FloatMatrix:
        """Multiply the vectors of tokens with some rows, a few at a time."""
        rows = texts.tokens.view(np.int8)
        across = np.ascontiguousarray(tokens.T) / np.float32(SCALE)
        products = np.empty((len(rows), len(tokens)), dtype=np.float32)
        floats = np.empty((_ROWS_AT_ONCE, tokens.shape[1]), dtype=np.float32)
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            block = rows[first : first + _ROWS_AT_ONCE]
            np.copyto(floats[: len(block)], block)
            np.matmul(floats[: len(block)], across, out=products[first : first + len(block)])
        return products


def as_bytes(rows: FloatMatrix) -> NDArray[np.uint8]:
    """Return rows in signed bytes, each scaled by its largest component."""
    largest = np.max(np.abs(rows), axis=1, keepdims=True, initial=1e-12)
    return _signed(rows * (SCALE / largest))


def from_bytes(rows: NDArray[np.uint8]) -> FloatMatrix:
    """Return the unit-norm rows that `as_bytes` was given, as nearly as bytes tell them."""
    return unit(rows.view(np.int8).astype(np.float32))


def _signed(rows: FloatMatrix) -> NDArray[np.uint8]:
    return np.clip(np.rint(rows), -127, 127).astype(np.int8).view(np.uint8)
