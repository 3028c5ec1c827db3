"""The dense index against brute force."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.encoding.encoder import FloatMatrix
from index.vectors import vector_part
from index.vectors.vector_index import VectorIndex
from index.vectors.vector_part import VectorPart


def unit_rows(count: int, *, seed: int, dimension: int = 16) -> NDArray[np.float32]:
    """Return random unit vectors."""
    rows = np.random.default_rng(seed).standard_normal((count, dimension))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


ROWS = unit_rows(50, seed=1)


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 60),
    k=st.integers(0, 80),
    seed=st.integers(0, 1_000),
    among=st.none() | st.sets(st.integers(0, 59)),
)
def test_search_is_brute_force(count: int, k: int, seed: int, among: set[int] | None) -> None:
    """The best rows by inner product, best first, of all or of some places, never a row twice."""
    rows, query = unit_rows(count, seed=seed), unit_rows(1, seed=seed + 5_000)[0]
    allowed = sorted(set(range(count)) if among is None else {p for p in among if p < count})
    restriction = None if among is None else np.array(allowed, dtype=np.int64)

    places, scores = VectorIndex.build(rows).search(query, k=k, among=restriction)

    products = rows @ query
    expected = sorted(allowed, key=lambda place: -products[place])[:k]
    assert len(places) == len(set(places.tolist())) == min(k, len(allowed))
    assert set(places.tolist()) <= set(allowed)
    np.testing.assert_allclose(scores, products[places], atol=1e-5)
    np.testing.assert_allclose(scores, products[expected], atol=1e-5)


def test_a_vector_finds_itself_with_the_cosine_one() -> None:
    """Inner products of unit vectors are cosines: higher is better, 1 is the same direction."""
    index = VectorIndex.build(ROWS)
    for place in range(len(ROWS)):
        places, scores = index.search(ROWS[place], k=1)
        assert places.tolist() == [place]
        assert scores[0] == pytest.approx(1.0, abs=1e-5)
    _, opposite = index.search(-ROWS[0], k=50)
    assert opposite[-1] == pytest.approx(-1.0, abs=1e-5)


def test_similarities_are_those_of_the_places_asked_for() -> None:
    """In the order in which they are asked for, repeated or not, or none at all."""
    index = VectorIndex.build(ROWS)
    places = np.array([7, 0, 49, 7], dtype=np.int64)
    np.testing.assert_allclose(index.similarity(ROWS[7], places), ROWS[places] @ ROWS[7], atol=1e-6)
    assert index.similarity(ROWS[7], np.empty(0, dtype=np.int64)).shape == (0,)


def saved(part: VectorPart, folder: Path) -> VectorPart:
    """Write a part into files and read them."""
    paths = [folder / f"véctors{ending}" for ending in part.files()]
    for path, content in zip(paths, part.files().values(), strict=True):
        path.write_bytes(content)
    loaded = VectorPart.load(*paths)
    for path in paths:
        path.unlink()
    return loaded


MOST_EXACT = 1_000
"""For the tests, so that a part of two thousand vectors has lists."""
KINDS = {"flat": 900, "lists": 4_000}


@pytest.fixture(params=KINDS)
def clustered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FloatMatrix:
    """Return vectors in clusters, as many as make a part of each kind."""
    monkeypatch.setattr(vector_part, "MOST_EXACT", MOST_EXACT)
    count = KINDS[request.param]
    centres = unit_rows(60, seed=3, dimension=48)
    rows = np.repeat(centres, count // 60 + 1, axis=0)[:count]
    rows = rows + 0.5 * unit_rows(count, seed=4, dimension=48)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def recall(part: VectorPart, rows: FloatMatrix, among: NDArray[np.int64] | None = None) -> float:
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
    built = VectorPart.build(clustered)
    least = 1.0 if len(clustered) <= MOST_EXACT else 0.95
    assert ("IVF" in built.kind) == (len(clustered) > MOST_EXACT)
    loaded = saved(built, tmp_path)
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
    assert recall(VectorPart.build(clustered), clustered, among) >= (1.0 if exact else 0.95)


def test_each_kind_loses_what_is_taken_out(clustered: FloatMatrix) -> None:
    """The vectors behind move up, and are found at their new places."""
    rest = VectorPart.build(clustered).without(range(100, 200))
    rows = np.delete(clustered, np.s_[100:200], axis=0)
    assert np.array_equal(rest.rows(), rows)
    assert recall(rest, rows) >= 0.95


def test_each_kind_is_built_the_same_each_time(clustered: FloatMatrix) -> None:
    """Byte for byte."""
    first, second = (VectorPart.build(clustered).files() for _ in range(2))
    assert {name: bytes(content) for name, content in first.items()} == {
        name: bytes(content) for name, content in second.items()
    }


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 12), max_size=5),
    k=st.integers(0, 40),
    among=st.none() | st.sets(st.integers(0, 59)),
)
def test_parts_are_searched_as_one(sizes: list[int], k: int, among: set[int] | None) -> None:
    """Places count on from part to part, in results, restrictions and similarities."""
    count = sum(sizes)
    rows, query = unit_rows(max(count, 1), seed=7)[:count], unit_rows(1, seed=8)[0]
    ends = np.cumsum(sizes)
    index = VectorIndex([VectorPart.build(part) for part in np.split(rows, ends[:-1]) if len(part)])
    allowed = sorted(set(range(count)) if among is None else {p for p in among if p < count})
    restriction = None if among is None else np.array(allowed, dtype=np.int64)
    places, scores = index.search(query, k=k, among=restriction)
    products = rows @ query
    assert places.tolist() == sorted(allowed, key=lambda place: -products[place])[:k]
    np.testing.assert_allclose(scores, products[places], atol=1e-5)
    asked = np.array(allowed[::-1], dtype=np.int64)
    np.testing.assert_allclose(index.similarity(query, asked), products[asked], atol=1e-6)


def test_saved_then_loaded_it_answers_the_same(tmp_path: Path) -> None:
    """Bit for bit, from a mapped file that may be removed while it is in use."""
    built = VectorPart.build(ROWS)
    loaded = saved(built, tmp_path)
    assert len(loaded) == len(built) == 50
    for query in unit_rows(5, seed=2):
        places, scores = loaded.search(query, k=9)
        expected_places, expected_scores = built.search(query, k=9)
        assert places.tolist() == expected_places.tolist()
        assert scores.tolist() == expected_scores.tolist()
    everywhere = np.arange(50)
    assert loaded.similarity(ROWS[3], everywhere).tolist() == (
        built.similarity(ROWS[3], everywhere).tolist()
    )
