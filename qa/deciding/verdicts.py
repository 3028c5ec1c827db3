"""Whether a sentence says yes or no to a question: features, and a decision only where sure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.words.terms import terms
from qa.answer import Verdict
from qa.deciding.denials import Cues
from qa.logistic import LogisticModel, shipped
from qa.reading.reader import Reading
from qa.support.opposites import denied_terms, opposites_between
from qa.support.strict import date_conflict, name_conflict, number_conflict

_HEDGES = re.compile(
    r"\b(?:although|but|however|except|exceptions?|generally|in part|largely|limited|may|might|"
    r"mostly|mixed|only|partially|partly|perhaps|possibly|rarely|seldom|sometimes|somewhat|unclear|"
    r"unless|usually|varies)\b",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:alleg\w+|asked|assum\w+|believed|claim(?:s|ed)|hypothes\w+|questions?|rumou?r\w*|"
    r"speculat\w+|suppos\w+|thought|unclear|unknown|whether)\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:same|identical|equal|synonym\w*|interchangeabl[ey])\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all|always|any|anyone|each|every|everyone|only|entire(?:ly)?|exactly)\b", re.IGNORECASE
)
_MODAL = re.compile(r"\b(?:can|could|may|might|able|allowed|possible)\b", re.IGNORECASE)
_PREDICATE_SHARE = 0.5
"""The part of a question's terms, from its end, that is taken for what it says of its subject."""
_DENYING = (
    *("denied", "denies_else", "opposed", "number", "date"),
    *("negated", "negated_near", "refused", "refused_near"),
)
"""Features of a sentence by itself that may say no."""
_READ, _UNREAD = "read", "unread"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may say yes or no, and what was read `around` it, itself included.

    `reading` is what a reader made of the latter; None where none read it, or tells no verdicts.
    """

    sentence: str
    around: str
    reading: Reading | None = None


def verdict_features(question: str, evidence: Evidence) -> dict[str, float]:
    """Measure what speaks for yes or no to a question: by words, and by what a reader made of it.

    Those by words are 0 to 1, those of the reader are logits, of which there are none without it.
    """
    return {
        **_word_features(question, evidence.sentence),
        **_denial_features(question, evidence),
        **_reading_features(evidence.reading),
    }


def _word_features(question: str, sentence: str) -> dict[str, float]:
    """Measure what a question and a sentence have in common, and where they differ.

    `coverage` is the share of the question's terms that the sentence has; `affirmed` is that of
    the last half of them, mostly the predicate, where the sentence does not deny them, and
    `denied` and `opposed` the coverage where it does.
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
        "alleged": float(bool(_ALLEGED.search(sentence)) and not _ALLEGED.search(question)),
        "asks_same": float(bool(_SAME.search(question))),
        "asks_all": float(bool(_ALL.search(question))),
        "asks_can": float(asks_can),
        "can_both": float(asks_can and bool(_MODAL.search(sentence))),
    }


def _denial_features(question: str, evidence: Evidence) -> dict[str, float]:
    """Measure what negations and refusals deny of a question that has none itself."""
    asked = tuple(dict.fromkeys(terms(question)))
    measures = {"asks_denied": float(Cues.NEGATION.are_in(question))}
    for cues, name in ((Cues.NEGATION, "negated"), (Cues.REFUSAL, "refused")):
        counts = not cues.are_in(question)
        measures |= {
            name: counts * cues.deny_of(asked, evidence.sentence),
            f"{name}_near": float(counts and cues.stand_with(asked, evidence.sentence)),
            f"{name}_around": counts * cues.deny_of(asked, evidence.around),
            f"{name}_near_around": float(counts and cues.stand_with(asked, evidence.around)),
        }
    return measures


def _reading_features(reading: Reading | None) -> dict[str, float]:
    if reading is None or reading.verdict is None or reading.says_either is None:
        return {}
    return {
        "reader_verdict": reading.verdict,
        "reader_sure": abs(reading.verdict),
        "reader_says_either": reading.says_either,
        "reader_answers": reading.answers,
    }


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """The probabilities of yes and of no, each said from its own threshold on."""

    yes: LogisticModel
    no: LogisticModel

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "VerdictModel":
        """Make the model that a JSON object holds, which may tell more besides."""
        return cls(LogisticModel.of(content["yes"]), LogisticModel.of(content["no"]))

    def verdict(self, question: str, evidence: Evidence) -> Verdict | None:
        """Return yes or no, or None where neither is sure.

        No is only said where the sentence itself denies something, or the reader leans to it:
        what stands around it is not quoted.
        """
        features = verdict_features(question, evidence)
        if self.yes.probability(features) >= self.yes.threshold:
            return Verdict.YES
        sure = self.no.probability(features) >= self.no.threshold
        return Verdict.NO if sure and _may_say_no(features) else None


def _may_say_no(features: Mapping[str, float]) -> bool:
    denies = any(features[name] > 0 for name in _DENYING)
    return denies or features.get("reader_verdict", 0.0) < 0


def say_verdict(question: str, evidence: Evidence) -> Verdict | None:
    """Return whether a sentence says yes or no to a question, None where that is not sure."""
    is_read = bool(_reading_features(evidence.reading))
    return verdict_models()[_READ if is_read else _UNREAD].verdict(question, evidence)


@cache
def verdict_models() -> Mapping[str, VerdictModel]:
    """Load the models that come with Footnote, which `training/fit_verdict.py` fits."""
    content = shipped("verdict.json")
    return {name: VerdictModel.of(content[name]) for name in (_READ, _UNREAD)}


def _share(asked: list[str], said: set[str]) -> float:
    return sum(term in said for term in asked) / max(1, len(asked))
