"""Packages that only libraries in an engine need."""

from importlib import import_module
from typing import Any

from corpus.errors import SettingsError
from corpus.installing import extra_command


def installed(package: str) -> Any:  # noqa: ANN401 - a module
    """Import a package of the extra. Raises `SettingsError` if it is not installed."""
    try:
        return import_module(package)
    except ImportError as error:
        raise SettingsError(
            f"A library in Qdrant needs the package {package}, which is not installed: "
            f"{extra_command('qdrant')}"
        ) from error
