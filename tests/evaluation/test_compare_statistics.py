from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

# SciPy is here with the tools for development: scikit-learn stands on it.
from scipy.stats import binomtest, permutation_test  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from qa.evaluation.comparison.metrics import compare_metrics
from qa.evaluation.comparison.randomisation import mcnemar_test, randomisation_test, sign_flips
from tests.stored_runs import abstained, answered, questions

# Binary fractions: SciPy takes sums that differ by a rounding error for different.
SCORES = st.sampled_from([0.0, 0.25, 0.375, 0.5, 1.0])


def flip_test(differences: list[float], **options: int) -> float:
    """Return our p of the mean of these differences."""
    values = np.array(differences)
    return randomisation_test(sign_flips(values), questions=len(values), **options)


def scipy_flip_test(differences: list[float]) -> float:
    """Return SciPy's p, over all ways of turning signs."""
    return float(
        permutation_test(
            (np.array(differences),),
            np.sum,
            permutation_type="samples",
            n_resamples=np.inf,
            vectorized=False,
        ).pvalue
    )


@given(st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=7))
@settings(max_examples=60, deadline=None)
def test_the_randomisation_test_agrees_with_scipy(pairs: list[tuple[float, float]]) -> None:
    """Over all ways, ties and questions without a difference included."""
    differences = [b - a for a, b in pairs]
    assert flip_test(differences) == pytest.approx(scipy_flip_test(differences))


def test_questions_without_a_difference_do_not_change_p() -> None:
    """Leaving them out makes the exact test possible, and takes nothing from it."""
    moved = [0.5, 0.25, -0.125, 1.0, 0.75]
    assert flip_test(moved) == pytest.approx(flip_test([*moved, 0.0, 0.0, 0.0]))
    assert flip_test(moved) == pytest.approx(4 / 32)


def test_many_questions_are_sampled_close_to_the_exact_p() -> None:
    """Sixteen differences have 65,536 ways; 10,000 drawn ones come close to all of them."""
    generator = np.random.default_rng(5)
    differences = generator.normal(0.3, 1, 16).tolist()
    drawn = flip_test(differences)
    exact = flip_test(differences, permutations=2**16)
    assert exact == pytest.approx(scipy_flip_test(differences))
    assert drawn != exact
    assert drawn == pytest.approx(exact, abs=0.015)
    assert flip_test(differences, seed=1) != drawn


def test_a_sampled_p_is_never_zero() -> None:
    """The way that was observed counts among those drawn."""
    assert flip_test([1.0] * 40, permutations=999) == pytest.approx(1 / 1000)


def test_no_difference_at_all_is_p_one() -> None:
    """Also where there is nothing to exchange."""
    assert flip_test([]) == 1.0
    assert flip_test([0.0] * 20) == 1.0


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60))
def test_mcnemar_agrees_with_the_binomial_test_of_scipy(pairs: list[tuple[bool, bool]]) -> None:
    """Over the questions that one of the two systems missed."""
    first, second = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    only_first, only_second = (first & ~second).sum(), (second & ~first).sum()
    trials = int(only_first + only_second)
    expected = binomtest(int(only_first), trials, 0.5).pvalue if trials else 1.0
    assert mcnemar_test(first, second) == pytest.approx(expected)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_of_hits_and_misses_both_tests_say_the_same(pairs: list[tuple[bool, bool]]) -> None:
    """The exact randomisation test of a share is McNemar's exact test."""
    first, second = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    differences = second.astype(float) - first.astype(float)
    assert mcnemar_test(first, second) == pytest.approx(flip_test(differences.tolist()))


def test_mcnemar_takes_thousands_of_questions() -> None:
    """Two to the power of five thousand is more than a float can hold."""
    first = np.arange(5000) % 2 == 0
    assert mcnemar_test(first, ~first) == 1.0
    assert mcnemar_test(np.zeros(5000, dtype=np.bool_), np.ones(5000, dtype=np.bool_)) == 0.0


@given(
    st.lists(st.tuples(st.booleans(), SCORES, SCORES), min_size=3, max_size=5).filter(
        lambda rows: len({row[0] for row in rows}) == 2
    )
)
@settings(max_examples=10, deadline=None)
def test_an_area_is_tested_by_exchanging_the_runs_results(
    rows: list[tuple[bool, float, float]],
) -> None:
    """As SciPy does, with scikit-learn's area under the curve."""
    unanswerable = [row[0] for row in rows]
    runs = [
        questions(
            *(
                (abstained if row[0] else answered)(f"q{place}", confidence=row[side])
                for place, row in enumerate(rows)
            )
        )
        for side in (1, 2)
    ]
    found = compare_metrics(*runs, resamples=10)["abstention_auroc"]
    area: Callable[[object], float] = lambda confidence: float(  # noqa: E731
        roc_auc_score(unanswerable, -np.asarray(confidence))
    )
    expected = permutation_test(
        ([row[1] for row in rows], [row[2] for row in rows]),
        lambda a, b: area(b) - area(a),
        permutation_type="samples",
        n_resamples=np.inf,
        vectorized=False,
    )
    assert found.difference == pytest.approx(expected.statistic)
    assert found.p == pytest.approx(expected.pvalue)
