"""The lexical index of a library in an engine: BM25 over its sparse vectors."""

from collections import Counter
from math import log

import numpy as np
from numpy.typing import NDArray

from index.engines.engine import Scored, TermWeights, Where
from index.engines.passages import OpenPassages
from index.engines.tallies import Tally
from index.engines.term_weights import number_of, often_in, score
from index.words.terms import terms

_RESCORED = 3
"""For each passage that is asked for, how many are scored with the mean length of the moment."""

_SAME = 1 - 1e-5
"""The share of a score from which another is taken for equal: an engine adds up in any order."""


class EngineWords:
    """Passages, addressed by their place, scored by BM25: a `WordIndex`."""

    def __init__(self, passages: OpenPassages, tally: Tally) -> None:
        self._passages = passages
        self._numbering = passages.numbering
        self._tally = tally
        self._holders: dict[str, NDArray[np.int64]] = {}

    def __len__(self) -> int:
        return self._numbering.passage_count

    def ask(self, query: str) -> "EngineScores":
        """Score the passages for a query."""
        return EngineScores(self._passages, self._tally, terms(query))

    def frequency(self, term: str, among: NDArray[np.bool_]) -> int:
        """Count the passages that hold a term (a stem), of those where `among` is true."""
        if not self._tally.terms[term] or among.all():
            return self._tally.terms[term]
        return int(among[self.holders(term)].sum())

    @property
    def vocabulary(self) -> frozenset[str]:
        """All terms (stems) of the passages."""
        return self._tally.vocabulary

    def holders(self, term: str) -> NDArray[np.int64]:
        """Return the places of the passages that hold a term (a stem), ascending."""
        if term not in self._holders:
            count = self._tally.terms[term]
            asked = TermWeights(np.array([number_of(term)]), np.ones(1, np.float32))
            found = (
                self._passages.engine.nearest(asked, k=count, where=self._passages.seen)
                if count
                else []
            )
            places = self._numbering.places([one.point.id for one in found])
            self._holders[term] = np.sort(places[places >= 0])
        return self._holders[term]


class EngineScores:
    """How well each passage fits a query of some terms: `WordScores`."""

    def __init__(self, passages: OpenPassages, tally: Tally, asked: list[str]) -> None:
        self._passages = passages
        self._numbering = passages.numbering
        self._tally = tally
        self._terms = [term for term in asked if tally.terms[term]]
        self._numbers = [number_of(term) for term in self._terms]
        self._rarity = [self._rarity_of(term) for term in self._terms]

    def best(self, *, k: int, among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """Return the places of the best `k` scores over 0, best first, of equal ones the first."""
        count = len(self._numbering.numbers) and (
            self._numbering.passage_count if among is None else len(among)
        )
        if not self._terms or min(k, count) <= 0:
            return np.empty(0, dtype=np.int64)
        found = self._nearest(k, count, self._numbering.among(among, self._passages.seen))
        places = self._numbering.places([one.point.id for one in found])
        scores = self._score([(one.point.words, one.point.payload["length"]) for one in found])
        kept = np.flatnonzero((places >= 0) & (scores > 0))
        order = np.lexsort((places[kept], -scores[kept]))[:k]
        return places[kept][order]

    def _nearest(self, k: int, count: int, where: Where) -> list[Scored]:
        """Return what the engine finds nearest, with all that it finds as near as the one at `k`.

        Of equal ones an engine leaves out any.
        """
        wanted = min(_RESCORED * k, count)
        while True:
            found = self._passages.engine.nearest(
                self._query(), k=wanted, where=where, payload=("length",), vectors=True
            )
            complete = len(found) < wanted or wanted == count
            if complete or found[-1].score < found[k - 1].score * _SAME:
                return found
            wanted = min(2 * wanted, count)

    def at(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the scores of the passages at some places."""
        stored = self._passages.at(places.tolist())
        return self._score([(each.words, each.length) for each in stored])

    def _score(self, passages: list[tuple[TermWeights | None, int]]) -> NDArray[np.float32]:
        counts = [
            [often_in(words, length, number) if words else 0 for words, length in passages]
            for number in self._numbers
        ]
        lengths = np.array([length for _, length in passages], dtype=np.int32)
        rows = np.array(counts, dtype=np.float32).reshape(len(self._numbers), len(passages))
        return score(rows, lengths, self._rarity, self._tally.mean_length)

    def _query(self) -> TermWeights:
        weights: Counter[int] = Counter()
        for number, rare in zip(self._numbers, self._rarity, strict=True):
            weights[number] += float(rare)  # type: ignore[assignment] # a term may be asked twice
        numbers = sorted(weights)
        values = np.array([weights[number] for number in numbers], dtype=np.float32)
        return TermWeights(np.array(numbers, dtype=np.int64), values)

    def _rarity_of(self, term: str) -> np.float32:
        holders = self._tally.terms[term]
        return np.float32(log(1 + (self._tally.passages - holders + 0.5) / (holders + 0.5)))
