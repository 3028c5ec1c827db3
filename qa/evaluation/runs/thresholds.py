"""Lower bounds for metrics, as ``--fail-under`` takes them."""

from collections.abc import Iterable, Mapping

from qa.evaluation.metrics.figures import LOWER_IS_BETTER, METRIC_NAMES
from qa.evaluation.runs.results import Evaluation

# A lower bound on what is better when it is lower would punish the good.
BOUNDED_METRICS = tuple(name for name in METRIC_NAMES if name not in LOWER_IS_BETTER)


def parse_thresholds(texts: Iterable[str]) -> dict[str, float]:
    """Read bounds like ``mrr=0.8``; of several for one metric the last holds.

    Raises `ValueError`, whose message lists the legal names and values.
    """
    return dict(_parse_threshold(text) for text in texts)


def _parse_threshold(text: str) -> tuple[str, float]:
    name, _, number = (part.strip() for part in text.partition("="))
    if name not in BOUNDED_METRICS:
        raise ValueError(
            f'"{text}" names no metric with a lower bound. Write METRIC=VALUE with one of: '
            f"{', '.join(BOUNDED_METRICS)}."
        )
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not 0 <= value <= 1:
        raise ValueError(f'"{text}" needs a number from 0 to 1 after the name, like {name}=0.8.')
    return name, value


def missed_thresholds(evaluation: Evaluation, thresholds: Mapping[str, float]) -> tuple[str, ...]:
    """Say for each bound that is not met what was found; an unmeasured metric misses it."""
    missed = []
    for name, bound in thresholds.items():
        figure = evaluation.metrics.get(name)
        if figure is None:
            missed.append(f"{name} could not be measured on these questions ({bound:g} is wanted)")
        elif figure.value < bound:
            missed.append(f"{name} is {figure.value:.4f}, below {bound:g}")
    return tuple(missed)
