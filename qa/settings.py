"""What can be fitted to a collection of papers, and the file that keeps it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from corpus.errors import SettingsError
from index.encoder import Encoder
from index.retriever import RELEVANCE_WEIGHTS, HybridRetriever
from index.snapshot import Snapshot
from qa.abstention import AbstentionModel, default_model


@dataclass(frozen=True, slots=True)
class Settings:
    """The weights of the scores that order passages, and when to answer.

    `threshold` is the confidence from which a question is answered; None means the one
    that the abstention model came with.
    """

    relevance_weights: Mapping[str, float] = field(default_factory=lambda: dict(RELEVANCE_WEIGHTS))
    threshold: float | None = None

    def retriever(self, snapshot: Snapshot, encoder: Encoder) -> HybridRetriever:
        """Give the retriever that ranks as set."""
        return HybridRetriever(snapshot, encoder, weights=self.relevance_weights)

    def abstention(self) -> AbstentionModel:
        """Give the model that declines as set."""
        model = default_model()
        return model if self.threshold is None else replace(model, threshold=self.threshold)

    def save(self, path: Path) -> None:
        """Write the settings to a file. Raises `SettingsError`."""
        try:
            path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{path} cannot be written: {error.strerror}.") from error


def load_settings(path: Path) -> Settings:
    """Read what `Settings.save` wrote. Raises `SettingsError`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SettingsError(f"The settings {path} are no JSON: {error}.") from error
    weights = content.get("relevance_weights") if isinstance(content, dict) else None
    if not isinstance(weights, dict) or set(weights) != set(RELEVANCE_WEIGHTS):
        raise SettingsError(
            f"The settings {path} must have relevance_weights for {', '.join(RELEVANCE_WEIGHTS)}. "
            "`footnote tune` writes such a file."
        )
    threshold = content.get("threshold")
    numbers = [*weights.values(), *([] if threshold is None else [threshold])]
    if not all(isinstance(number, int | float) for number in numbers):
        raise SettingsError(f"The settings {path} have a value that is no number.")
    return Settings({name: float(weights[name]) for name in RELEVANCE_WEIGHTS}, threshold)
