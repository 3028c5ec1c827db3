"""Logistic regressions that were fitted before, and are kept as JSON."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """The probability of something, by what was measured; from `threshold` on it counts."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "LogisticModel":
        """Make the model that a JSON object holds, which may tell more besides."""
        return cls(content["weights"], content["bias"], content["threshold"])

    def probability(self, measures: Mapping[str, float]) -> float:
        """Return a probability, 0 to 1."""
        logit = self.bias + sum(weight * measures[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-logit))


def shipped(name: str) -> Any:  # noqa: ANN401  # what JSON holds
    """Read a JSON file that comes with Footnote in qa/data."""
    return json.loads(files("qa").joinpath("data", name).read_text("utf-8"))
