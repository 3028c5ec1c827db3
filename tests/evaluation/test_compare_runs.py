import random
from collections.abc import Sequence

import pytest

from corpus.errors import RunError
from qa.evaluation.comparison.compare import Comparison, compare_runs, losses_on
from tests.stored_runs import abstained, answered, stored, wrong


def noisy_run(seed: int, *, size: int = 40) -> list[dict[str, object]]:
    """Return answers of chance quality, a quarter of the questions unanswerable."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines = []
    for number in range(size):
        name, confidence = f"q{number}", chance.random()
        if number % 4 == 3:
            lines.append(abstained(name, confidence=confidence, abstained=chance.random() < 0.7))
        else:
            good = float(chance.random() < 0.6)
            scores = {"answer_recall": good, "f1": chance.random(), "evidence_recall@1": good}
            lines.append(
                answered(name, scores=scores, confidence=confidence, seconds=chance.random())
            )
    return lines


def compare(
    a: Sequence[dict[str, object]], b: Sequence[dict[str, object]], *, seed: int = 0
) -> Comparison:
    """Compare with few resamples."""
    runs = stored(*a, name="a"), stored(*b, name="b")
    return compare_runs(*runs, resamples=200, seed=seed)


def test_a_run_does_not_differ_from_itself() -> None:
    """Every difference is 0 with p = 1, and no question is won or lost."""
    comparison = compare(noisy_run(1), noisy_run(1))
    assert {"f1", "abstention_auroc", "coverage@95", "calibration_error", "latency_p95"} <= set(
        comparison.metrics
    )
    for metric in comparison.metrics.values():
        assert (metric.difference, metric.low, metric.high, metric.p) == (0, 0, 0, 1)
        assert not metric.better
        assert not metric.worse
    assert (comparison.won, comparison.lost) == ((), ())


def test_exchanging_the_runs_turns_the_signs() -> None:
    """In whatever order the questions stand; what was won is lost."""
    a, b = noisy_run(1), noisy_run(2)
    b.sort(key=lambda line: str(line["seconds"]))
    there, back = compare(a, b), compare(b, a)
    assert there.metrics.keys() == back.metrics.keys()
    for name, metric in there.metrics.items():
        other = back.metrics[name]
        assert (metric.a, metric.b) == (other.b, other.a)
        assert metric.difference == pytest.approx(-other.difference)
        assert metric.low == pytest.approx(-other.high)
        assert metric.high == pytest.approx(-other.low)
        assert (metric.p, metric.mcnemar_p) == (other.p, other.mcnemar_p)
    assert {one.id for one, _ in there.won} == {one.id for one, _ in back.lost} != set()


def test_the_same_runs_give_the_same_figures() -> None:
    """To the last digit; another seed draws other ways, and not another difference."""
    a, b = noisy_run(1), noisy_run(2)
    first, second, third = compare(a, b), compare(a, b), compare(a, b, seed=1)
    assert first.metrics == second.metrics
    assert first.metrics["f1"].p != third.metrics["f1"].p
    assert first.metrics["f1"].difference == third.metrics["f1"].difference


def test_a_clear_loss_is_significant() -> None:
    """Ten questions answered, and then not: by chance in two of 1,024 ways."""
    names = [f"q{number}" for number in range(10)]
    metric = compare([answered(name) for name in names], [wrong(name) for name in names]).metrics
    recall = metric["answer_recall"]
    assert (recall.a, recall.b, recall.difference) == (1.0, 0.0, -1.0)
    assert (recall.low, recall.high, recall.n) == (-1.0, -1.0, 10)
    assert recall.p == pytest.approx(2 / 1024)
    assert recall.mcnemar_p == pytest.approx(2 / 1024)
    assert recall.significant
    assert recall.worse


def test_of_latency_and_calibration_error_less_is_better() -> None:
    """A slower run is the worse one, though its difference is above 0."""
    names = [f"q{number}" for number in range(12)]
    a = [answered(name, confidence=0.9) for name in names]
    b = [answered(name, confidence=0.5, seconds=9.0) for name in names]
    comparison = compare(a, b)
    for name in ("latency_p50", "calibration_error"):
        metric = comparison.metrics[name]
        assert metric.difference > 0
        assert metric.worse
    assert [loss.split()[0] for loss in losses_on(comparison, ["calibration_error", "f1"])] == [
        "calibration_error"
    ]


def test_shares_are_not_hits_or_misses() -> None:
    """McNemar's test is for metrics that are 1 or 0, and only where every question is."""
    partly = answered("q2", kind="list", scores={"answer_recall": 0.5})
    comparison = compare([answered("q1"), partly], [answered("q1"), wrong("q2")])
    assert comparison.metrics["exact_match"].mcnemar_p == 1.0
    assert comparison.metrics["answer_recall"].mcnemar_p is None
    assert comparison.metrics["f1"].mcnemar_p is None


def test_a_metric_counts_the_questions_that_have_it_in_both_runs() -> None:
    """A run that abstained cites nothing, so whether its quotes exist cannot be compared."""
    silent = answered("q2", abstained=True, citations=[])
    silent["scores"] = {"answer_recall": 0.0, "f1": 0.0}
    comparison = compare([answered("q1"), answered("q2")], [answered("q1"), silent])
    assert comparison.metrics["quote_exists"].n == 1
    assert comparison.metrics["f1"].n == 2


def test_questions_are_won_and_lost_by_what_they_are_about() -> None:
    """Answers by the gold in them, unanswerable ones by abstaining, others by retrieval."""
    found = answered("found", gold_answers=[], scores={"mrr": 1.0})
    found["scores"] = {"mrr": 1.0}
    a = [answered("gold"), abstained("none"), wrong("wrong"), found, answered("same")]
    b = [
        wrong("gold"),
        abstained("none", abstained=False, confidence=0.9),
        answered("wrong"),
        found | {"scores": {"mrr": 0.5}, "rank": 2},
        answered("same", confidence=0.2),
    ]
    comparison = compare(a, b)
    assert [one.id for one, _ in comparison.won] == ["wrong"]
    assert [one.id for one, _ in comparison.lost] == ["gold", "none", "found"]


def test_only_what_both_runs_were_asked_counts() -> None:
    """Not an id that one of them lacks, nor one that stands for something else."""
    a = [answered("q1"), answered("q2"), answered("q3")]
    b = [answered("q1"), answered("q2", gold_answers=["months"]), answered("q4")]
    comparison = compare(a, b)
    assert comparison.questions == 1
    assert comparison.only_in_a == ("q3",)
    assert comparison.only_in_b == ("q4",)
    assert comparison.changed == ("q2",)


def test_runs_of_different_files_cannot_be_compared() -> None:
    """The message tells how little they share."""
    with pytest.raises(RunError, match=r"no question in common: of 1 and 2 ids 1 are the same"):
        compare([answered("q1")], [answered("q1", question="Why?"), answered("q2")])


def test_a_guarded_metric_that_cannot_be_compared_is_a_loss() -> None:
    """Nobody should take silence for a pass."""
    comparison = compare([abstained("q1")], [abstained("q1")])
    assert losses_on(comparison, ["mrr"]) == (
        "mrr could not be compared: no shared question has it in both runs",
    )
