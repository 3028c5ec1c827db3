import math
import subprocess
import sys
from itertools import permutations
from statistics import fmean

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics.retrieval import (
    first_relevant_rank,
    paper_scores,
    passage_scores,
    relevant_passages,
)
from tests.evaluation_world import hits_for

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = st.lists(st.sampled_from(LETTERS), unique=True, max_size=26)
GRADES = st.dictionaries(st.sampled_from(LETTERS), st.integers(0, 3), min_size=1)
ORDERS = list(permutations("abcde"))


def reference(
    ranking: list[str], judgements: dict[str, int], measures: set[str]
) -> dict[str, float]:
    """Ask trec_eval itself, which has no result for a ranking without passages."""
    if not ranking:
        return dict.fromkeys(measures, 0.0)
    run = {name: float(len(ranking) - place) for place, name in enumerate(ranking)}
    evaluator = pytrec_eval.RelevanceEvaluator({"q": judgements}, measures)
    scores: dict[str, float] = evaluator.evaluate({"q": run})["q"]
    return scores


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
    assert passage_scores(["a", "b", "c", "d", "e"], {"c": 1, "e": 1}) == {
        "evidence_recall@1": 0.0,
        "evidence_recall@3": 1.0,
        "evidence_recall@5": 1.0,
        "mrr": pytest.approx(1 / 3),
    }


@given(NAMES, st.sets(st.sampled_from(LETTERS), min_size=1))
def test_passage_scores_agree_with_trec_eval(ranking: list[str], relevant: set[str]) -> None:
    """Success@k and the reciprocal rank."""
    judgements = dict.fromkeys(relevant, 1)
    expected = reference(ranking, judgements, {"success_1", "success_3", "success_5", "recip_rank"})
    assert passage_scores(ranking, judgements) == {
        "evidence_recall@1": expected.get("success_1", 0.0),
        "evidence_recall@3": expected.get("success_3", 0.0),
        "evidence_recall@5": expected.get("success_5", 0.0),
        "mrr": pytest.approx(expected["recip_rank"]),
    }


@given(NAMES, st.sets(st.sampled_from(LETTERS)))
def test_passage_scores_agree_with_their_definition(ranking: list[str], relevant: set[str]) -> None:
    """Written out, and also where nothing is relevant."""
    ranks = [rank for rank, name in enumerate(ranking, start=1) if name in relevant]
    assert passage_scores(ranking, dict.fromkeys(relevant, 1)) == {
        "evidence_recall@1": float(any(rank <= 1 for rank in ranks)),
        "evidence_recall@3": float(any(rank <= 3 for rank in ranks)),
        "evidence_recall@5": float(any(rank <= 5 for rank in ranks)),
        "mrr": pytest.approx(1 / min(ranks) if ranks else 0.0),
    }
    assert first_relevant_rank(ranking, dict.fromkeys(relevant, 1)) == min(ranks, default=None)


@given(NAMES, GRADES.filter(lambda grades: any(grades.values())))
def test_paper_scores_agree_with_trec_eval(ranking: list[str], grades: dict[str, int]) -> None:
    """Graded judgements, some of papers that were not retrieved."""
    expected = reference(ranking, grades, {"ndcg_cut_10", "recall_100", "recip_rank"})
    assert paper_scores(ranking, grades) == {
        "mrr": pytest.approx(expected["recip_rank"]),
        "ndcg@10": pytest.approx(expected["ndcg_cut_10"]),
        "recall@100": pytest.approx(expected["recall_100"]),
    }


@given(NAMES, GRADES)
def test_ndcg_agrees_with_its_definition(ranking: list[str], grades: dict[str, int]) -> None:
    """The gain of a paper is its grade, discounted by the logarithm of its rank."""

    def gain(values: list[int]) -> float:
        return sum(value / math.log2(rank + 1) for rank, value in enumerate(values[:10], start=1))

    ideal = gain(sorted(grades.values(), reverse=True))
    found = gain([grades.get(name, 0) for name in ranking])
    score = paper_scores(ranking, grades)["ndcg@10"]
    assert score == pytest.approx(found / ideal if ideal else 0.0)


def test_a_perfect_ranking_scores_one_and_an_empty_one_zero() -> None:
    """In every measure of passages and of papers."""
    perfect = passage_scores(["a", "b"], {"a": 1, "b": 1})
    assert set(perfect.values()) == {1.0}
    assert set(passage_scores([], {"a": 1}).values()) == {0.0}
    assert set(paper_scores(["a", "b", "c"], {"a": 2, "b": 1}).values()) == {1.0}
    assert set(paper_scores([], {"a": 2}).values()) == {0.0}


def test_shuffled_rankings_score_what_chance_gives() -> None:
    """Over all orders of five passages, of which one is relevant.

    It is among the first k in k of 5, its reciprocal rank is on average the fifth
    harmonic number over 5, and its gain the mean of the discounts.
    """
    scores = [passage_scores(order, {"c": 1}) for order in ORDERS]
    means = {name: fmean(score[name] for score in scores) for name in scores[0]}
    assert means == {
        "evidence_recall@1": pytest.approx(1 / 5),
        "evidence_recall@3": pytest.approx(3 / 5),
        "evidence_recall@5": pytest.approx(1.0),
        "mrr": pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5) / 5),
    }
    ndcg = fmean(paper_scores(order, {"c": 1})["ndcg@10"] for order in ORDERS)
    assert ndcg == pytest.approx(fmean(1 / math.log2(rank + 1) for rank in range(1, 6)))


def test_recall_counts_the_first_hundred_papers() -> None:
    """The relevant paper at rank 100 counts, the one at rank 101 does not."""
    ranking = [f"p{rank}" for rank in range(1, 120)]
    assert paper_scores(ranking, {"p100": 1, "p101": 1})["recall@100"] == 0.5


def test_a_passage_that_comes_twice_keeps_its_first_rank() -> None:
    """A ranking with repetitions is scored as if each stood once."""
    assert passage_scores(["a", "b", "a"], {"a": 1})["mrr"] == 1.0
    assert passage_scores(["b", "b", "a"], {"a": 1})["mrr"] == 0.5


def test_scores_need_nothing_that_python_is_about_to_remove() -> None:
    """Such as `ast.Num`, which Python 3.14 no longer has: here it is taken away beforehand."""
    program = """
import ast
for name in ("Num", "Str", "Bytes", "NameConstant", "Ellipsis", "__getattr__"):
    vars(ast).pop(name, None)
from qa.evaluation.metrics.retrieval import paper_scores, passage_scores
print(passage_scores(["b", "a"], {"a": 1})["mrr"], paper_scores(["a"], {"a": 2})["ndcg@10"])
"""
    command = [sys.executable, "-W", "error", "-c", program]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "0.5 1.0\n"
