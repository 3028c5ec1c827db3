"""What a library's passages hold in all: counts that no engine gives at a question's speed.

A tally is of some papers. Those of a library are added up when it is opened; small ones are
joined as papers come, as the parts of a library in a folder are.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoded_paper import EncodedPaper
from index.engines.engine import Payload
from index.part import indexed_texts
from index.words.terms import terms
from index.words.token_counts import add_frequencies, count_tokens


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages hold each term, how many sentences each token of the vocabulary.

    `passages` counts passages, `length` their terms. That of a paper which was taken out is
    added with all counts negative.
    """

    terms: Counter[str]
    tokens: NDArray[np.int32]
    passages: int
    length: int

    @property
    def mean_length(self) -> np.float64:
        """How many terms a passage has."""
        return np.float64(self.length) / max(self.passages, 1)

    @classmethod
    def of(cls, encoded: EncodedPaper) -> "Tally":
        """Count what a paper holds."""
        own = [terms(text) for text in indexed_texts(encoded)]
        return cls(
            Counter(term for each in own for term in set(each)),
            count_tokens([encoded]).frequencies(),
            len(own),
            sum(max(len(each), 1) for each in own),
        )

    @property
    def vocabulary(self) -> frozenset[str]:
        """The terms that there are."""
        return frozenset(self.terms)

    def negative(self) -> "Tally":
        """Return what takes these counts away."""
        terms = Counter({term: -count for term, count in self.terms.items()})
        return Tally(terms, -self.tokens, -self.passages, -self.length)

    def to_text(self) -> str:
        """Return what `from_text` reads."""
        tokens = np.flatnonzero(self.tokens)
        content = {
            "terms": self.terms,
            "tokens": tokens.tolist(),
            "counts": self.tokens[tokens].tolist(),
            "passages": self.passages,
            "length": self.length,
        }
        return pack(json.dumps(content, ensure_ascii=False).encode())

    @classmethod
    def from_text(cls, text: str) -> "Tally":
        """Read what `to_text` gave."""
        content = json.loads(unpack(text))
        tokens = np.zeros(max(content["tokens"], default=-1) + 1, dtype=np.int32)
        tokens[content["tokens"]] = content["counts"]
        return cls(Counter(content["terms"]), tokens, content["passages"], content["length"])


NOTHING = Tally(Counter(), np.zeros(0, np.int32), 0, 0)


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Return the sums; terms and tokens of which nothing is left are not in them."""
    words: Counter[str] = Counter()
    tokens, passages, length = NOTHING.tokens, 0, 0
    for tally in tallies:
        words.update(tally.terms)
        tokens = add_frequencies(tokens, tally.tokens)
        passages += tally.passages
        length += tally.length
    left = Counter({term: count for term, count in words.items() if count})
    return Tally(left, tokens, passages, length)


def count_to_add(tallies: Sequence[Payload], new: Tally) -> int:
    """Return how many of the last tallies a new one is added to; see `part.count_to_join`."""
    from index.part import count_to_join

    return count_to_join([abs(int(tally["passages"])) for tally in tallies], abs(new.passages))


def pack(data: bytes) -> str:
    """Write bytes as text that JSON holds, made smaller."""
    return b64encode(zlib.compress(data, 6)).decode("ascii")


def unpack(text: str) -> bytes:
    """Read what `pack` wrote. Raises ValueError."""
    try:
        return zlib.decompress(b64decode(text))
    except zlib.error as error:
        raise ValueError(str(error)) from error
