"""Encoders by the name that `--model` takes."""

from collections.abc import Callable, Mapping

from index.encoding.encoder import Encoder, SentenceTransformerEncoder
from index.encoding.models import DEFAULT_MODEL
from index.encoding.onnx_encoder import OnnxEncoder

ENCODERS: Mapping[str, Callable[[], Encoder]] = {DEFAULT_MODEL: OnnxEncoder}
"""Those that come with Footnote; any other name is that of a sentence-transformers model."""


def make_encoder(name: str) -> Encoder:
    """Return the encoder of a name; its model is loaded with the first text."""
    make = ENCODERS.get(name)
    return SentenceTransformerEncoder(name) if make is None else make()
