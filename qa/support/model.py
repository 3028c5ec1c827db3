"""The probability that quotes support a sentence: a logistic regression, kept as JSON."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SupportModel:
    """A logistic regression over `qa.support.measures`; sentences stand from `threshold` on.

    `training/fit_support.py` fits it.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, measures: Mapping[str, float]) -> float:
        """Give a probability, 0 to 1."""
        logit = self.bias + sum(weight * measures[name] for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-logit))


@cache
def support_model() -> SupportModel:
    """Load the model that comes with Footnote."""
    content = json.loads(files("qa").joinpath("data", "support.json").read_text("utf-8"))
    return SupportModel(content["weights"], content["bias"], content["threshold"])
