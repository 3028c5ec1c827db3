"""Reciprocal rank fusion."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import reciprocal_rank_fusion

RANKING = st.lists(st.integers(0, 30), unique=True, max_size=12)


def fuse(*rankings: list[int]) -> dict[int, float]:
    """Fuse rankings that are given as lists."""
    return reciprocal_rank_fusion([np.array(ranking, dtype=np.int64) for ranking in rankings])


def test_each_ranking_gives_the_reciprocal_of_the_rank_behind_sixty() -> None:
    """Ranks start at 1, as in the publication."""
    assert fuse([7, 3], [3]) == pytest.approx({7: 1 / 61, 3: 1 / 62 + 1 / 61})


@given(st.lists(RANKING, max_size=3))
def test_the_order_of_the_rankings_does_not_matter(rankings: list[list[int]]) -> None:
    """Scores are sums, so that dense before lexical is lexical before dense."""
    expected = fuse(*rankings)
    for order in permutations(rankings):
        assert fuse(*order) == pytest.approx(expected)


@given(RANKING, RANKING)
def test_every_item_is_scored_once_and_positively(first: list[int], second: list[int]) -> None:
    """What one ranking alone holds is not lost."""
    scores = fuse(first, second)
    assert set(scores) == {*first, *second}
    assert all(0 < score <= 2 / 61 for score in scores.values())


@given(RANKING)
def test_one_ranking_keeps_its_order(ranking: list[int]) -> None:
    """Higher is better."""
    scores = fuse(ranking)
    assert sorted(scores, key=lambda item: -scores[item]) == ranking


def test_no_rankings_score_nothing() -> None:
    """Neither does an empty one."""
    assert fuse() == fuse([]) == {}
