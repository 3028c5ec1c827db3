"""What can be fitted to a collection of papers, and the file that keeps it."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import SettingsError
from index.storage.whole_files import replacing
from qa.reading.onnx_reader import DEFAULT_READER
from qa.reading.ranking import READING_WEIGHTS


def default_reader() -> str:
    """Return the name of the reader to use: that of `FOOTNOTE_READER`, or the one shipped."""
    return os.environ.get("FOOTNOTE_READER") or DEFAULT_READER


@dataclass(frozen=True, slots=True)
class Settings:
    """The weights of the scores that order passages, when to answer, and who reads.

    `threshold` is the confidence from which a question is answered; None means the one
    that the abstention model came with. `reader` is a name that `--reader` takes.
    """

    relevance_weights: Mapping[str, float] = field(default_factory=lambda: dict(READING_WEIGHTS))
    threshold: float | None = None
    reader: str = field(default_factory=default_reader)

    def save(self, path: Path) -> None:
        """Write the settings to a file. Raises `SettingsError`."""
        try:
            with replacing(path) as stream:
                stream.write(json.dumps(asdict(self), indent=2) + "\n")
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
    if not isinstance(weights, dict) or set(weights) != set(READING_WEIGHTS):
        raise SettingsError(
            f"The settings {path} must have relevance_weights for {', '.join(READING_WEIGHTS)}. "
            "`footnote tune` writes such a file."
        )
    threshold = content.get("threshold")
    numbers = [*weights.values(), *([] if threshold is None else [threshold])]
    if not all(isinstance(number, int | float) for number in numbers):
        raise SettingsError(f"The settings {path} have a value that is no number.")
    reader = content.get("reader", default_reader())
    if not isinstance(reader, str):
        raise SettingsError(f"The settings {path} name no reader: {reader!r}.")
    return Settings({name: float(weights[name]) for name in READING_WEIGHTS}, threshold, reader)
