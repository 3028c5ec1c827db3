"""The figures over many questions: all of them, each kind, each paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qa.evaluation.metrics.abstention import RiskCoveragePoint, risk_coverage_curve
from qa.evaluation.metrics.bootstrap import RESAMPLES, Estimate, estimate
from qa.evaluation.metrics.calibration import CalibrationBin, calibration_bins
from qa.evaluation.metrics.figures import statistics
from qa.evaluation.metrics.flags import QuestionFlags
from qa.evaluation.metrics.metric import Scored

Result = TypeVar("Result", bound=Scored)


def summarise(
    results: Sequence[Scored], *, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, Estimate]:
    """Return every metric that is defined over `results`, in the order of `METRIC_NAMES`.

    Latencies are in seconds; all other metrics lie in 0 to 1. Higher is better, but not
    for `LOWER_IS_BETTER`.
    """
    if not results:
        return {}
    return estimate(statistics(results), questions=len(results), resamples=resamples, seed=seed)


def summarise_by(
    group: Callable[[Result], str | None],
    results: Sequence[Result],
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> dict[str, dict[str, Estimate]]:
    """Return `summarise` for each group of questions, in order of first appearance.

    Questions whose group is None are in none.
    """
    groups: dict[str, list[Result]] = {}
    for result in results:
        if (name := group(result)) is not None:
            groups.setdefault(name, []).append(result)
    return {
        name: summarise(members, resamples=resamples, seed=seed) for name, members in groups.items()
    }


@dataclass(frozen=True, slots=True)
class Curves:
    """What a single figure cannot show: how risk grows with coverage, and calibration."""

    risk_coverage: tuple[RiskCoveragePoint, ...]
    calibration: tuple[CalibrationBin, ...]


def curves(results: Sequence[Scored]) -> Curves:
    """Return the points behind ``coverage@95`` and ``calibration_error``."""
    flags = QuestionFlags(results)
    judged, asked = flags.judged, flags.asked
    return Curves(
        risk_coverage_curve(right=flags.right[judged], confidence=flags.confidence[judged]),
        calibration_bins(answerable=~flags.unanswerable[asked], confidence=flags.confidence[asked]),
    )
