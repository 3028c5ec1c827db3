"""The models that tell kinds apart: logistic regressions, and the file that keeps them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class KindModel:
    """A multinomial logistic regression over named features, and over a vector or none.

    `weights` has a row for each feature and a column for each kind; so has `for_vector` for
    each dimension (none where the model takes no vector). The features of a question share
    the length 1 between them, however many they are.
    """

    features: Mapping[str, int]
    weights: NDArray[np.float32]
    for_vector: NDArray[np.float32]
    bias: NDArray[np.float32]

    def probabilities(
        self, features: set[str], vector: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """Return how probable the kind of each column is; `vector` has unit length."""
        known = sorted(self.features[name] for name in features if name in self.features)
        scores = self.bias + self.weights[known].sum(axis=0) / np.sqrt(len(known) + 1)
        if vector is not None:
            scores = scores + vector @ self.for_vector
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), dtype=np.float32)


@cache
def load_model(name: str) -> KindModel:
    """Load a shipped model, whose weights are eight bits and a scale for each kind."""
    with open_shipped() as stored:
        scale = np.asarray(stored[f"{name}_scale"], dtype=np.float32)
        return KindModel(
            features={line: row for row, line in enumerate(read_lines(stored[f"{name}_features"]))},
            weights=np.asarray(stored[f"{name}_weights"], dtype=np.float32) * scale,
            for_vector=np.asarray(stored[f"{name}_vector"], dtype=np.float32),
            bias=np.asarray(stored[f"{name}_bias"], dtype=np.float32),
        )


def open_shipped() -> NpzFile:
    """Open what training/fit_kinds.py wrote."""
    content = (files("qa") / "data" / "kinds.npz").read_bytes()
    stored: NpzFile = np.load(io.BytesIO(content), allow_pickle=False)
    return stored


def read_lines(stored: NDArray[np.generic]) -> list[str]:
    """Return the lines that are stored as the bytes of their text."""
    return stored.tobytes().decode("utf-8").split("\n")
