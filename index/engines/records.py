"""What Qdrant returns of a point, by its client or in this process, read into our own values."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from index.engines.engine import Point, TermWeights

NO_WORDS = TermWeights(np.zeros(0, np.int64), np.zeros(0, np.float32))
"""Of a passage without terms, which has no sparse vector."""


def id_of(record: Any) -> int:  # noqa: ANN401 - a type of a package that may be missing
    """Return the id of a point: a number, or what is one when it is printed."""
    return int(str(record.id))


def read_point(record: Any) -> Point:  # noqa: ANN401
    """Return a point with what was asked for of it."""
    vector = record.vector or {}
    dense, words = vector.get("dense"), vector.get("words")
    return Point(
        id_of(record),
        record.payload or {},
        None if dense is None else np.array(dense, dtype=np.float32),
        _ascending(words.indices, words.values) if words is not None else NO_WORDS,
    )


def _ascending(numbers: Sequence[int], weights: Sequence[float]) -> TermWeights:
    """Put what an engine returns of a sparse vector in order."""
    order = np.argsort(np.array(numbers, dtype=np.int64))
    return TermWeights(
        np.array(numbers, dtype=np.int64)[order], np.array(weights, dtype=np.float32)[order]
    )
