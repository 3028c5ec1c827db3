"""Two runs over the same questions: what differs, and whether it could be chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import RunError
from qa.evaluation.comparison.metrics import SIGNIFICANCE, MetricComparison, compare_metrics
from qa.evaluation.comparison.randomisation import PERMUTATIONS
from qa.evaluation.metrics.bootstrap import RESAMPLES
from qa.evaluation.runs.results import QuestionResult
from qa.evaluation.runs.stored_run import StoredRun

Pair = tuple[QuestionResult, QuestionResult]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared by the questions they share.

    `won` and `lost` hold what run a and run b made of the questions on which b does
    better, or worse: see `progress_on`. `changed` has the ids that stand for another
    question, or another gold, in each run: they are left out, as are the questions that
    one run only has.
    """

    a: StoredRun
    b: StoredRun
    questions: int
    metrics: Mapping[str, MetricComparison]
    won: tuple[Pair, ...]
    lost: tuple[Pair, ...]
    only_in_a: tuple[str, ...]
    only_in_b: tuple[str, ...]
    changed: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return the comparison as JSON holds it."""
        return {
            "a": self.a.name,
            "b": self.b.name,
            "questions": self.questions,
            "metrics": {name: metric.as_dict() for name, metric in self.metrics.items()},
            "won": [one.id for one, _ in self.won],
            "lost": [one.id for one, _ in self.lost],
            "only_in_a": list(self.only_in_a),
            "only_in_b": list(self.only_in_b),
            "changed": list(self.changed),
        }


def compare_runs(
    a: StoredRun,
    b: StoredRun,
    *,
    resamples: int = RESAMPLES,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    on_progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare run `b` with run `a`, question by question.

    Exchanging the runs turns the signs of the differences and leaves p as it is. Raises
    `RunError` if the runs have no question in common.
    """
    others = {question.id: question for question in b.questions}
    named_alike = [(one, others[one.id]) for one in a.questions if one.id in others]
    pairs = [pair for pair in named_alike if _asks_the_same(pair)]
    if not pairs:
        raise RunError(
            f"{a.name} and {b.name} have no question in common: of {len(a.questions)} and "
            f"{len(b.questions)} ids {len(named_alike)} are the same, and none of those stands for "
            "the same question with the same gold. Compare runs of one QA file."
        )
    # Resamples are drawn by place, so the place must not depend on which run comes first.
    ordered = sorted(pairs, key=lambda pair: pair[0].id)
    own = {question.id for question in a.questions}
    return Comparison(
        a=a,
        b=b,
        questions=len(pairs),
        metrics=compare_metrics(
            [one for one, _ in ordered],
            [other for _, other in ordered],
            resamples=resamples,
            permutations=permutations,
            seed=seed,
            on_progress=on_progress,
        ),
        won=tuple(pair for pair in pairs if progress_on(pair) > 0),
        lost=tuple(pair for pair in pairs if progress_on(pair) < 0),
        only_in_a=tuple(one.id for one in a.questions if one.id not in others),
        only_in_b=tuple(other.id for other in b.questions if other.id not in own),
        changed=tuple(pair[0].id for pair in named_alike if not _asks_the_same(pair)),
    )


def progress_on(pair: Pair) -> float:
    """Return how much better b does than a: above 0 it won the question, below it lost it.

    An unanswerable question is won by abstaining, one with gold for the answer by its
    `QuestionResult.success`, and any other by the reciprocal rank of its evidence.
    """
    one, other = map(_success, pair)
    return other - one


def _success(result: QuestionResult) -> float:
    return result.scores.get("mrr", 0.0) if result.success is None else result.success


def _asks_the_same(pair: Pair) -> bool:
    one, other = (
        (
            result.question,
            result.history,
            result.gold_answers,
            result.gold_evidence,
            result.rubric,
        )
        for result in pair
    )
    return one == other


def losses_on(comparison: Comparison, metrics: Sequence[str]) -> tuple[str, ...]:
    """Say of each of the `metrics` on which b is significantly worse than a by how much.

    A metric that the runs do not have cannot be vouched for, and is told as well.
    """
    losses = []
    for name in metrics:
        metric = comparison.metrics.get(name)
        if metric is None:
            losses.append(f"{name} could not be compared: no shared question has it in both runs")
        elif metric.significant and metric.worse:
            losses.append(
                f"{name} is significantly worse: {metric.b:.4f} instead of {metric.a:.4f} "
                f"(p = {metric.p:.4f}, below {SIGNIFICANCE:g})"
            )
    return tuple(losses)
