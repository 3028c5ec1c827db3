"""Every back end for vectors against brute force."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.backend import Backend
from index.encoding.encoder import FloatMatrix
from index.vectors.backends import DEFAULT_VECTORS, VECTOR_BACKENDS
from index.vectors.vector_index import VectorIndex
from tests.index.engine_samples import ENGINES, EngineIndexes
from tests.index.vectors.rows import saved, unit_rows

VectorBackend: TypeAlias = Backend[FloatMatrix, Any, VectorIndex]
IndexOf: TypeAlias = Callable[..., VectorIndex]
ROWS = unit_rows(50, seed=1)


@pytest.fixture(scope="module", params=VECTOR_BACKENDS)
def backend(request: pytest.FixtureRequest) -> VectorBackend:
    """Return each back end of files."""
    return VECTOR_BACKENDS[request.param]()


@pytest.fixture(scope="module", params=[*VECTOR_BACKENDS, *ENGINES])
def index_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> IndexOf:
    """Return what indexes rows, in one part or in several: each back end and each engine."""
    if request.param in ENGINES:
        return EngineIndexes(ENGINES[request.param](tmp_path_factory.mktemp("engine"))).vectors
    one = VECTOR_BACKENDS[request.param]()
    return lambda *parts: one.over([one.build(rows) for rows in parts])


def test_the_default_is_one_of_them() -> None:
    """Libraries that name no back end are opened by it."""
    assert DEFAULT_VECTORS in VECTOR_BACKENDS


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 60),
    k=st.integers(0, 80),
    seed=st.integers(0, 1_000),
    among=st.none() | st.sets(st.integers(0, 59)),
)
def test_search_is_brute_force(
    index_of: IndexOf, count: int, k: int, seed: int, among: set[int] | None
) -> None:
    """The best rows by inner product, best first, of all or of some places, never a row twice."""
    rows, query = unit_rows(count, seed=seed), unit_rows(1, seed=seed + 5_000)[0]
    allowed = sorted(set(range(count)) if among is None else {p for p in among if p < count})
    restriction = None if among is None else np.array(allowed, dtype=np.int64)

    places, scores = index_of(rows).search(query, k=k, among=restriction)

    products = rows @ query
    expected = sorted(allowed, key=lambda place: -products[place])[:k]
    assert len(places) == len(set(places.tolist())) == min(k, len(allowed))
    assert set(places.tolist()) <= set(allowed)
    np.testing.assert_allclose(scores, products[places], atol=1e-5)
    np.testing.assert_allclose(scores, products[expected], atol=1e-5)


def test_a_vector_finds_itself_with_the_cosine_one(index_of: IndexOf) -> None:
    """Inner products of unit vectors are cosines: higher is better, 1 is the same direction."""
    index = index_of(ROWS)
    for place in range(len(ROWS)):
        places, scores = index.search(ROWS[place], k=1)
        assert places.tolist() == [place]
        assert scores[0] == pytest.approx(1.0, abs=1e-5)
    _, opposite = index.search(-ROWS[0], k=50)
    assert opposite[-1] == pytest.approx(-1.0, abs=1e-5)


def test_similarities_are_those_of_the_places_asked_for(index_of: IndexOf) -> None:
    """In the order in which they are asked for, repeated or not, or none at all."""
    index = index_of(ROWS)
    places = np.array([7, 0, 49, 7], dtype=np.int64)
    np.testing.assert_allclose(index.similarity(ROWS[7], places), ROWS[places] @ ROWS[7], atol=1e-6)
    assert index.similarity(ROWS[7], np.empty(0, dtype=np.int64)).shape == (0,)


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 12), max_size=5),
    k=st.integers(0, 40),
    among=st.none() | st.sets(st.integers(0, 59)),
)
def test_parts_are_searched_as_one(
    index_of: IndexOf, sizes: list[int], k: int, among: set[int] | None
) -> None:
    """Places count on from part to part, in results, restrictions and similarities."""
    count = sum(sizes)
    rows, query = unit_rows(max(count, 1), seed=7)[:count], unit_rows(1, seed=8)[0]
    ends = np.cumsum(sizes)
    index = index_of(*(part for part in np.split(rows, ends[:-1]) if len(part)))
    assert len(index) == count
    allowed = sorted(set(range(count)) if among is None else {p for p in among if p < count})
    restriction = None if among is None else np.array(allowed, dtype=np.int64)
    places, scores = index.search(query, k=k, among=restriction)
    products = rows @ query
    assert places.tolist() == sorted(allowed, key=lambda place: -products[place])[:k]
    np.testing.assert_allclose(scores, products[places], atol=1e-5)
    asked = np.array(allowed[::-1], dtype=np.int64)
    np.testing.assert_allclose(index.similarity(query, asked), products[asked], atol=1e-6)


def test_parts_are_joined_in_order_and_lose_what_is_taken_out(backend: VectorBackend) -> None:
    """What is left moves up, and is found at its new place."""
    joined = backend.join([backend.build(ROWS[:20]), backend.build(ROWS[20:])])
    assert np.array_equal(joined.rows(), ROWS)
    rest = joined.without(range(10, 30))
    assert np.array_equal(rest.rows(), np.delete(ROWS, np.s_[10:30], axis=0))
    assert set(rest.held().values()) == {len(rest)} == {30}
    assert backend.over([rest]).search(ROWS[30], k=1).places.tolist() == [10]


def test_saved_then_loaded_it_answers_the_same(backend: VectorBackend, tmp_path: Path) -> None:
    """Bit for bit, from files that may be removed while they are in use."""
    built = backend.build(ROWS)
    assert next(iter(built.files())) == backend.endings[0]
    loaded = saved(backend, built, tmp_path)
    assert len(loaded) == len(built) == 50
    assert loaded.kind == built.kind
    one, other = backend.over([loaded]), backend.over([built])
    for query in unit_rows(5, seed=2):
        places, scores = one.search(query, k=9)
        expected_places, expected_scores = other.search(query, k=9)
        assert places.tolist() == expected_places.tolist()
        assert scores.tolist() == expected_scores.tolist()
    everywhere = np.arange(50)
    assert one.similarity(ROWS[3], everywhere).tolist() == (
        other.similarity(ROWS[3], everywhere).tolist()
    )
