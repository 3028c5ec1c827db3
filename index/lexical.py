"""The lexical index: BM25 over stemmed terms, by bm25s."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.terms import terms

if TYPE_CHECKING:
    from bm25s import BM25

_NO_TERM = "\0"


class LexicalIndex:
    """BM25 scores of passages, in the order in which they were given.

    Robertson and Zaragoza 2009, with Lucene's inverse document frequency, k1 = 1.2 and
    b = 0.75; bm25s (Lu 2024) computes the scores when the index is built. Without
    passages there is no `bm25`.
    """

    def __init__(self, bm25: "BM25 | None") -> None:
        self._bm25 = bm25

    def __len__(self) -> int:
        return int(self._bm25.scores["num_docs"]) if self._bm25 else 0

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Index texts. A text without any term never matches."""
        from bm25s import BM25

        if not texts:
            return cls(None)
        bm25 = BM25(k1=1.2, b=0.75, method="lucene")
        # A term that no question has keeps a collection without any terms indexable.
        tokens = [terms(text) or [_NO_TERM] for text in texts]
        bm25.index(tokens, show_progress=False)
        return cls(bm25)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Score every passage for a query, shape (passage count,); 0 without a shared term."""
        known = [term for term in terms(query) if self._column(term) is not None]
        if not known or self._bm25 is None:
            return np.zeros(len(self), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def frequency(self, term: str, among: NDArray[np.bool_]) -> int:
        """Count the passages that hold a term (a stem), of those where `among` is true."""
        column = self._column(term)
        if column is None or self._bm25 is None:
            return 0
        starts = self._bm25.scores["indptr"]
        holders = self._bm25.scores["indices"][starts[column] : starts[column + 1]]
        return int(among[holders].sum())

    def save(self, folder: Path) -> None:
        """Write the index into a folder; one without passages has nothing to write."""
        if self._bm25 is not None:
            self._bm25.save(folder, corpus_name=None, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Read what `save` wrote, memory-mapped."""
        from bm25s import BM25

        return cls(BM25.load(folder, mmap=True, load_corpus=False, show_progress=False))

    def _column(self, term: str) -> int | None:
        return self._bm25.vocab_dict.get(term) if self._bm25 else None
