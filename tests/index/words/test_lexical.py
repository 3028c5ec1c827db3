"""BM25 against bm25s, and the postings that it is computed from."""

from dataclasses import astuple
from pathlib import Path

import numpy as np
from bm25s import BM25
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.storage.arrays import is_mapped
from index.words.lexical import LexicalIndex
from index.words.postings import Postings, count_terms, join_postings
from index.words.terms import terms, words

WORDS = st.sampled_from(
    "tea teas coffee ship ships harbour harbours nuclear 1660 F-16 café the of Pakistan’s "
    "Indo-centric".split()
)
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=8)


def test_forms_of_a_word_are_one_term() -> None:
    """Stemming, case, possessive endings and typographic apostrophes make no difference."""
    assert terms("Pakistan’s harbours") == terms("pakistan HARBOUR") == ["pakistan", "harbour"]
    assert terms("The relations of it") == ["relat"]
    assert words("\uff21 F-16, don’t") == ["a", "f", "16", "don’t"]


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


def test_postings_are_mapped_as_they_were_counted(tmp_path: Path) -> None:
    """From a file that is mapped, and may be removed while it is in use."""
    counted = count_terms(["tea came in 1660", "coffee was first", "", "tea tea tea"])
    path = tmp_path / "pöstings"
    path.write_bytes(counted.to_bytes())
    loaded = Postings.load(path)
    path.unlink()
    assert as_lists(loaded) == as_lists(counted)
    assert is_mapped(loaded.passages)
