from itertools import permutations
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve  # type: ignore[import-untyped]
from sklearn.metrics import f1_score, roc_auc_score  # type: ignore[import-untyped]

from qa.evaluation.metrics.abstention import (
    abstention_auroc,
    abstention_f1,
    coverage,
    risk_coverage_curve,
)
from qa.evaluation.metrics.bootstrap import Estimate, Statistic, estimate, mean, quantile
from qa.evaluation.metrics.calibration import calibration_bins, calibration_error

CONFIDENCES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]) | st.floats(0, 1)
QUESTIONS = st.lists(st.tuples(st.booleans(), CONFIDENCES), min_size=2, max_size=40)


def value_of(statistic: Statistic, counts: list[int]) -> float:
    """Compute the statistic over one resample."""
    return float(statistic.compute(np.array([counts]))[0])


def value(statistic: Statistic, questions: int) -> float:
    """Compute the statistic with every question once."""
    return value_of(statistic, [1] * questions)


@given(QUESTIONS.filter(lambda rows: len({row[0] for row in rows}) == 2), st.data())
def test_auroc_agrees_with_scikit_learn(
    rows: list[tuple[bool, float]], data: st.DataObject
) -> None:
    """Over the questions as they are and over any resample of them, ties included."""
    unanswerable = np.array([row[0] for row in rows])
    confidence = np.array([row[1] for row in rows])
    statistic = abstention_auroc(unanswerable=unanswerable, confidence=confidence)
    size = len(rows)
    assert value(statistic, size) == pytest.approx(roc_auc_score(unanswerable, -confidence))
    counts = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    drawn = np.repeat(np.arange(size), counts)
    if len(set(unanswerable[drawn])) == 2:
        expected = roc_auc_score(unanswerable[drawn], -confidence[drawn])
        assert value_of(statistic, counts) == pytest.approx(expected)
    else:
        assert np.isnan(value_of(statistic, counts))


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], 1.0),
        ([0.1, 0.2, 0.8, 0.9], 0.0),
        ([0.5, 0.5, 0.5, 0.5], 0.5),
        ([0.9, 0.3, 0.4, 0.3], 0.625),
    ],
)
def test_auroc_of_known_rankings(confidence: list[float], expected: float) -> None:
    """The last two questions are unanswerable and ought to have less confidence."""
    unanswerable = np.array([False, False, True, True])
    statistic = abstention_auroc(unanswerable=unanswerable, confidence=np.array(confidence))
    assert value(statistic, 4) == expected


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_abstention_f1_agrees_with_scikit_learn(rows: list[tuple[bool, bool]]) -> None:
    """Undefined only without unanswerable questions."""
    unanswerable = np.array([row[0] for row in rows])
    abstained = np.array([row[1] for row in rows])
    found = value(abstention_f1(unanswerable=unanswerable, abstained=abstained), len(rows))
    if unanswerable.any():
        assert found == pytest.approx(f1_score(unanswerable, abstained, zero_division=0.0))
    else:
        assert np.isnan(found)


@pytest.mark.parametrize(
    ("right", "confidence", "expected"),
    [
        ([True] * 19 + [False], [0.9] * 19 + [0.1], 1.0),
        ([True] * 18 + [False] * 2, [0.9] * 18 + [0.1] * 2, 0.9),
        ([True] * 4, [0.5] * 4, 1.0),
        ([False] * 4, [0.5] * 4, 0.0),
        ([True, False], [0.5, 0.5], 0.0),
        ([False, True, True, True], [0.9, 0.8, 0.7, 0.6], 0.0),
        ([True, True, False, True], [0.9, 0.8, 0.7, 0.6], 0.5),
    ],
)
def test_coverage_is_the_largest_share_at_95_percent(
    right: list[bool], confidence: list[float], expected: float
) -> None:
    """Questions of equal confidence are taken together, since no threshold parts them."""
    statistic = coverage(
        judged=np.ones(len(right), dtype=np.bool_),
        right=np.array(right),
        confidence=np.array(confidence),
    )
    assert value(statistic, len(right)) == pytest.approx(expected)


