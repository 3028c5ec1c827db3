"""Every back end for words against BM25 written out."""

from collections import Counter
from collections.abc import Callable, Iterable
from math import log
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.backend import Backend
from index.words.backends import DEFAULT_WORDS, WORD_BACKENDS
from index.words.terms import terms
from index.words.word_index import WordIndex
from tests.index.engine_samples import ENGINES, EngineIndexes

WordBackend: TypeAlias = Backend[Iterable[str], Any, WordIndex]
IndexOf: TypeAlias = Callable[..., WordIndex]
WORDS = st.sampled_from(
    "tea teas coffee ship ships harbour harbours nuclear 1660 F-16 café the of Pakistan’s "
    "Indo-centric".split()
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=8)


@pytest.fixture(scope="module", params=WORD_BACKENDS)
def backend(request: pytest.FixtureRequest) -> WordBackend:
    """Return each back end of files."""
    return WORD_BACKENDS[request.param]()


@pytest.fixture(scope="module", params=[*WORD_BACKENDS, *ENGINES])
def index_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> IndexOf:
    """Return what indexes texts, in one part or in several: each back end and each engine."""
    if request.param in ENGINES:
        return EngineIndexes(ENGINES[request.param](tmp_path_factory.mktemp("engine"))).words
    one = WORD_BACKENDS[request.param]()
    return lambda *parts: one.over([one.build(texts) for texts in parts])


def scores_of(index: WordIndex, query: str) -> NDArray[np.float32]:
    """Score all passages for a query."""
    return index.ask(query).at(np.arange(len(index)))


def test_the_default_is_one_of_them() -> None:
    """Libraries that name no back end are opened by it."""
    assert DEFAULT_WORDS in WORD_BACKENDS


def bm25(texts: list[str], query: str, *, k1: float = 1.2, b: float = 0.75) -> list[float]:
    """Score texts by the formula, as Lucene has it: without the constant factor k1 + 1."""
    documents = [terms(text) for text in texts]
    # A text without terms counts as one of one term that no query has.
    lengths = [len(document) or 1 for document in documents]
    average = sum(lengths) / len(lengths)
    scores = []
    for document, length in zip(documents, lengths, strict=True):
        counts, score = Counter(document), 0.0
        for term in terms(query):
            holders = sum(term in other for other in documents)
            rarity = log(1 + (len(documents) - holders + 0.5) / (holders + 0.5))
            frequency = counts[term]
            score += rarity * frequency / (frequency + k1 * (1 - b + b * length / average))
        scores.append(score)
    return scores


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.lists(WORDS, max_size=6).map(" ".join))
@example(["", "the of"], "tea")
@example(["tea"], "tea tea")
def test_scores_are_those_of_the_formula(index_of: IndexOf, texts: list[str], query: str) -> None:
    """For texts and queries of every kind; a term that is asked for twice counts twice."""
    scores = scores_of(index_of(texts), query)
    assert scores.shape == (len(texts),)
    np.testing.assert_allclose(scores, bm25(texts, query), rtol=1e-4, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(WORDS, max_size=6).map(" ".join), st.integers(0, 9), st.data())
def test_the_best_are_those_of_the_formula(
    index_of: IndexOf, texts: list[str], query: str, k: int, data: st.DataObject
) -> None:
    """Of all or of some places: the highest scores over 0, of equal ones the first."""
    among = data.draw(st.none() | st.sets(st.integers(0, len(texts) - 1)))
    allowed = sorted(range(len(texts)) if among is None else among)
    restriction = None if among is None else np.array(allowed, dtype=np.int64)
    scored = index_of(texts).ask(query)
    scores = scored.at(np.arange(len(texts)))
    best = sorted((place for place in allowed if scores[place] > 0), key=lambda p: -scores[p])
    assert scored.best(k=k, among=restriction).tolist() == (best[:k] if k else [])


@pytest.mark.parametrize("query", ["", "the of and", "zebra", "?!", "茶", "\0"])
def test_a_query_without_a_known_term_scores_zero_everywhere(index_of: IndexOf, query: str) -> None:
    """Empty, function words only, unknown words only: nothing matches, and nothing fails."""
    index = index_of(["tea and coffee", "the", ""])
    assert scores_of(index, query).tolist() == [0, 0, 0]


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.data())
def test_frequencies_count_the_passages_that_hold_a_term(
    index_of: IndexOf, texts: list[str], data: st.DataObject
) -> None:
    """Once for each passage, among those that are looked at."""
    among = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    index = index_of(texts)
    for term in {*terms("tea coffee ships nuclear zebra café")}:
        holding = [term in terms(text) for text in texts]
        assert index.frequency(term, among) == sum(among & holding)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.lists(WORDS, min_size=1, max_size=6).map(" ".join), st.data())
def test_parts_are_scored_as_one_joined_or_not(
    backend: WordBackend, texts: list[str], query: str, data: st.DataObject
) -> None:
    """Rarity and length are those of all passages, also of those that are left."""
    first = data.draw(st.integers(0, len(texts)))
    last = data.draw(st.integers(first, len(texts)))
    expected = scores_of(backend.over([backend.build(texts)]), query).tolist()
    parts = [backend.build(part) for part in (texts[:first], texts[first:])]
    joined = backend.join(parts)
    assert set(joined.held().values()) == {len(joined)} == {len(texts)}
    for index in (backend.over(parts), backend.over([joined])):
        assert len(index) == len(texts)
        assert scores_of(index, query).tolist() == expected
    rest = backend.over([joined.without(range(first, last))])
    others = texts[:first] + texts[last:]
    assert (
        scores_of(rest, query).tolist()
        == scores_of(backend.over([backend.build(others)]), query).tolist()
    )


def test_saved_then_loaded_it_scores_the_same(backend: WordBackend, tmp_path: Path) -> None:
    """From files that may be removed while they are in use."""
    counted = backend.build(["tea came in 1660", "coffee was first", "", "tea tea tea"])
    paths = {ending: tmp_path / f"wörds{ending}" for ending in counted.files()}
    assert next(iter(paths)) == backend.endings[0]
    for ending, content in counted.files().items():
        paths[ending].write_bytes(content)
    loaded = backend.load(paths)
    for path in paths.values():
        path.unlink()
    built, index = backend.over([counted]), backend.over([loaded])
    assert len(index) == 4
    for query in ("tea", "first coffee", "1660", "zebra", ""):
        assert scores_of(index, query).tolist() == scores_of(built, query).tolist()
    assert index.frequency("tea", np.array([True, True, True, False])) == 1


def test_an_index_of_nothing_finds_nothing(backend: WordBackend) -> None:
    """A library whose papers were all removed can still be asked."""
    empty = backend.over([])
    assert len(empty) == 0
    assert scores_of(empty, "tea").shape == (0,)
    assert empty.frequency("tea", np.zeros(0, dtype=bool)) == 0


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_the_vocabulary_and_who_holds_a_term(
    index_of: IndexOf, first: list[str], second: list[str]
) -> None:
    """Every term of the texts is there, and the places are those of the texts that have it."""
    index, texts = index_of(first, second), [*first, *second]
    assert index.vocabulary == {term for text in texts for term in terms(text)}
    for term in index.vocabulary:
        holding = [place for place, text in enumerate(texts) if term in terms(text)]
        assert index.holders(term).tolist() == holding
    assert index.holders("unheard").tolist() == []
