"""The lexical index: BM25 over stemmed terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from index.backend import Backend
from index.words.postings import ENDING, Postings, count_terms, join_postings
from index.words.terms import terms
from index.words.word_index import WordIndex

K1 = 1.2
B = 0.75


class LexicalIndex:
    """BM25 scores of the passages of some parts, in order.

    Robertson and Zaragoza 2009, with Lucene's inverse document frequency; to the last
    bit what bm25s (Lu 2024) gives. Scores are computed for a query's terms when it is
    asked: both the inverse document frequencies and the mean length change with every
    passage that is added, so scores computed beforehand would all have to be written anew.
    """

    def __init__(self, parts: Sequence[Postings]) -> None:
        self._parts = parts
        self._count = sum(map(len, parts))
        total = sum(int(part.lengths.sum()) for part in parts)
        self._mean_length = np.float64(total) / max(self._count, 1)

    def __len__(self) -> int:
        return self._count

    @classmethod
    def build(cls, texts: Iterable[str]) -> "LexicalIndex":
        """Index texts. A text without any term never matches."""
        return cls([count_terms(texts)])

    def scores(self, query: str) -> NDArray[np.float32]:
        """Score every passage for a query, shape (passage count,); 0 without a shared term."""
        scores = np.zeros(self._count, dtype=np.float32)
        asked = terms(query)
        columns = {term: [part.find(term) for part in self._parts] for term in dict.fromkeys(asked)}
        for term in asked:
            holders = sum(column.stop - column.start for column in columns[term])
            rarity = np.float32(log(1 + (self._count - holders + 0.5) / (holders + 0.5)))
            first = 0
            for part, column in zip(self._parts, columns[term], strict=True):
                weights = self._weights(part, column) * rarity
                scores[first:][part.passages[column]] += weights.astype(np.float32)
                first += len(part)
        return scores

    def ask(self, query: str) -> "EveryScore":
        """Score the passages for a query."""
        return EveryScore(self.scores(query))

    def search(
        self, query: str, *, k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the places and scores of the best `k` passages that share a term, best first.

        Of equal scores the earlier passage comes first. `among` restricts the search.
        """
        scores = self.scores(query)
        places = best_places(scores, k=k, among=among)
        return places, scores[places]

    def frequency(self, term: str, among: NDArray[np.bool_]) -> int:
        """Count the passages that hold a term (a stem), of those where `among` is true."""
        count = first = 0
        for part in self._parts:
            count += int(among[first:][part.passages[part.find(term)]].sum())
            first += len(part)
        return count

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All terms (stems) of the passages."""
        return frozenset(term.decode() for part in self._parts for term in part.terms())

    def holders(self, term: str) -> NDArray[np.int64]:
        """Return the places of the passages that hold a term (a stem), ascending."""
        found, first = [np.empty(0, dtype=np.int64)], 0
        for part in self._parts:
            found.append(part.passages[part.find(term)].astype(np.int64) + first)
            first += len(part)
        return np.concatenate(found)

    def _weights(self, part: Postings, column: slice) -> NDArray[np.float64]:
        """Return what BM25 makes of a term's counts, before its rarity."""
        counts = part.counts[column].astype(np.float32)
        lengths: NDArray[np.float64] = part.lengths[part.passages[column]].astype(np.float64)
        weights: NDArray[np.float64] = counts / (
            K1 * ((1 - B) + B * lengths / self._mean_length) + counts
        )
        return weights


@dataclass(frozen=True, slots=True)
class EveryScore:
    """The scores of all passages for one query, shape (passage count,)."""

    scores: NDArray[np.float32]

    def best(self, *, k: int, among: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
        """Return what `best_places` does."""
        return best_places(self.scores, k=k, among=among)

    def at(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the scores of the passages at some places."""
        return self.scores[places]


def bm25_backend() -> Backend[Iterable[str], Postings, WordIndex]:
    """Return what indexes words by their postings."""
    return Backend(
        endings=(ENDING,),
        build=count_terms,
        load=lambda files: Postings.load(files[ENDING]),
        join=join_postings,
        over=LexicalIndex,
    )


def best_places(
    scores: NDArray[np.float32], *, k: int, among: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Return the places of the best `k` scores over 0, best first, of equal ones the first.

    `among` restricts the places.
    """
    places = np.flatnonzero(scores) if among is None else among[scores[among] > 0]
    found = scores[places]
    if 0 < k < len(found):
        enough = found >= np.partition(found, -k)[-k]
        places, found = places[enough], found[enough]
    return places[np.argsort(-found, kind="stable")[:k]]