@given(QUESTIONS)
def test_coverage_agrees_with_trying_every_threshold(rows: list[tuple[bool, float]]) -> None:
    """Brute force over the confidences that occur."""
    statistic = coverage(
        judged=np.ones(len(rows), dtype=np.bool_),
        right=np.array([row[0] for row in rows]),
        confidence=np.array([row[1] for row in rows]),
    )
    best = 0.0
    for _, threshold in rows:
        taken = [right for right, confidence in rows if confidence >= threshold]
        if sum(taken) * 100 >= len(taken) * 95:
            best = max(best, len(taken) / len(rows))
    assert value(statistic, len(rows)) == pytest.approx(best)


def test_coverage_leaves_out_what_cannot_be_judged() -> None:
    """A question whose right answer is unknown counts neither way."""
    confidence = np.array([0.9, 0.8, 0.7])
    right = np.array([False, True, False])
    judged = np.array([False, True, True])
    statistic = coverage(judged=judged, right=right, confidence=confidence)
    assert (statistic.n, value(statistic, 3)) == (2, 0.5)
    nothing = coverage(judged=np.zeros(3, dtype=np.bool_), right=right, confidence=confidence)
    assert np.isnan(value(nothing, 3))


@given(QUESTIONS)
def test_the_risk_coverage_curve_has_a_point_for_every_threshold(
    rows: list[tuple[bool, float]],
) -> None:
    """Brute force over the confidences that occur, the highest first."""
    right = np.array([row[0] for row in rows])
    confidence = np.array([row[1] for row in rows])
    curve = risk_coverage_curve(right=right, confidence=confidence)
    assert [point.threshold for point in curve] == sorted(set(confidence.tolist()), reverse=True)
    for point in curve:
        taken = right[confidence >= point.threshold]
        assert point.coverage == pytest.approx(len(taken) / len(rows))
        assert point.risk == pytest.approx(1 - taken.mean())
    assert curve[-1].coverage == 1.0


def test_a_curve_of_no_questions_has_no_points() -> None:
    """Nothing was judged."""
    nothing = np.zeros(0)
    assert risk_coverage_curve(right=nothing.astype(np.bool_), confidence=nothing) == ()
    assert calibration_bins(answerable=nothing.astype(np.bool_), confidence=nothing) == ()


@given(QUESTIONS, st.data())
def test_calibration_error_agrees_with_its_definition(
    rows: list[tuple[bool, float]], data: st.DataObject
) -> None:
    """The bins written out, over any resample; scikit-learn draws the same diagram."""
    size = len(rows)
    counts = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size).filter(any))
    answerable = np.array([row[0] for row in rows])
    confidence = np.array([row[1] for row in rows])
    drawn = [row for row, count in zip(rows, counts, strict=True) for _ in range(count)]
    expected = 0.0
    for place in range(10):
        inside = [row for row in drawn if min(int(row[1] * 10), 9) == place]
        if inside:
            gap = np.mean([row[1] for row in inside]) - np.mean([row[0] for row in inside])
            expected += float(abs(gap)) * len(inside) / len(drawn)
    statistic = calibration_error(
        answerable=answerable, confidence=confidence, applies=np.ones(size, dtype=np.bool_)
    )
    assert value_of(statistic, counts) == pytest.approx(expected)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 99)), min_size=2, max_size=60))
def test_the_reliability_diagram_agrees_with_scikit_learn(rows: list[tuple[bool, int]]) -> None:
    """Inside the bins, as the two put a confidence between two bins on different sides."""
    answerable = np.array([row[0] for row in rows])
    confidence = np.array([(row[1] + 0.5) / 100 for row in rows])
    bins = calibration_bins(answerable=answerable, confidence=confidence)
    shares, means = calibration_curve(answerable, confidence, n_bins=10)
    assert [one.answerable for one in bins] == pytest.approx(shares.tolist())
    assert [one.confidence for one in bins] == pytest.approx(means.tolist())
    assert sum(one.questions for one in bins) == len(rows)


def test_true_confidences_have_no_calibration_error_and_false_ones_have_one() -> None:
    """Certainty that is always right, always wrong, and a half that is right half the time."""
    everything = np.ones(4, dtype=np.bool_)
    half = np.array([True, True, False, False])

    def error(answerable: NDArray[np.bool_], confidence: list[float]) -> float:
        statistic = calibration_error(
            answerable=answerable, confidence=np.array(confidence), applies=everything
        )
        return value(statistic, 4)

    assert error(half, [1.0, 1.0, 0.0, 0.0]) == 0.0
    assert error(half, [0.0, 0.0, 1.0, 1.0]) == 1.0
    assert error(half, [0.5] * 4) == 0.0
    assert error(everything, [0.5] * 4) == 0.5


