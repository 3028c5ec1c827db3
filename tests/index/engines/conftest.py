"""A library in each engine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.engines.engine import Engine
from index.library import Library
from tests.index.engine_samples import ENGINES, library_in


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Return each engine, empty."""
    return ENGINES[request.param](tmp_path)


@pytest.fixture
def reopen(engine: Engine, tmp_path: Path) -> Callable[[], Library]:
    """Return what opens the engine's library as another process would."""
    return lambda: library_in(engine, tmp_path / "library")


@pytest.fixture
def kept(reopen: Callable[[], Library]) -> Library:
    """Return the library of the engine, without papers."""
    return reopen()
