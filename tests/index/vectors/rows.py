"""Vectors to index, and parts of them written and read."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.backend import Backend, KeptPart
from index.encoding.encoder import FloatMatrix
from index.vectors.vector_index import VectorIndex


def unit_rows(count: int, *, seed: int, dimension: int = 16) -> NDArray[np.float32]:
    """Return random unit vectors."""
    rows = np.random.default_rng(seed).standard_normal((count, dimension))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def saved(
    backend: Backend[FloatMatrix, KeptPart, VectorIndex], part: KeptPart, folder: Path
) -> KeptPart:
    """Write a part into files, read them, and remove them while the part is in use."""
    paths = {ending: folder / f"véctors{ending}" for ending in part.files()}
    for ending, content in part.files().items():
        paths[ending].write_bytes(content)
    loaded = backend.load(paths)
    for path in paths.values():
        path.unlink()
    return loaded
