"""What a metric is: its name, what it says, over which questions, and how it is had.

A score belongs to one question; a metric is a figure over many. That of a `ScoreMetric` is the
mean of the questions' scores, that of a `RunMetric` comes of all questions at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import numpy as np

from index.hits import Hit
from qa.answer import Answer
from qa.evaluation.metrics.bootstrap import Statistic, Vector, mean
from qa.evaluation.questions.pairs import QAPair

PaperText: TypeAlias = Callable[[str], str]
"""Returns the canonical text of the paper with an id; raises `UnknownPaper` if there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What came back for a question, beside its gold.

    `hits` are the passages, best first. `answer` is None where the retriever alone was asked.
    """

    pair: QAPair
    answer: Answer | None
    hits: Sequence[Hit]
    paper_text: PaperText
    _made: dict["Scores", Mapping[str, float]] = field(default_factory=dict, init=False)

    def once(self, scores: "Scores") -> Mapping[str, float]:
        """Return what `scores` makes of this, computed once for all metrics that ask for it."""
        if scores not in self._made:
            self._made[scores] = scores(self)
        return self._made[scores]


Scores: TypeAlias = Callable[[Outcome], Mapping[str, float]]
"""Returns the scores of a question by the names of their metrics; those that apply to it."""


class Scored(Protocol):
    """What the metrics need to know of a question's result."""

    @property
    def answerable(self) -> bool:
        """Whether the papers answer the question."""
        ...

    @property
    def abstained(self) -> bool:
        """Whether the system said that they do not."""
        ...

    @property
    def confidence(self) -> float:
        """How sure the system was that they do, 0 to 1."""
        ...

    @property
    def scores(self) -> Mapping[str, float]:
        """The scores that apply to the question, by the names of their metrics."""
        ...

    @property
    def seconds(self) -> float:
        """How long the answer took."""
        ...


def everything_judged(result: Scored) -> object:
    """Return all that a metric may look at, but for the time."""
    return result.abstained, result.confidence, dict(result.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure over the questions of a run.

    `meaning` is what a report says of it, and `over` which questions it counts for, as
    docs/metrics.md has them. `by_group` asks for a column in the tables by kind and by paper,
    which have room for some. One that is not `bounded` has another scale than from 0 to 1.
    """

    name: str
    meaning: str
    over: str
    by_group: bool = False
    bounded: bool = True
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMetric(Metric):
    """The mean of a score, which `scores` gives for a question, mostly with others.

    It is `hit_or_miss` if a score of 0 or 1 says no or yes. Of other scores even 0 and 1 are
    shares, which might as well lie between the two.
    """

    scores: Scores
    hit_or_miss: bool = False

    def score(self, outcome: Outcome) -> float | None:
        """Return the score of a question, None if there is none for it."""
        return outcome.once(self.scores).get(self.name)

    def of(self, results: Sequence[Scored]) -> Statistic:
        """Return the metric as a function of how often each of the results counts."""
        return mean(scores_named(self.name, results))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunMetric(Metric):
    """A figure that `of` computes of all results, as a function of how often each counts.

    Questions for which `looks_at` returns the same in two runs make no difference to it.
    """

    of: Callable[[Sequence[Scored]], Statistic]
    looks_at: Callable[[Scored], object] = everything_judged


def scores_named(name: str, results: Sequence[Scored]) -> Vector:
    """Return a score of each result; not a number where a question has none of that name."""
    return np.array([result.scores.get(name, np.nan) for result in results], dtype=np.float64)
