"""The lexical index against BM25 written out."""

from collections import Counter
from dataclasses import astuple
from math import log
from pathlib import Path

import numpy as np
import pytest
from bm25s import BM25
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.arrays import is_mapped
from index.lexical import LexicalIndex
from index.postings import Postings, count_terms, join_postings
from index.terms import terms, words

WORDS = st.sampled_from(
    "tea teas coffee ship ships harbour harbours nuclear 1660 F-16 café the of Pakistan’s "
    "Indo-centric".split()
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=8)


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
def test_scores_are_those_of_the_formula(texts: list[str], query: str) -> None:
    """For texts and queries of every kind; a term that is asked for twice counts twice."""
    scores = LexicalIndex.build(texts).scores(query)
    assert scores.shape == (len(texts),)
    np.testing.assert_allclose(scores, bm25(texts, query), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("query", ["", "the of and", "zebra", "?!", "茶", "\0"])
def test_a_query_without_a_known_term_scores_zero_everywhere(query: str) -> None:
    """Empty, function words only, unknown words only: nothing matches, and nothing fails."""
    assert LexicalIndex.build(["tea and coffee", "the", ""]).scores(query).tolist() == [0, 0, 0]


def test_forms_of_a_word_are_one_term() -> None:
    """Stemming, case, possessive endings and typographic apostrophes make no difference."""
    assert terms("Pakistan’s harbours") == terms("pakistan HARBOUR") == ["pakistan", "harbour"]
    assert terms("The relations of it") == ["relat"]
    assert words("\uff21 F-16, don’t") == ["a", "f", "16", "don’t"]


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.data())
def test_frequencies_count_the_passages_that_hold_a_term(
    texts: list[str], data: st.DataObject
) -> None:
    """Once for each passage, among those that are looked at."""
    among = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    index = LexicalIndex.build(texts)
    for term in {*terms("tea coffee ships nuclear zebra café")}:
        holding = [term in terms(text) for text in texts]
        assert index.frequency(term, among) == sum(among & holding)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(WORDS, min_size=1, max_size=6).map(" ".join), st.data())
@example(["", "the of"], "tea", None)
def test_scores_are_those_of_bm25s_however_texts_come_in_parts(
    texts: list[str], query: str, data: st.DataObject | None
) -> None:
    """To the last bit, of one part, of several, and of several that were joined."""
    reference = BM25(k1=1.2, b=0.75, method="lucene")
    reference.index([terms(text) or ["\0"] for text in texts], show_progress=False)
    known = [term for term in terms(query) if term in reference.vocab_dict]
    expected = reference.get_scores(known) if known else np.zeros(len(texts))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(texts))))) if data else []
    parts = [
        count_terms(texts[start:end])
        for start, end in zip([0, *cuts], [*cuts, len(texts)], strict=True)
    ]
    for index in (LexicalIndex(parts), LexicalIndex([join_postings(parts)])):
        assert index.scores(query).tolist() == expected.tolist()
        assert len(index) == len(texts)


def as_lists(postings: Postings) -> list[object]:
    """Return all that postings hold."""
    return [(array.dtype, array.tolist()) for array in astuple(postings)]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_postings_joined_or_taken_out_are_those_counted_anew(
    texts: list[str], data: st.DataObject
) -> None:
    """The words themselves are not needed again."""
    first = data.draw(st.integers(0, len(texts)))
    last = data.draw(st.integers(first, len(texts)))
    whole = count_terms(texts)
    parts = [count_terms(part) for part in (texts[:first], texts[first:last], texts[last:])]
    assert as_lists(join_postings(parts)) == as_lists(whole)
    rest = whole.without(range(first, last))
    assert as_lists(rest) == as_lists(count_terms(texts[:first] + texts[last:]))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(WORDS, max_size=6).map(" ".join), st.integers(0, 9), st.data())
def test_the_best_passages_are_those_with_the_highest_scores(
    texts: list[str], query: str, k: int, data: st.DataObject
) -> None:
    """The earlier first where scores are equal, none without a shared term, of all or of some."""
    index = LexicalIndex.build(texts)
    scores = index.scores(query)
    some = data.draw(st.none() | st.sets(st.integers(0, len(texts) - 1)))
    allowed = sorted(range(len(texts)) if some is None else some)
    expected = sorted((place for place in allowed if scores[place]), key=lambda p: -scores[p])[:k]
    among = None if some is None else np.array(allowed, dtype=np.int64)
    places, found = index.search(query, k=k, among=among)
    assert places.tolist() == expected
    assert found.tolist() == scores[expected].tolist()


def test_saved_then_loaded_it_scores_the_same(tmp_path: Path) -> None:
    """From a file that is mapped, and may be removed while it is in use."""
    counted = count_terms(["tea came in 1660", "coffee was first", "", "tea tea tea"])
    path = tmp_path / "pöstings"
    path.write_bytes(counted.to_bytes())
    loaded = Postings.load(path)
    path.unlink()
    assert as_lists(loaded) == as_lists(counted)
    assert is_mapped(loaded.passages)
    built, index = LexicalIndex([counted]), LexicalIndex([loaded])
    assert len(index) == 4
    for query in ("tea", "first coffee", "1660", "zebra", ""):
        assert index.scores(query).tolist() == built.scores(query).tolist()
    assert index.frequency("tea", np.array([True, True, True, False])) == 1


def test_an_index_of_nothing_finds_nothing() -> None:
    """A library whose papers were all removed can still be asked."""
    empty = LexicalIndex.build([])
    assert len(empty) == 0
    assert empty.scores("tea").shape == (0,)
    assert empty.frequency("tea", np.zeros(0, dtype=bool)) == 0


@given(texts=TEXTS)
def test_the_vocabulary_and_who_holds_a_term(texts: list[str]) -> None:
    """Every term of the texts is there, and the places are those of the texts that have it."""
    parts = [count_terms(texts[:2]), count_terms(texts[2:])]
    index = LexicalIndex(parts)
    assert index.vocabulary == {term for text in texts for term in terms(text)}
    for term in index.vocabulary:
        holding = [place for place, text in enumerate(texts) if term in terms(text)]
        assert index.holders(term).tolist() == holding
    assert index.holders("unheard").tolist() == []
