"""The default reader, on ONNX Runtime: made for Footnote by training/reader."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import ReaderError
from index.encoding.environment import InferenceSession
from index.encoding.shipped_model import ShippedModel, run_each
from qa.reading.reader import Reading, Text, as_pairs
from qa.reading.span_decoding import best_leads, best_span

if TYPE_CHECKING:
    from tokenizers import Encoding

DEFAULT_READER = "footnote-reader"
_LONGEST = 224
"""Tokens of a question, a heading and a passage together, as the reader was trained."""


class OnnxReader:
    """A cross-encoder that ranks passages and marks the words that answer.

    Nogueira and Cho 2019; Devlin et al. 2019. Each pair is read by itself, so that a
    passage reads the same whatever it is read with. Several threads may share a reader.
    """

    name = DEFAULT_READER

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(str(files("qa"))) / "data" / DEFAULT_READER
        self._model = ShippedModel(folder, longest=_LONGEST, pairs=True, error=ReaderError)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the model, which must be the one that was shipped."""
        return self._model.fingerprint

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Read each passage, in order. Raises `ReaderError` if the model is damaged."""
        session, tokenizer = self._model.open()
        encodings = tokenizer.encode_batch(as_pairs(question, passages))

        def read_one(item: "tuple[Encoding, Text]") -> Reading:
            encoding, text = item
            return _read(session, encoding, text)

        return run_each(read_one, list(zip(encodings, passages, strict=True)))


def _read(session: "InferenceSession", encoding: "Encoding", text: Text) -> Reading:
    types = np.array(encoding.type_ids, dtype=np.int64)
    ids = np.array(encoding.ids, dtype=np.int64)
    judged, words = session.run(None, {"token_ids": ids, "token_types": types})
    relevance, answers, *verdicts = np.asarray(judged, dtype=np.float64).tolist()
    tokens = (np.asarray(words), encoding.offsets, types == 1)
    heading = len(text.heading)
    span, score = best_span(*tokens, heading=heading)
    leads = best_leads(*tokens, heading=heading, pieces=text.pieces)
    return Reading(relevance, answers, span, score, *_verdict(verdicts), leads)


def _verdict(logits: Sequence[float]) -> tuple[float | None, float | None]:
    """Return the logit of yes over no, and of either over neither; of no logits, None."""
    if not logits:
        return None, None
    yes, no, neither = logits
    return yes - no, float(np.logaddexp(yes, no)) - neither
