"""What answers, put together in one place.

Settings, a snapshot and its encoder become the retriever, which a reader helps; the retriever
and the model that declines become the extractive answerer, behind which a language model may
stand.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Encoder
from index.encoding.models import DEFAULT_MODEL
from index.encoding.remembering import RememberingEncoder
from index.retriever import HybridRetriever
from index.snapshot import Snapshot
from qa.answer import Mode
from qa.composing.extractive import ExtractiveAnswerer
from qa.deciding.abstention import abstention_model
from qa.logistic import LogisticModel
from qa.reading.ranking import ReadingRetriever
from qa.reading.reader import Reader
from qa.settings import Settings
from qa.understanding.understanding import Understanding

if TYPE_CHECKING:
    from qa.llm.answerer import LLMAnswerer
    from qa.llm.opening import Writer


def make_abstention(settings: Settings) -> LogisticModel:
    """Return the model that declines as set."""
    model = abstention_model(settings.reader)
    return model if settings.threshold is None else replace(model, threshold=settings.threshold)


@dataclass(frozen=True)
class Assembly:
    """What answers from a snapshot; `reader` is the one that the settings name, or None."""

    settings: Settings
    snapshot: Snapshot
    encoder: Encoder
    reader: Reader | None

    @cached_property
    def retriever(self) -> ReadingRetriever:
        """What ranks passages as set."""
        weights = self.settings.relevance_weights
        hybrid = HybridRetriever(self.snapshot, self._questions, weights=weights)
        return ReadingRetriever(hybrid, self.reader, weights=weights)

    @cached_property
    def understanding(self) -> Understanding:
        """What makes questions of what people type."""
        is_default = self.snapshot.model == DEFAULT_MODEL
        return Understanding(self.snapshot, self._vectorise if is_default else None)

    def _vectorise(self, text: str) -> NDArray[np.float32]:
        return self._questions.encode([text])[0].vector

    @cached_property
    def _questions(self) -> RememberingEncoder:
        return RememberingEncoder(self.encoder)

    @property
    def extractive(self) -> ExtractiveAnswerer:
        """What answers in the papers' own sentences, or declines as set."""
        return ExtractiveAnswerer(
            self.retriever,
            understanding=self.understanding,
            abstention=make_abstention(self.settings),
        )

    def written_by(self, writer: "Writer", *, mode: Mode | None = None) -> "LLMAnswerer":
        """Return what answers in sentences of a language model, held against the papers."""
        return writer.answerer(self.extractive, self.snapshot, self.encoder, mode=mode)
