"""An encoder of questions that remembers the last ones: each is asked for more than once."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from index.encoding.encoder import EncodedText, Encoder, TextsDone

REMEMBERED = 16
"""Texts that are remembered, the last ones asked for: a question and its parts."""


class RememberingEncoder:
    """Gives what another encoder makes of texts; of one that was asked for lately, it again.

    A question is encoded for what it asks for, and then for the search. Threads may share it.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[str, EncodedText] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The name of the encoder behind it."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """The hash of the weights of the encoder behind it."""
        return self._encoder.fingerprint

    def encode(
        self, texts: Sequence[str], *, on_progress: TextsDone | None = None
    ) -> list[EncodedText]:
        """Encode each text, in order. Raises `EncoderError` if the model cannot be loaded."""
        if len(texts) != 1:
            return self._encoder.encode(texts, on_progress=on_progress)
        (text,) = texts
        with self._lock:
            known = self._known.get(text)
            if known is not None:
                self._known.move_to_end(text)
                return [known]
        (encoded,) = self._encoder.encode(texts, on_progress=on_progress)
        with self._lock:
            self._known[text] = encoded
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return [encoded]
