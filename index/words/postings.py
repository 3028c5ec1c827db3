"""Postings: how often each term occurs in each passage, which is what BM25 is computed from."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.storage.arrays import arrays_to_bytes, read_arrays, smallest
from index.words.terms import terms

ENDING = ".postings"
"""Of the name of the file that keeps them."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of consecutive passages; nothing here depends on other passages.

    `letters` holds the terms in UTF-8, sorted, that of number i from ``ends[i - 1]``
    to ``ends[i]``. It occurs in ``passages[starts[i] : starts[i + 1]]``, ascending,
    as often as `counts` tells at the same places. `lengths` counts the terms of each
    passage; a passage without any counts as one term long.
    """

    letters: NDArray[np.uint8]
    ends: NDArray[np.integer]
    starts: NDArray[np.integer]
    passages: NDArray[np.integer]
    counts: NDArray[np.integer]
    lengths: NDArray[np.integer]

    def __len__(self) -> int:
        return len(self.lengths)

    def find(self, term: str) -> slice:
        """Return the slice of `passages` and `counts` that a term has; an empty one if unknown."""
        wanted = term.encode()
        number = bisect_left(range(len(self.ends)), wanted, key=self._term)
        if number == len(self.ends) or self._term(number) != wanted:
            return slice(0, 0)
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def terms(self) -> list[bytes]:
        """Return all terms, sorted."""
        letters, start, found = self.letters.tobytes(), 0, []
        for end in self.ends.tolist():
            found.append(letters[start:end])
            start = end
        return found

    def without(self, gone: range) -> "Postings":
        """Return the postings of the other passages, which move up."""
        stays = (self.passages < gone.start) | (self.passages >= gone.stop)
        starts = np.concatenate([[0], np.cumsum(stays)])[self.starts]
        holding = np.diff(starts) > 0
        passages = self.passages[stays]
        return _postings(
            [term for term, held in zip(self.terms(), holding, strict=True) if held],
            sizes=np.diff(starts)[holding],
            passages=passages.astype(np.int64) - len(gone) * (passages >= gone.stop),
            counts=self.counts[stays],
            lengths=np.delete(self.lengths, gone),
        )

    def held(self) -> dict[str, int]:
        """Return how many passages there are."""
        return {"passages in its postings": len(self)}

    def files(self) -> dict[str, memoryview]:
        """Return the content of its file, by the ending of the name."""
        return {ENDING: self.to_bytes()}

    def to_bytes(self) -> memoryview:
        """Return the content of the file that `load` reads."""
        return arrays_to_bytes(astuple(self))

    @classmethod
    def load(cls, path: Path) -> "Postings":
        """Read the file at `path`, memory-mapped."""
        return cls(**read_arrays(path, [field.name for field in fields(cls)]))

    def _term(self, number: int) -> bytes:
        start = self.ends[number - 1] if number else 0
        return self.letters[start : self.ends[number]].tobytes()


def count_terms(texts: Iterable[str]) -> Postings:
    """Count the terms of passages, each given as a text."""
    numbers: dict[str, int] = {}
    found, lengths = array("i"), array("i")
    for text in texts:
        before = len(found)
        found.extend(numbers.setdefault(term, len(numbers)) for term in terms(text))
        lengths.append(len(found) - before)
    ordered = sorted(numbers, key=str.encode)
    places = np.empty(len(ordered), dtype=np.int64)
    places[[numbers[term] for term in ordered]] = np.arange(len(ordered))
    own = np.array(lengths, dtype=np.int32)
    pairs = places[np.array(found, dtype=np.int32)] * len(own) + np.repeat(np.arange(len(own)), own)
    pairs, counts = np.unique(pairs, return_counts=True)
    term_numbers, passages = np.divmod(pairs, max(len(own), 1))
    return _postings(
        [term.encode() for term in ordered],
        sizes=np.bincount(term_numbers, minlength=len(ordered)),
        passages=passages,
        counts=counts,
        lengths=np.maximum(own, 1),
    )


def join_postings(parts: Sequence[Postings]) -> Postings:
    """Return the postings of all passages, those of the first part first."""
    vocabularies = [part.terms() for part in parts]
    ordered = sorted({term for vocabulary in vocabularies for term in vocabulary})
    number_of = {term: number for number, term in enumerate(ordered)}
    numbers = [np.array([number_of[term] for term in each], np.int64) for each in vocabularies]
    sizes = np.zeros(len(ordered), dtype=np.int64)
    for own, part in zip(numbers, parts, strict=True):
        sizes[own] += np.diff(part.starts)
    passages = np.empty(sizes.sum(), dtype=np.int64)
    counts = np.empty(len(passages), dtype=np.result_type(*(part.counts for part in parts)))
    free = np.cumsum(sizes) - sizes
    before = 0
    for own, part in zip(numbers, parts, strict=True):
        held = np.diff(part.starts)
        places = np.arange(len(part.passages)) + np.repeat(free[own] - part.starts[:-1], held)
        passages[places] = part.passages.astype(np.int64) + before
        counts[places] = part.counts
        free[own] += held
        before += len(part)
    lengths = np.concatenate([part.lengths for part in parts])
    return _postings(ordered, sizes=sizes, passages=passages, counts=counts, lengths=lengths)


def _postings(
    ordered: Sequence[bytes],
    *,
    sizes: NDArray[np.integer],
    passages: NDArray[np.integer],
    counts: NDArray[np.integer],
    lengths: NDArray[np.integer],
) -> Postings:
    """Put postings together; `sizes` tells in how many passages each term occurs."""
    ends = np.cumsum([len(term) for term in ordered], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    return Postings(
        letters=np.frombuffer(b"".join(ordered), dtype=np.uint8),
        ends=smallest(ends),
        starts=smallest(starts),
        passages=smallest(passages),
        counts=smallest(counts),
        lengths=smallest(lengths),
    )
