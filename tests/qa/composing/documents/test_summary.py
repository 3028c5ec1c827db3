"""Extractive summaries: central sentences, none twice, in reading order."""

import numpy as np
import pytest

from qa.composing.documents.finding import share_told
from qa.composing.documents.summary import MOST_COMPARED, summarise
from tests.toy_encoder import ToyEncoder

TEXTS = (
    "ships carry grain across the northern sea",
    "grain ships cross the northern sea each autumn",
    "the harbour master keeps three cats",
    "autumn storms delay the grain ships",
    "a new lighthouse guides ships at night",
)


def chosen(texts: tuple[str, ...], length: int, priors: list[float] | None = None) -> list[int]:
    """Summarise texts as the toy encoder sees them."""
    vectors = np.stack([encoded.vector for encoded in ToyEncoder().encode(texts)])
    return summarise(vectors, length=length, priors=priors or [1.0] * len(texts))


def test_what_most_sentences_are_like_is_told_and_in_reading_order() -> None:
    """A summary is of what a text dwells on; what stands alone in it is left out."""
    places = chosen(TEXTS, 3)
    assert places == sorted(places)
    assert 2 not in places


def test_a_sentence_that_is_there_twice_is_told_once() -> None:
    """A summary that repeats itself wastes its few sentences."""
    places = chosen((*TEXTS, TEXTS[0]), 3)
    assert not {0, 5} <= set(places)


def test_a_prior_decides_between_sentences_and_none_excludes_one() -> None:
    """Where sentences stand and what they do counts beside what they are like."""
    assert chosen(TEXTS, 1, [1.0, 1.0, 1.0, 30.0, 1.0]) == [3]
    assert 0 not in chosen(TEXTS, 5, [0.0, 1.0, 1.0, 1.0, 1.0])
    assert chosen(TEXTS, 2, [0.0] * 5) == []


@pytest.mark.parametrize("length", [1, 2, 4])
def test_no_more_sentences_are_told_than_asked_for(length: int) -> None:
    """Whoever wants one line gets one."""
    assert len(chosen(TEXTS, length)) <= length


def test_long_texts_are_summed_up_as_well() -> None:
    """A book has more sentences than can be compared with one another."""
    texts = tuple(f"{TEXTS[n % 5]} {n}" for n in range(MOST_COMPARED + 50))
    places = chosen(texts, 3)
    assert len(places) == 3
    assert max(places) < len(texts)


def test_how_much_of_terms_is_told_counts_rare_ones_more() -> None:
    """A text that has the common word of a question and not the rare one tells little of it."""
    texts = ["the virus spread", "the virus grew", "a laboratory", "the virus fell"]
    common = share_told({"virus", "laboratori"}, texts, "the virus")
    rare = share_told({"virus", "laboratori"}, texts, "laboratory")
    assert 0 < common < rare < 1
    assert share_told({"virus"}, texts, "a virus") == 1
    assert share_told({"zebra"}, texts, "a virus") == 0
