"""The code of the default encoder's vectors: what tells little is predicted, the rest coded.

Two thirds of the variance of its token vectors follow from the word piece and the sentence.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoding.coded_texts import CodedTexts, gather
from index.encoding.encoder import EncodedText, FloatMatrix, unit
from index.encoding.product_code import ProductCode
from index.storage.arrays import arrays_to_bytes, read_arrays

PARAMETERS = Path(str(files("index"))) / "data" / "token-code.arrays"
"""Made by training/fit_token_code.py."""
_FLOATS = ("texts", "text_rest", "rotation", "context", "pieces", "rest")
_ARRAYS = ("name", "encoder", *_FLOATS[:-1], "piece_codes", "rest", "gain")


@dataclass(frozen=True, slots=True)
class PredictedCode:
    """A token's vector is predicted from its word piece and its sentence, and the rest coded.

    Turned by `rotation`, it is the row of `pieces` for its id, which `piece_codes` has, the
    sentence's vector times `context`, and what `rest` codes. A sentence's vector is coded by
    `texts`, which predictions are made from, and what that leaves of it by `text_rest`.
    Predictions are made from what is kept, so that `rest` makes up for what other codes lose.
    What is lost makes products smaller, those of near vectors the most: `gain` makes the best
    matches as large as they are by whole vectors. `encoder` is the fingerprint of the encoder
    that all was fitted to.
    """

    texts: ProductCode
    text_rest: ProductCode
    rotation: FloatMatrix
    context: FloatMatrix
    pieces: ProductCode
    piece_codes: NDArray[np.uint8]
    rest: ProductCode
    encoder: str
    gain: float = 1.0
    name: str = ""

    def named(self) -> "PredictedCode":
        """Return the code under the name that its parameters give it."""
        digest = hashlib.sha256(arrays_to_bytes(self._parameters())).hexdigest()
        return replace(self, name=f"predicted {digest[:12]}")

    def to_bytes(self) -> memoryview:
        """Return the content of the file that `load` reads."""
        words = [np.frombuffer(each.encode(), dtype=np.uint8) for each in (self.name, self.encoder)]
        return arrays_to_bytes([*words, *self._parameters()])

    def _parameters(self) -> list[NDArray[Any]]:
        """Return all that the code consists of; floats are kept as halves."""
        codes = (self.texts.centroids, self.text_rest.centroids)
        floats = (*codes, self.rotation, self.context, self.pieces.centroids, self.rest.centroids)
        halves = [np.asarray(each, dtype=np.float16) for each in floats]
        return [*halves[:-1], self.piece_codes, halves[-1], np.array([self.gain], np.float32)]

    @classmethod
    def load(cls, path: Path) -> "PredictedCode":
        """Read the parameters."""
        arrays = read_arrays(path, _ARRAYS)
        texts, text_rest, rotation, context, pieces, rest = (
            arrays[name].astype(np.float32) for name in _FLOATS
        )
        return cls(
            ProductCode(texts),
            ProductCode(text_rest),
            rotation,
            context,
            ProductCode(pieces),
            arrays["piece_codes"],
            ProductCode(rest),
            encoder=arrays["encoder"].tobytes().decode(),
            gain=float(arrays["gain"][0]),
            name=arrays["name"].tobytes().decode(),
        )

    def encode(self, texts: Sequence[EncodedText]) -> CodedTexts:
        """Code some texts, at least one."""
        ids, starts = gather(texts)
        vectors = np.stack([text.vector for text in texts])
        codes = self.texts.encode(vectors)
        known = self.texts.decode(codes)
        codes = np.hstack([codes, self.text_rest.encode(vectors - known)])
        predicted = np.repeat(known @ self.context, np.diff(starts), axis=0)
        predicted += self.pieces.decode(self.piece_codes[ids])
        rows = np.concatenate([text.tokens for text in texts]) @ self.rotation
        return CodedTexts(codes, self.rest.encode(rows - predicted), ids, starts)

    def vectors(self, texts: CodedTexts) -> FloatMatrix:
        """Return a unit-norm row for each text."""
        first, rest = np.split(texts.texts, [len(self.texts.centroids)], axis=1)
        return unit(self.texts.decode(first) + self.text_rest.decode(rest))

    def similarities(self, texts: CodedTexts, tokens: FloatMatrix) -> FloatMatrix:
        """Add up the inner products with what the word piece, the sentence and the rest give."""
        wanted = np.ascontiguousarray(tokens @ self.rotation) * np.float32(self.gain)
        first = texts.texts[:, : len(self.texts.centroids)]
        by_text = self.texts.decode(first) @ (self.context @ wanted.T)
        products: FloatMatrix = np.repeat(by_text, texts.token_counts, axis=0)
        used, numbers = _distinct(texts.token_ids, len(self.piece_codes))
        by_piece = np.zeros((len(used), len(wanted)), dtype=np.float32)
        self.pieces.similarities(self.piece_codes[used], wanted, by_piece)
        products += by_piece[numbers]
        self.rest.similarities(texts.tokens, wanted, products)
        return products


def _distinct(
    ids: NDArray[np.integer], vocabulary: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ids that occur, ascending, and the place of each among them; no sorting."""
    occurs = np.zeros(vocabulary, dtype=np.bool_)
    occurs[ids] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[ids]


@cache
def shipped_code() -> PredictedCode:
    """Return the code that comes with Footnote."""
    return PredictedCode.load(PARAMETERS)
