"""The page of a comparison: what differs between two runs, and on which questions."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from qa.evaluation.comparison.compare import Comparison
from qa.evaluation.comparison.metrics import MetricComparison
from qa.evaluation.metrics.figures import MEANINGS, UNBOUNDED
from qa.evaluation.reports.pages import render
from qa.evaluation.reports.report_page import settings_rows


def comparison_page(comparison: Comparison) -> str:
    """Return the page: metrics with p, and the questions won and lost, both runs side by side."""
    metrics = comparison.metrics
    return render(
        "comparison.html",
        title=_title(comparison),
        comparison=comparison,
        meanings=MEANINGS,
        ranges=_ranges(metrics),
        changes=[
            ("won", "Won by b", comparison.won),
            ("lost", "Lost by b", comparison.lost),
        ],
        settings=list(_settings_that_differ(comparison)),
    )


def _title(comparison: Comparison) -> str:
    a, b = Path(comparison.a.name).name, Path(comparison.b.name).name
    return f"{b} compared with {a}" if a != b else f"{comparison.b.subject}: two runs compared"


def _ranges(metrics: Mapping[str, MetricComparison]) -> dict[str, tuple[float, float, float]]:
    """Return where interval and difference lie in percent of the chart, 50 being no difference.

    To the right is better. A latency has no scale in common with the rest, and no chart.
    """
    drawn = {name: metric for name, metric in metrics.items() if name not in UNBOUNDED}
    ends = [abs(end) for metric in drawn.values() for end in (metric.low, metric.high)]
    scale = 50 / (max(ends, default=0) or 1)
    places = {}
    for name, metric in drawn.items():
        low, high = scale * metric.low, scale * metric.high
        middle = scale * metric.difference
        if metric.lower_is_better:
            low, middle, high = -high, -middle, -low
        places[name] = (50 + low, 50 + middle, 50 + high)
    return places


def _settings_that_differ(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    one, other = (dict(settings_rows(run.settings)) for run in (comparison.a, comparison.b))
    for name in dict.fromkeys([*one, *other]):
        if one.get(name) != other.get(name):
            yield name, one.get(name, ""), other.get(name, "")
