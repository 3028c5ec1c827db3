"""Back ends for words, by the name that a library's manifest has."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from index.backend import Backend
from index.words.lexical import bm25_backend
from index.words.word_index import WordIndex

DEFAULT_WORDS = "bm25"

WORD_BACKENDS: Mapping[str, Callable[[], Backend[Iterable[str], Any, WordIndex]]] = {
    DEFAULT_WORDS: bm25_backend,
}
"""Each is held to BM25 written out by tests/index/words/test_backends.py."""
