"""The sentences of the papers that bear what a language model wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.paper import Passage, Span
from index.encoding.encoder import Encoder
from index.late_interaction import late_interaction, token_weights
from index.snapshot import PassageVectors, Snapshot
from qa.llm.budget import NumberedPassage


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a paper, and how alike it is to what was written. Higher is better."""

    passage: Passage
    span: Span
    text: str
    likeness: float


class QuoteFinder:
    """Compares a written sentence with those of passages, by the vectors that the index holds."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self._snapshot = snapshot
        self._encoder = encoder
        self._vectors: dict[str, PassageVectors] = {}

    def rank(self, sentence: str, passages: Sequence[NumberedPassage]) -> list[list[Quote]]:
        """Rank what is shown of each passage, best first, by late interaction and cosine."""
        (encoded,) = self._encoder.encode([sentence])
        weights = token_weights(
            encoded.token_ids, self._snapshot.token_frequencies, self._snapshot.sentence_count
        )
        vectors = [self._vectors_of(shown.passage) for shown in passages]
        ranked = []
        for shown, late in zip(passages, late_interaction(encoded, weights, vectors), strict=True):
            likeness = np.asarray(late.sentences + late.cosines).tolist()
            places = {span: place for place, span in enumerate(shown.passage.sentences)}
            quotes = [
                Quote(shown.passage, span, shown.sentence(span), likeness[places[span]])
                for span in shown.sentences
            ]
            ranked.append(sorted(quotes, key=lambda quote: -quote.likeness))
        return ranked

    def _vectors_of(self, passage: Passage) -> PassageVectors:
        if passage.id not in self._vectors:
            places = self._snapshot.places_of([passage.paper_id]).tolist()
            place = next(place for place in places if self._snapshot.passage(place) == passage)
            self._vectors[passage.id] = self._snapshot.passage_vectors(place)
        return self._vectors[passage.id]