def test_only_questions_that_were_answered_are_calibrated() -> None:
    """A question that was put to the retriever alone has no confidence to speak of."""
    applies = np.array([True, False])
    statistic = calibration_error(
        answerable=np.array([True, True]), confidence=np.array([0.75, 0.0]), applies=applies
    )
    assert (statistic.n, value(statistic, 2)) == (1, 0.25)
    nothing = calibration_error(
        answerable=applies, confidence=np.zeros(2), applies=np.zeros(2, dtype=np.bool_)
    )
    assert np.isnan(value(nothing, 2))


def test_shuffled_confidences_tell_nothing_apart() -> None:
    """Over all orders of the confidences the AUROC is one half on average."""
    unanswerable = np.array([True, True, False, False, False])
    found = [
        value(abstention_auroc(unanswerable=unanswerable, confidence=np.array(order)), 5)
        for order in permutations([0.1, 0.3, 0.5, 0.7, 0.9])
    ]
    assert fmean(found) == pytest.approx(0.5)


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=30),
    st.sampled_from([0.0, 0.5, 0.95, 1.0]),
    st.data(),
)
def test_quantiles_agree_with_numpy(values: list[float], share: float, data: st.DataObject) -> None:
    """Over any resample, given by counts, as over the repeated values."""
    size = len(values)
    counts = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size).filter(any))
    expected = np.quantile(np.repeat(values, counts), share)
    found = value_of(quantile(np.array(values), share), counts)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_mean_is_taken_over_the_questions_it_applies_to() -> None:
    """The others do not count, and without any there is no estimate."""
    figures = estimate(
        {"some": mean(np.array([1.0, np.nan, 0.0, 1.0])), "none": mean(np.full(4, np.nan))},
        questions=4,
    )
    assert list(figures) == ["some"]
    assert figures["some"].value == pytest.approx(2 / 3)
    assert figures["some"].n == 3


@given(
    st.lists(st.sampled_from([0.0, 0.3, 0.5, 1.0, float("nan")]), min_size=1, max_size=40),
    st.integers(0, 5),
)
def test_an_interval_holds_its_value_and_stays_a_share(values: list[float], seed: int) -> None:
    """Scores from 0 to 1 have figures and bounds from 0 to 1."""
    figures = estimate(
        {"score": mean(np.array(values))}, questions=len(values), resamples=50, seed=seed
    )
    for figure in figures.values():
        assert 0.0 <= figure.low <= figure.value <= figure.high <= 1.0


def test_an_interval_shrinks_as_questions_are_added() -> None:
    """A hundred times the questions give about a tenth of the width."""
    few = np.array([0.0, 1.0] * 10)
    small = estimate({"score": mean(few)}, questions=20)["score"]
    large = estimate({"score": mean(np.tile(few, 100))}, questions=2000)["score"]
    assert small.value == large.value == 0.5
    ratio = (small.high - small.low) / (large.high - large.low)
    assert 7.5 < ratio < 13.0


def test_the_interval_of_a_mean_is_about_that_of_theory() -> None:
    """Half of 400 questions right: 0.5, give or take 1.96 standard errors of 0.025."""
    figure = estimate({"score": mean(np.array([0.0, 1.0] * 200))}, questions=400)["score"]
    assert figure.low == pytest.approx(0.451, abs=0.01)
    assert figure.high == pytest.approx(0.549, abs=0.01)


def test_equal_seeds_give_equal_figures_in_blocks_of_any_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The resamples are those of the seed, whether drawn at once or in blocks."""
    statistics = {"score": mean(np.linspace(0, 1, 30))}
    whole = estimate(statistics, questions=30, seed=3)
    assert whole == estimate(statistics, questions=30, seed=3)
    assert whole != estimate(statistics, questions=30, seed=4)
    monkeypatch.setattr("qa.evaluation.metrics.bootstrap._BLOCK_CELLS", 100)
    assert estimate(statistics, questions=30, seed=3) == whole


def test_resamples_with_one_class_are_skipped() -> None:
    """One unanswerable question of three is missing from many resamples."""
    unanswerable = np.array([True, False, False])
    confidence = np.array([0.1, 0.8, 0.9])
    statistic = abstention_auroc(unanswerable=unanswerable, confidence=confidence)
    assert estimate({"auroc": statistic}, questions=3) == {"auroc": Estimate(1.0, 1.0, 1.0, 3)}
