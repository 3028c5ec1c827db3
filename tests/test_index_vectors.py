"""The dense index against brute force."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.vectors import VectorIndex


def unit_rows(count: int, *, seed: int, dimension: int = 16) -> NDArray[np.float32]:
    """Give random unit vectors."""
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


def test_saved_then_loaded_it_answers_the_same(tmp_path: Path) -> None:
    """Bit for bit, from a mapped file that may be removed while it is in use."""
    built = VectorIndex.build(ROWS)
    path = tmp_path / "véctors.faiss"
    path.write_bytes(built.to_bytes())
    loaded = VectorIndex.load(path)
    path.unlink()
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
