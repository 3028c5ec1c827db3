"""Whether a sentence says yes or no to a question: features, and a decision only where sure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.words.terms import terms
from qa.answer import Verdict
from qa.logistic import LogisticModel, shipped
from qa.support.opposites import denied_terms, opposites_between
from qa.support.strict import date_conflict, name_conflict, number_conflict

_HEDGES = re.compile(
    r"\b(?:although|but|however|except|exceptions?|generally|in part|largely|limited|may|might|"
    r"mostly|mixed|only|partially|partly|perhaps|possibly|rarely|seldom|sometimes|somewhat|unclear|"
    r"unless|usually|varies)\b",
    re.IGNORECASE,
)
_REFUSALS = re.compile(
    r"\b(?:abandon\w*|absen\w+|avoid\w*|banned?|decline[sd]?|den(?:y|ies|ied)|fail\w*|forbid\w*|"
    r"instead|lack\w*|neither|prohibit\w*|refus\w+|reject\w*|unable|unlike(?:ly)?|without)\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:same|identical|equal|synonym\w*|interchangeabl[ey])\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all|always|any|anyone|each|every|everyone|only|entire(?:ly)?|exactly)\b", re.IGNORECASE
)
_MODAL = re.compile(r"\b(?:can|could|may|might|able|allowed|possible)\b", re.IGNORECASE)
LEAST_COVERAGE = 0.5
"""The share of a question's terms that a sentence must have to say anything to it."""
_PREDICATE_SHARE = 0.5
"""The part of a question's terms, from its end, that is taken for what it says of its subject."""


def verdict_features(question: str, sentence: str) -> dict[str, float]:
    """Measure what in a sentence speaks for yes or no to a question.

    `coverage` is the share of the question's terms that the sentence has; `affirmed` is that of
    the last half of them, mostly the predicate, where the sentence does not deny them, and
    `denied` and `opposed` the coverage where it does. The others are 0 or 1.
    """
    asked, said = terms(question), set(terms(sentence))
    predicate = asked[round(len(asked) * _PREDICATE_SHARE) :]
    denied, doubted = denied_terms(sentence), denied_terms(question)
    denies = bool(denied & set(asked)) != bool(doubted)
    opposed = opposites_between(question, sentence) is not None
    coverage, of_predicate = _share(asked, said), _share(predicate, said)
    asks_can = bool(_MODAL.search(question))
    return {
        "coverage": coverage,
        "affirmed": 0.0 if denies or opposed else of_predicate,
        "affirmed_whole": float(set(asked) <= said and not denies and not opposed),
        "denied": coverage * denies,
        "opposed": coverage * opposed,
        "denies_else": float(bool(denied) and not denies),
        "number": float(number_conflict(question, [sentence]) is not None),
        "date": float(date_conflict(question, [sentence]) is not None),
        "name": float(coverage > 0 and name_conflict(question, [sentence]) is not None),
        "hedges": float(bool(_HEDGES.search(sentence))),
        "refuses": float(bool(_REFUSALS.search(sentence)) and not _REFUSALS.search(question)),
        "asks_same": float(bool(_SAME.search(question))),
        "asks_all": float(bool(_ALL.search(question))),
        "asks_can": float(asks_can),
        "can_both": float(asks_can and bool(_MODAL.search(sentence))),
    }


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """The probability of yes; a verdict at or above `yes_from`, and at or below `no_to`."""

    model: LogisticModel
    no_to: float

    def verdict(self, question: str, sentence: str) -> Verdict | None:
        """Return yes or no, or None where neither is sure."""
        features = verdict_features(question, sentence)
        if features["coverage"] < LEAST_COVERAGE:
            return None
        probability = self.model.probability(features)
        if probability >= self.model.threshold:
            return Verdict.YES
        return Verdict.NO if probability <= self.no_to else None


@cache
def verdict_model() -> VerdictModel:
    """Load the model that comes with Footnote, which `training/fit_verdict.py` fits."""
    content: Mapping[str, float] = shipped("verdict.json")
    return VerdictModel(LogisticModel.of(content), content["no_to"])


def _share(asked: list[str], said: set[str]) -> float:
    return sum(term in said for term in asked) / max(1, len(asked))
