"""Every back end for words against BM25 written out."""

from collections import Counter
from collections.abc import Iterable
from math import log
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.backend import Backend
from index.words.backends import DEFAULT_WORDS, WORD_BACKENDS
from index.words.terms import terms
from index.words.word_index import WordIndex

WordBackend: TypeAlias = Backend[Iterable[str], Any, WordIndex]
WORDS = st.sampled_from(
    "tea teas coffee ship ships harbour harbours nuclear 1660 F-16 café the of Pakistan’s "
    "Indo-centric".split()
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=8)


@pytest.fixture(scope="module", params=WORD_BACKENDS)
def backend(request: pytest.FixtureRequest) -> WordBackend:
    """Return each back end."""
    return WORD_BACKENDS[request.param]()


def index_of(backend: WordBackend, *parts: list[str]) -> WordIndex:
    """Index texts, in one part or in several."""
    return backend.over([backend.build(texts) for texts in parts])


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
def test_scores_are_those_of_the_formula(
    backend: WordBackend, texts: list[str], query: str
) -> None:
    """For texts and queries of every kind; a term that is asked for twice counts twice."""
    scores = index_of(backend, texts).scores(query)
    assert scores.shape == (len(texts),)
    np.testing.assert_allclose(scores, bm25(texts, query), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("query", ["", "the of and", "zebra", "?!", "茶", "\0"])
def test_a_query_without_a_known_term_scores_zero_everywhere(
    backend: WordBackend, query: str
) -> None:
    """Empty, function words only, unknown words only: nothing matches, and nothing fails."""
    index = index_of(backend, ["tea and coffee", "the", ""])
    assert index.scores(query).tolist() == [0, 0, 0]


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.data())
def test_frequencies_count_the_passages_that_hold_a_term(
    backend: WordBackend, texts: list[str], data: st.DataObject
) -> None:
    """Once for each passage, among those that are looked at."""
    among = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    index = index_of(backend, texts)
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
    expected = backend.over([backend.build(texts)]).scores(query).tolist()
    parts = [backend.build(part) for part in (texts[:first], texts[first:])]
    joined = backend.join(parts)
    assert set(joined.held().values()) == {len(joined)} == {len(texts)}
    for index in (backend.over(parts), backend.over([joined])):
        assert len(index) == len(texts)
        assert index.scores(query).tolist() == expected
    rest = backend.over([joined.without(range(first, last))])
    others = texts[:first] + texts[last:]
    assert rest.scores(query).tolist() == index_of(backend, others).scores(query).tolist()


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
        assert index.scores(query).tolist() == built.scores(query).tolist()
    assert index.frequency("tea", np.array([True, True, True, False])) == 1


def test_an_index_of_nothing_finds_nothing(backend: WordBackend) -> None:
    """A library whose papers were all removed can still be asked."""
    empty = backend.over([])
    assert len(empty) == 0
    assert empty.scores("tea").shape == (0,)
    assert empty.frequency("tea", np.zeros(0, dtype=bool)) == 0


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_the_vocabulary_and_who_holds_a_term(
    backend: WordBackend, first: list[str], second: list[str]
) -> None:
    """Every term of the texts is there, and the places are those of the texts that have it."""
    index, texts = index_of(backend, first, second), [*first, *second]
    assert index.vocabulary == {term for text in texts for term in terms(text)}
    for term in index.vocabulary:
        holding = [place for place, text in enumerate(texts) if term in terms(text)]
        assert index.holders(term).tolist() == holding
    assert index.holders("unheard").tolist() == []
