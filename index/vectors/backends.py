"""Back ends for vectors, by the name that a library's manifest has."""

from collections.abc import Callable, Mapping
from typing import Any

from index.backend import Backend
from index.encoding.encoder import FloatMatrix
from index.vectors.faiss_part import faiss_backend
from index.vectors.vector_index import VectorIndex

DEFAULT_VECTORS = "faiss"

VECTOR_BACKENDS: Mapping[str, Callable[[], Backend[FloatMatrix, Any, VectorIndex]]] = {
    DEFAULT_VECTORS: faiss_backend,
}
"""Each is held to brute force by tests/index/vectors/test_backends.py."""
