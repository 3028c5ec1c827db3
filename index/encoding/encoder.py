"""Encoders: texts become vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.encoding import encodable
from corpus.errors import EncoderError
from corpus.superscripts import with_plain_subscripts
from index.encoding.models import DEFAULT_MODEL, load_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FloatMatrix: TypeAlias = NDArray[np.float32]
IntVector: TypeAlias = NDArray[np.int32]
TextsDone: TypeAlias = Callable[[int], None]
"""Told, now and then, how many more texts are done."""

_BATCH = 32
_PARTS = ("input_ids", "token_embeddings", "sentence_embedding")


@dataclass(frozen=True, slots=True)
class EncodedText:
    """One text as a whole and token by token.

    `vector` has unit norm, shape (dimension,). `tokens` has unit-norm rows, shape
    (token count, dimension), special tokens left out, and `token_ids` their
    vocabulary ids.
    """

    vector: NDArray[np.float32]
    tokens: FloatMatrix
    token_ids: IntVector


class Encoder(Protocol):
    """Turns texts into unit-norm vectors whose inner product is their similarity."""

    @property
    def name(self) -> str:
        """The name that `--model` takes."""
        ...

    @property
    def fingerprint(self) -> str:
        """A hash of the weights: vectors of different fingerprints are not comparable."""
        ...

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode each text, in order. Raises `EncoderError` if the model cannot be loaded."""
        ...


class SentenceTransformerEncoder:
    """Any sentence-transformers model: a folder, or a name on the hub.

    The model is loaded with the first text. Several threads may share an encoder.
    Sentence-BERT, Reimers and Gurevych 2019.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._loaded: tuple[SentenceTransformer, str] | None = None
        # A tokenizer refuses a second thread while it works for a first one.
        self._lock = Lock()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights."""
        with self._lock:
            return self._load()[1]

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode texts in batches of similar length."""
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        encoded: dict[int, EncodedText] = {}
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            with self._lock:
                outputs = self._encode_batch([texts[number] for number in batch])
            encoded.update(zip(batch, outputs, strict=True))
            if on_progress is not None:
                on_progress(len(batch))
        return [encoded[number] for number in range(len(texts))]

    def _encode_batch(self, texts: Sequence[str]) -> list[EncodedText]:
        model, _ = self._load()
        special = np.array(sorted(getattr(model.tokenizer, "all_special_ids", [])))
        outputs: Any = model.encode(
            [with_plain_subscripts(encodable(text)) for text in texts],
            batch_size=_BATCH,
            output_value=None,
            show_progress_bar=False,
        )
        if any(part not in output for output in outputs for part in _PARTS):
            raise EncoderError(
                f"The model {self.name} gives no vectors for single tokens, which Footnote needs. "
                f"Give a transformer model with --model, or drop it to use {DEFAULT_MODEL}."
            )
        return [_encoded_text(output, special) for output in outputs]

    def _load(self) -> "tuple[SentenceTransformer, str]":
        if self._loaded is None:
            self._loaded = load_model(self.name)
        return self._loaded


def _encoded_text(output: dict[str, Any], special: NDArray[np.int64]) -> EncodedText:
    ids, tokens, whole = (np.asarray(output[part]) for part in _PARTS)
    kept = ~np.isin(ids, special)
    return EncodedText(
        vector=unit(whole.astype(np.float32)),
        tokens=unit(tokens[kept].astype(np.float32)),
        token_ids=ids[kept].astype(np.int32),
    )


def unit(vectors: FloatMatrix) -> FloatMatrix:
    """Scale rows, or a single vector, to norm 1; what is all zeros stays."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
