"""Measured figures: their spread, their ratios, and the tables they are shown in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

MEBIBYTE = 2**-20
"""The scale that shows bytes in MiB."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was measured once or more: the median, the least and the most."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Figure":
        """Sum up repeated measurements."""
        return cls(median(values), min(values), max(values))


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a table. Values are shown times `scale`, with `digits` decimals."""

    key: str
    title: str
    scale: float = 1.0
    digits: int = 2
    higher_is_better: bool = False


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that `share` of them do not exceed (nearest rank)."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def advantage(measure: Measure, own: Figure, other: Figure) -> float | None:
    """Return how many times better `own` is; None where that cannot be said."""
    better, worse = (own, other) if measure.higher_is_better else (other, own)
    return better.value / worse.value if worse.value > 0 else None


def figure_table(measures: Sequence[Measure], rows: Mapping[str, Mapping[str, Figure]]) -> str:
    """Show figures: a row for each system, with the range where there were several runs."""
    heads = ["", *(measure.title for measure in measures)]
    return _table(
        heads,
        [[name, *(_shown(m, row.get(m.key)) for m in measures)] for name, row in rows.items()],
    )


def figure_list(measures: Sequence[Measure], figures: Mapping[str, Figure]) -> str:
    """Show the figures of one system, one below the other, in the order of the measures."""
    return _table(["", ""], [[m.title, _shown(m, figures.get(m.key))] for m in measures])


def ratio_table(
    measures: Sequence[Measure],
    own: Mapping[str, Figure],
    others: Mapping[str, Mapping[str, Figure]],
) -> str:
    """Show how many times better one row is than each of the others."""
    return _table(
        ["", *(measure.title for measure in measures)],
        [
            [name, *(_ratio(m, own.get(m.key), row.get(m.key)) for m in measures)]
            for name, row in others.items()
        ],
    )


def _shown(measure: Measure, figure: Figure | None) -> str:
    if figure is None:
        return "–"
    value, low, high = (
        f"{measure.scale * number:.{measure.digits}f}"
        for number in (figure.value, figure.low, figure.high)
    )
    return value if low == high else f"{value} ({low}–{high})"


def _ratio(measure: Measure, own: Figure | None, other: Figure | None) -> str:
    ratio = None if own is None or other is None else advantage(measure, own, other)
    return "–" if ratio is None else f"{ratio:.2f}×"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in heads[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, rule, *rows))
