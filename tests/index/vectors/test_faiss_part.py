"""FAISS's two kinds of parts against brute force."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoding.encoder import FloatMatrix
from index.vectors import faiss_part
from index.vectors.faiss_part import FaissPart, faiss_backend
from tests.index.vectors.rows import saved, unit_rows

MOST_EXACT = 1_000
"""For the tests, so that a part of two thousand vectors has lists."""
KINDS = {"flat": 900, "lists": 4_000}


@pytest.fixture(params=KINDS)
def clustered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FloatMatrix:
    """Return vectors in clusters, as many as make a part of each kind."""
    monkeypatch.setattr(faiss_part, "MOST_EXACT", MOST_EXACT)
    count = KINDS[request.param]
    centres = unit_rows(60, seed=3, dimension=48)
    rows = np.repeat(centres, count // 60 + 1, axis=0)[:count]
    rows = rows + 0.5 * unit_rows(count, seed=4, dimension=48)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def recall(part: FaissPart, rows: FloatMatrix, among: NDArray[np.int64] | None = None) -> float:
    """Return the share of the true best ten that a part finds; check each score on the way."""
    queries = rows[::97] + 0.2 * unit_rows(len(rows[::97]), seed=5, dimension=48)
    allowed = np.arange(len(rows)) if among is None else among
    found = 0
    for query in queries.astype(np.float32):
        places, scores = part.search(query, k=10, among=among)
        assert len(places) == len(set(places.tolist())) == 10
        assert set(places.tolist()) <= set(allowed.tolist())
        np.testing.assert_allclose(scores, rows[places] @ query, atol=1e-5)
        assert (np.diff(scores) <= 0).all()
        best = allowed[np.argsort(-(rows[allowed] @ query), kind="stable")[:10]]
        found += len(set(best.tolist()) & set(places.tolist()))
    return found / (10 * len(queries))


def test_each_kind_finds_what_brute_force_finds(clustered: FloatMatrix, tmp_path: Path) -> None:
    """At least 95 of 100, with exact scores, built as loaded; a flat part finds all."""
    built = FaissPart.build(clustered)
    least = 1.0 if len(clustered) <= MOST_EXACT else 0.95
    assert ("IVF" in built.kind) == (len(clustered) > MOST_EXACT)
    loaded = saved(faiss_backend(), built, tmp_path)
    assert loaded.kind == built.kind
    for part in (built, loaded):
        assert recall(part, clustered) >= least


@pytest.mark.parametrize("share", [3, 2])
def test_each_kind_can_be_kept_to_some_places(clustered: FloatMatrix, share: int) -> None:
    """To few, which are all compared, and to many, of which lists find nearly all."""
    among = np.arange(len(clustered)).reshape(-1, 2)[:, 0]
    if share == 3:
        among = among[:600]
    exact = len(among) <= MOST_EXACT
    assert recall(FaissPart.build(clustered), clustered, among) >= (1.0 if exact else 0.95)


def test_each_kind_loses_what_is_taken_out(clustered: FloatMatrix) -> None:
    """The vectors behind move up, and are found at their new places."""
    rest = FaissPart.build(clustered).without(range(100, 200))
    rows = np.delete(clustered, np.s_[100:200], axis=0)
    assert np.array_equal(rest.rows(), rows)
    assert recall(rest, rows) >= 0.95


def test_each_kind_is_built_the_same_each_time(clustered: FloatMatrix) -> None:
    """Byte for byte."""
    first, second = (FaissPart.build(clustered).files() for _ in range(2))
    assert {name: bytes(content) for name, content in first.items()} == {
        name: bytes(content) for name, content in second.items()
    }
