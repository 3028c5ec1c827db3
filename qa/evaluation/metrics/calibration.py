"""Whether confidences are true: of the questions given 0.8, do the papers answer eight in ten?

An answer's confidence is the estimated probability that the papers answer the question,
so that is the event that calibration looks at. The statistics are as in
`qa.evaluation.metrics.bootstrap`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.metrics.bootstrap import Counts, Statistic, Vector, divide
from qa.evaluation.metrics.flags import QuestionFlags
from qa.evaluation.metrics.metric import RunMetric, Scored

BINS = 10

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The questions with a confidence of at least `low` and less than `high`.

    The last bin holds the confidence 1 as well. `confidence` is the mean one, and
    `answerable` the share of the questions that the papers do answer.
    """

    low: float
    high: float
    questions: int
    confidence: float
    answerable: float


def calibration_bins(*, answerable: Flags, confidence: Vector) -> tuple[CalibrationBin, ...]:
    """Return the bins that hold questions: the points of a reliability diagram.

    Ten bins of equal width, as Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern
    Neural Networks", ICML 2017, draw them.
    """
    bins = _bins(confidence)
    return tuple(
        CalibrationBin(
            low=number / BINS,
            high=(number + 1) / BINS,
            questions=int((bins == number).sum()),
            confidence=float(confidence[bins == number].mean()),
            answerable=float(answerable[bins == number].mean()),
        )
        for number in np.unique(bins).tolist()
    )


def calibration_error(*, answerable: Flags, confidence: Vector, applies: Flags) -> Statistic:
    """Expected calibration error: how far the confidences are from the truth; lower is better.

    The mean, over the bins of `calibration_bins` and weighted by their questions, of the
    distance between mean confidence and share of answerable questions (Naeini, Cooper,
    Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI
    2015). Only the questions that it `applies` to count. Undefined without any.
    """
    bins = _bins(confidence)
    members = np.array([(bins == number) & applies for number in range(BINS)], dtype=np.float64)
    distances = members * (confidence - answerable)

    def compute(counts: Counts) -> Vector:
        summed = sum(np.abs((counts * distance).sum(axis=1)) for distance in distances)
        return divide(np.asarray(summed), counts[:, applies].sum(axis=1))

    return Statistic(int(applies.sum()), compute)


def _bins(confidence: Vector) -> NDArray[np.int64]:
    return np.minimum((confidence * BINS).astype(np.int64), BINS - 1)


def _error(results: Sequence[Scored]) -> Statistic:
    flags = QuestionFlags(results)
    return calibration_error(
        answerable=~flags.unanswerable, confidence=flags.confidence, applies=flags.asked
    )


METRICS = (
    RunMetric(
        name="calibration_error",
        meaning="how far confidences are from the truth, on average; lower is better",
        over="all",
        of=_error,
        lower_is_better=True,
    ),
)
