"""The settings that a run was begun under, and whether it may be taken up under others."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import RunError
from index.storage.whole_files import replacing
from qa.evaluation.runs.results_folder import RESULTS, as_json

SETTINGS = "settings.json"
DESCRIPTIVE = frozenset({"qa_file", "library"})
"""Settings that tell of a run and do not decide its figures."""

_SHOWN = 60
"""Characters of a setting that a message shows."""


def check_settings(folder: Path, settings: Mapping[str, object]) -> None:
    """Write the settings of a new run; of an old one, see that they are the same.

    Raises `RunError` that says which are not.
    """
    now = json.loads(as_json(settings))
    path = folder / SETTINGS
    if not path.exists():
        if (folder / RESULTS).exists():
            raise _refusal(folder, f"it has results but no {SETTINGS}")
        with replacing(path) as stream:
            stream.write(as_json(now, indent=2) + "\n")
        return
    try:
        former = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _refusal(folder, f"its {SETTINGS} cannot be read ({error})") from error
    differences = describe_differences(former, now)
    if differences:
        raise _refusal(folder, f"it was begun under other settings: {'; '.join(differences)}")


def _refusal(folder: Path, fact: str) -> RunError:
    return RunError(
        f"The run in {folder} cannot be taken up: {fact}. Name another folder with --out, or "
        "begin it anew with --restart, which removes its results."
    )


def describe_differences(former: object, settings: Mapping[str, object]) -> list[str]:
    """Say which of the settings that decide the figures are not what they were."""
    before, now = dict(_flat(former)), dict(_flat(settings))
    return [
        f"{name} was {_short(before.get(name))} and is {_short(now.get(name))}"
        for name in {**before, **now}
        if name not in DESCRIPTIVE and before.get(name) != now.get(name)
    ]


def _flat(values: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _short(value: object) -> str:
    text = as_json(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
