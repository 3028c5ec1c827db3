"""The default encoder: all-MiniLM-L6-v2 on ONNX Runtime, without PyTorch."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError
from index.disk import sha256_of
from index.encoder import EncodedText, Progress, unit
from index.models import DEFAULT_MODEL

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

_LONGEST = 256
"""Tokens of a text that are read, as the model was trained."""
_SPECIAL = (0, 100, 101, 102, 103)
"""The ids of [PAD], [UNK], [CLS], [SEP] and [MASK] in the model's vocabulary."""


class OnnxEncoder:
    """The model that comes with Footnote: 8-bit weights, made by training/export_encoder.py.

    A text's vector is the mean of its token vectors, as the model was trained (Reimers
    and Gurevych 2019). Texts are encoded one at a time, on as many threads as there are
    processors: nothing is padded, and a text has the same vectors whatever it is encoded
    with, which 8-bit activations would not give in a batch. Several threads may share an
    encoder.
    """

    name = DEFAULT_MODEL

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(str(files("index"))) / "data" / DEFAULT_MODEL
        self._lock = Lock()

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the model, which must be the one that was shipped."""
        try:
            known = json.loads((self._folder / "sha256.json").read_text("utf-8"))
            for name, expected in known.items():
                if sha256_of(self._folder / name) != expected:
                    raise _not_as_shipped(self._folder / name, "not the one that was shipped")
        except OSError as error:
            raise _not_as_shipped(self._folder, f"incomplete ({error.strerror})") from error
        return str(known["model.onnx"])

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> list[EncodedText]:
        """Encode each text, in order. Raises `EncoderError` if the model is damaged."""
        with self._lock:
            session, tokenizer = self._loaded
        # A tokenizer takes text that UTF-8 can hold, which half a surrogate pair is not.
        readable = [text.encode(errors="replace").decode() for text in texts]

        def encode_one(encoding: "Encoding") -> EncodedText:
            return _encode(session, encoding)

        encodings = tokenizer.encode_batch(readable)
        if len(encodings) == 1:
            return [encode_one(encodings[0])]
        encoded = []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for text in pool.map(encode_one, encodings):
                encoded.append(text)
                if on_progress is not None:
                    on_progress(1)
        return encoded

    @cached_property
    def _loaded(self) -> "tuple[InferenceSession, Tokenizer]":
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        self.fingerprint  # noqa: B018 - checks the files before they are opened
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        options = SessionOptions()
        options.intra_op_num_threads = 1
        model = str(self._folder / "model.onnx")
        return InferenceSession(model, options, providers=["CPUExecutionProvider"]), tokenizer


def _encode(session: "InferenceSession", encoding: "Encoding") -> EncodedText:
    ids: NDArray[np.int64] = np.array([encoding.ids], dtype=np.int64)
    output = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    vectors = np.asarray(output[0][0], dtype=np.float32)
    content = ~np.isin(ids[0], _SPECIAL)
    return EncodedText(
        vector=unit(vectors.mean(axis=0)),
        tokens=unit(vectors[content]),
        token_ids=ids[0, content].astype(np.int32),
    )


def _not_as_shipped(path: Path, problem: str) -> EncoderError:
    return EncoderError(f"The default model {path} is {problem}. Install footnote-qa again.")
