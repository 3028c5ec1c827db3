"""In how many sentences of each paper each token of the vocabulary occurs."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoded_paper import EncodedPaper
from index.storage.arrays import arrays_to_bytes, read_arrays, smallest

_NONE = np.empty(0, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """The counts of consecutive papers: those of number i from ``starts[i]`` to ``starts[i + 1]``.

    `tokens` are vocabulary ids, ascending in each paper, and `counts` says in how many
    of its sentences each occurs.
    """

    starts: NDArray[np.integer]
    tokens: NDArray[np.integer]
    counts: NDArray[np.integer]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def frequencies(self) -> NDArray[np.int32]:
        """Count the sentences of all these papers that hold each token, from token 0 on."""
        return np.bincount(self.tokens, weights=self.counts).astype(np.int32)

    def of(self, number: int) -> "TokenCounts":
        """Return the counts of one paper."""
        first, last = self.starts[number : number + 2]
        return _joined([(self.tokens[first:last], self.counts[first:last])])

    def without(self, number: int) -> "TokenCounts":
        """Return the counts of the other papers."""
        others = [other for other in range(len(self)) if other != number]
        return join_token_counts([self.of(other) for other in others])

    def to_bytes(self) -> memoryview:
        """Return the content of the file that `load` reads."""
        return arrays_to_bytes(astuple(self))

    @classmethod
    def load(cls, path: Path) -> "TokenCounts":
        """Read the file at `path`, memory-mapped."""
        return cls(**read_arrays(path, [field.name for field in fields(cls)]))


def count_tokens(papers: Iterable[EncodedPaper]) -> TokenCounts:
    """Count the tokens of papers; one that occurs twice in a sentence counts once."""
    counted = []
    for paper in papers:
        texts = paper.sentences
        size = int(texts.token_ids.max(initial=0)) + 1
        sentences = np.repeat(np.arange(len(texts)), texts.token_counts)
        held = np.unique(sentences * size + texts.token_ids) % size
        counted.append(np.unique(held, return_counts=True))
    return _joined(counted)


def join_token_counts(parts: Sequence[TokenCounts]) -> TokenCounts:
    """Return the counts of all papers, those of the first part first."""
    sizes = [np.diff(part.starts) for part in parts]
    return TokenCounts(
        starts=smallest(np.cumsum(np.concatenate([[0], *sizes]), dtype=np.int64)),
        tokens=smallest(np.concatenate([_NONE, *(part.tokens for part in parts)])),
        counts=smallest(np.concatenate([_NONE, *(part.counts for part in parts)])),
    )


def add_frequencies(
    first: NDArray[np.int32], second: NDArray[np.int32], *, sign: int = 1
) -> NDArray[np.int32]:
    """Add counts token by token, or with sign -1 take the second away from the first."""
    total = np.zeros(max(len(first), len(second)), dtype=np.int32)
    total[: len(first)] += first
    total[: len(second)] += sign * second
    return total


def _joined(
    papers: Sequence[tuple[NDArray[np.integer], NDArray[np.integer]]],
) -> TokenCounts:
    starts = np.cumsum([0, *(len(tokens) for tokens, _ in papers)])
    tokens = np.concatenate([_NONE, *(tokens for tokens, _ in papers)])
    counts = np.concatenate([_NONE, *(counts for _, counts in papers)])
    return TokenCounts(smallest(starts), smallest(tokens), smallest(counts))
