import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.retrieval import first_relevant_rank, relevant_passages, retrieval_scores
from tests.evaluation_world import hits_for

NAMES = st.lists(st.sampled_from("abcdefghijkl"), unique=True, max_size=12)


def test_a_passage_is_relevant_if_it_holds_evidence_whole() -> None:
    """White space does not count; a part of the evidence is not enough."""
    hits = hits_for(1, 0, 2)
    second = {"bees:33-69": 1}
    assert relevant_passages(hits, ["dance means  that"]) == second
    assert relevant_passages(hits, ["none of it", "A long dance"]) == second
    assert relevant_passages(hits, ["food is far. They rest at night."]) == {}
    assert relevant_passages(hits, ["Dance means"]) == {}
    assert relevant_passages(hits, [" "]) == {}


def test_the_scores_of_a_ranking_with_the_third_relevant() -> None:
    """The recalls turn from 0 to 1 at rank 3, whose reciprocal is a third."""
    assert retrieval_scores(["a", "b", "c", "d", "e"], {"c": 1, "e": 1}) == {
        "evidence_recall@1": 0.0,
        "evidence_recall@3": 1.0,
        "evidence_recall@5": 1.0,
        "mrr": pytest.approx(1 / 3),
    }


@given(NAMES, st.sets(st.sampled_from("abcdefghijkl")))
def test_scores_agree_with_their_definition(ranking: list[str], relevant: set[str]) -> None:
    """Success@k and the reciprocal rank, written out."""
    scores = retrieval_scores(ranking, dict.fromkeys(relevant, 1))
    ranks = [rank for rank, name in enumerate(ranking, start=1) if name in relevant]
    assert scores == {
        "evidence_recall@1": float(any(rank <= 1 for rank in ranks)),
        "evidence_recall@3": float(any(rank <= 3 for rank in ranks)),
        "evidence_recall@5": float(any(rank <= 5 for rank in ranks)),
        "mrr": pytest.approx(1 / min(ranks) if ranks else 0.0),
    }
    assert first_relevant_rank(ranking, dict.fromkeys(relevant, 1)) == min(ranks, default=None)


@given(NAMES, st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 3), min_size=1))
def test_graded_judgements_give_ndcg(ranking: list[str], grades: dict[str, int]) -> None:
    """The gain of a passage is its grade, discounted by the logarithm of its rank."""

    def gain(values: list[int]) -> float:
        return sum(value / math.log2(rank + 1) for rank, value in enumerate(values[:10], start=1))

    ideal = gain(sorted(grades.values(), reverse=True))
    found = gain([grades.get(name, 0) for name in ranking])
    scores = retrieval_scores(ranking, grades, graded=True)
    assert scores["ndcg@10"] == pytest.approx(found / ideal if ideal else 0.0)


def test_a_passage_that_comes_twice_keeps_its_first_rank() -> None:
    """A ranking with repetitions is scored as if each stood once."""
    assert retrieval_scores(["a", "b", "a"], {"a": 1})["mrr"] == 1.0
    assert retrieval_scores(["b", "b", "a"], {"a": 1})["mrr"] == 0.5
