"""The default encoder: all-MiniLM-L6-v2 on ONNX Runtime, without PyTorch."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.encoding import encodable
from corpus.errors import EncoderError
from corpus.superscripts import with_plain_subscripts
from index.encoding.encoder import EncodedText, TextsDone, unit
from index.encoding.environment import InferenceSession
from index.encoding.models import DEFAULT_MODEL
from index.encoding.shipped_model import ShippedModel, run_each

if TYPE_CHECKING:
    from tokenizers import Encoding

_LONGEST = 256
"""Tokens of a text that are read, as the model was trained."""
_THREADS = 2
"""For a text by itself: a question is too short for more."""
_LAST_SPECIAL = 103
"""The ids of [PAD], [UNK], [CLS], [SEP] and [MASK] in the model's vocabulary end here."""


class OnnxEncoder:
    """The model that comes with Footnote, made by training/export_encoder.py.

    A text's vector is the mean of its token vectors, as the model was trained (Reimers
    and Gurevych 2019). Texts are encoded one at a time: nothing is padded, and a text
    has the same vectors whatever it is encoded with. Several threads may share an encoder.
    """

    name = DEFAULT_MODEL

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(str(files("index"))) / "data" / DEFAULT_MODEL
        self._model = ShippedModel(folder, longest=_LONGEST, error=EncoderError)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the model, which must be the one that was shipped."""
        return self._model.fingerprint

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode each text, in order. Raises `EncoderError` if the model is damaged."""
        # Several texts are encoded side by side, each on one thread.
        session, tokenizer = self._model.open(threads=_THREADS if len(texts) == 1 else 1)
        readable = [with_plain_subscripts(encodable(text)) for text in texts]

        def encode_one(encoding: "Encoding") -> EncodedText:
            return _encode(session, encoding)

        return run_each(encode_one, tokenizer.encode_batch(readable), on_progress=on_progress)


def _encode(session: "InferenceSession", encoding: "Encoding") -> EncodedText:
    ids: NDArray[np.int64] = np.array(encoding.ids)
    (output,) = session.run(None, {"token_ids": ids})
    vectors = np.asarray(output, dtype=np.float32)
    content = ids > _LAST_SPECIAL
    return EncodedText(
        vector=unit(vectors.mean(axis=0)),
        tokens=unit(vectors[content]),
        token_ids=ids[content].astype(np.int32),
    )
