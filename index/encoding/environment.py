"""What libraries read of the environment as they are imported, and must not act upon."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

InferenceSession: TypeAlias = Any
"""What ONNX Runtime calls so; it has no types."""

SILENT = {
    # From release 1.32 on, ONNX Runtime writes an id of the device, paths and run times below
    # the user's home, and sends them to its maker.
    "ORT_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    # Transformers would ask for a model to be converted, on the hub, in a thread of its own.
    "DISABLE_SAFETENSORS_CONVERSION": "1",
}
"""Variables by which libraries are told not to report on their use."""


def silence_libraries() -> None:
    """Set `SILENT`, also for the processes that this one starts.

    A library reads its variable once, when it is imported: this comes before.
    """
    os.environ.update(SILENT)


def import_onnxruntime() -> Any:  # noqa: ANN401  # it has no types
    """Return ONNX Runtime, which reports on nothing unless someone else imported it before."""
    silence_libraries()
    import onnxruntime  # noqa: TID251  # here is where it is silenced

    return onnxruntime


@contextmanager
def changed_environment(changes: dict[str, str | None]) -> Iterator[None]:
    """Set the variables while the block runs, or unset those with None; then give them back."""
    before = {name: os.environ.get(name) for name in changes}
    _set(changes)
    try:
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
