"""By which back ends a library indexes its passages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.backend import Backend, make_backend
from index.encoding.encoder import FloatMatrix
from index.vectors.backends import DEFAULT_VECTORS, VECTOR_BACKENDS
from index.vectors.vector_index import VectorIndex, VectorPart
from index.words.backends import DEFAULT_WORDS, WORD_BACKENDS
from index.words.word_index import WordIndex, WordPart


@dataclass(frozen=True, slots=True)
class Indexing:
    """The names of two back ends, as the manifest's facts tell them."""

    vectors: str = DEFAULT_VECTORS
    words: str = DEFAULT_WORDS

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Indexing":
        """Return those that a generation's facts name; the default ones where they name none."""
        return cls(
            str(facts.get("vectors", DEFAULT_VECTORS)), str(facts.get("words", DEFAULT_WORDS))
        )

    def facts(self) -> dict[str, str]:
        """Return what the facts are to name: nothing of the default ones, as ever."""
        named = {"vectors": self.vectors, "words": self.words}
        defaults = {"vectors": DEFAULT_VECTORS, "words": DEFAULT_WORDS}
        return {key: name for key, name in named.items() if name != defaults[key]}

    def vector_backend(self) -> Backend[FloatMatrix, VectorPart, VectorIndex]:
        """Return what indexes vectors. Raises `LibraryMismatch`."""
        return make_backend(VECTOR_BACKENDS, self.vectors, indexes="vectors")

    def word_backend(self) -> Backend[Iterable[str], WordPart, WordIndex]:
        """Return what indexes words. Raises `LibraryMismatch`."""
        return make_backend(WORD_BACKENDS, self.words, indexes="words")
