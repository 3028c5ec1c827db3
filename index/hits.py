"""What a retriever gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.paper import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its place in a ranking.

    `rank` starts at 1. Higher `score` is better. `scores` names what it was made of:
    ``dense``, ``lexical``, ``fused``, ``late_interaction``, ``best_sentence``, and
    ``reader``, which orders the hits.
    """

    rank: int
    score: float
    scores: Mapping[str, float]
    passage: Passage


class Retriever(Protocol):
    """Ranks the passages of a library for a query."""

    def search(self, query: str, *, k: int = 10, papers: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the best `k` passages, best first, of `papers` (ids), or of all papers."""
        ...
