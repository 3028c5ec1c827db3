"""The plots of a report, each with the sentence that says what is to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from markupsafe import Markup

from qa.evaluation.metrics.abstention import PRECISION_PERCENT, RiskCoveragePoint
from qa.evaluation.metrics.calibration import CalibrationBin
from qa.evaluation.metrics.summary import curves
from qa.evaluation.reports.curves import operating_point, recall_at_each_k, wilson_interval
from qa.evaluation.reports.outcome_bars import draw_outcomes
from qa.evaluation.reports.svg import Axis, Plot, drawing, share_ticks
from qa.evaluation.runs.results import QuestionResult

# A curve of ten thousand questions has more points than a screen has pixels.
_MOST_POINTS = 300
_MOST_TICKS = 10
_LARGEST_DOT = 9.0
_LOW_RISK = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot with its title, and a caption that stands without it."""

    title: str
    svg: Markup
    caption: str


def figures(questions: Sequence[QuestionResult]) -> list[Figure]:
    """Return the plots that these questions allow."""
    if not questions:
        return []
    found = curves(questions)
    made = (
        _recall(questions),
        _risk(found.risk_coverage, operating_point(questions)),
        _calibration(found.calibration),
        _outcomes(questions),
    )
    return [figure for figure in made if figure is not None]


def _recall(questions: Sequence[QuestionResult]) -> Figure | None:
    found = dict(enumerate(recall_at_each_k(questions), start=1))
    if not found:
        return None
    depth = len(found)
    ticks = [(k, str(k)) for k in range(1, depth + 1, ceil(depth / _MOST_TICKS))]
    plot = Plot(
        Axis("passages retrieved", 1, max(depth, 2), ticks),
        Axis("questions with evidence", 0, 1, share_ticks()),
    )
    upper = [(k, at_k.high) for k, at_k in found.items()]
    lower = [(k, at_k.low) for k, at_k in found.items()]
    title = "Evidence among the first passages"
    svg = drawing(
        title,
        plot.axes(),
        plot.area([*upper, *reversed(lower)], class_="band"),
        plot.line([(k, at_k.value) for k, at_k in found.items()], class_="curve"),
        *(
            plot.dot((k, at_k.value), tip=f"first {k}: {at_k.value:.1%}")
            for k, at_k in found.items()
        ),
        height=plot.height,
    )
    return Figure(
        title,
        svg,
        f"The first passage holds gold evidence for {found[1].value:.0%} of {found[1].n} "
        f"questions, one of the first {depth} for {found[depth].value:.0%}. The band is the 95% "
        "interval.",
    )


def _risk(points: Sequence[RiskCoveragePoint], own: tuple[float, float] | None) -> Figure | None:
    if not points:
        return None
    highest = max(point.risk for point in points)
    step = 0.2 if highest > _LOW_RISK else 0.1
    top = step * max(2, ceil(highest / step))
    plot = Plot(
        Axis("questions answered, most confident first", 0, 1, share_ticks()),
        Axis("of those, wrong", 0, top, share_ticks(top, step=step)),
    )
    allowed = 1 - PRECISION_PERCENT / 100
    shown = [*points[: -1 : ceil(len(points) / _MOST_POINTS)], points[-1]]
    standing = f"{own[0]:.0%} answered, {own[1]:.0%} of them wrong" if own else ""
    title = "Risk and coverage"
    svg = drawing(
        title,
        plot.axes(),
        plot.line([(0, allowed), (1, allowed)], class_="guide"),
        plot.line([(point.coverage, point.risk) for point in shown], class_="curve"),
        *([plot.dot(own, tip=standing, radius=5)] if own else []),
        height=plot.height,
    )
    return Figure(
        title,
        svg,
        (f"The dot is where the system stands: {standing}. " if own else "")
        + f"Below the dashed line, {PRECISION_PERCENT}% of the answers given are right.",
    )


def _calibration(bins: Sequence[CalibrationBin]) -> Figure | None:
    if not bins:
        return None
    plot = Plot(
        Axis("stated confidence", 0, 1, share_ticks()),
        Axis("answerable", 0, 1, share_ticks()),
    )
    most = max(found.questions for found in bins)
    whiskers, dots = [], []
    for found in bins:
        low, high = wilson_interval(found.answerable, found.questions)
        whiskers.append(
            plot.line([(found.confidence, low), (found.confidence, high)], class_="whisker")
        )
        tip = (
            f"{found.questions} questions of confidence {found.confidence:.2f}: "
            f"{found.answerable:.0%} answerable"
        )
        radius = max(2.5, _LARGEST_DOT * sqrt(found.questions / most))
        dots.append(plot.dot((found.confidence, found.answerable), tip=tip, radius=radius))
    title = "Calibration of confidence"
    guide = plot.line([(0, 0), (1, 1)], class_="guide")
    return Figure(
        title,
        drawing(title, plot.axes(), guide, *whiskers, *dots, height=plot.height),
        "On the dashed line, 70% of the questions with a confidence of 70% are answerable. The "
        "larger a dot, the more questions; the lines are 95% intervals.",
    )


def _outcomes(questions: Sequence[QuestionResult]) -> Figure:
    title = "Outcome by kind of question"
    return Figure(
        title,
        draw_outcomes(questions, title=title),
        "Each question counts once, by what matters most of what went wrong with it.",
    )
