"""Answered, closest or declined: what a confidence and what would be told come to."""

import re
from collections.abc import Collection, Iterable, Sequence

from qa.answer import Decision
from qa.logistic import LogisticModel
from qa.understanding.dates import find_dates
from qa.understanding.kinds.classifier import Kind
from qa.understanding.lexicon.countries import countries_named
from qa.understanding.question import Expects, Question

CLOSEST_FROM = 0.2
"""The confidence from which what comes closest is quoted: below, it mostly misleads."""
DEFINITE = frozenset(
    {
        *(Kind.PERSON, Kind.PLACE, Kind.TIME, Kind.QUANTITY, Kind.WHY_HOW, Kind.METHOD),
        Kind.SEVERAL,
    }
)
"""Kinds of questions that a definite thing answers, or nothing: what is near it is wrong.

Of several questions in one, none of which is answered by itself, that holds too.
"""
OF_ONE_COUNTRY = frozenset({Kind.PERSON, Kind.PLACE, Kind.TIME, Kind.QUANTITY})
"""Kinds of questions whose answer is wrong where it is of another country than the one named."""
OPEN_ODDS = 0.4
"""What of the threshold's odds suffices for other kinds, which what is near serves as well."""
_YEAR = re.compile(r"\b\d{3,4}s?\b|\bcentur(?:y|ies)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|millions?|billions?|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|"
    r"(?:a|one|two|three) (?:third|quarter|fifth)s?|twice|double[ds]?|triple[ds]?|once|no|none|"
    r"few|several|many|most|all|majority)\b",
    re.IGNORECASE,
)


def threshold_for(question: Question, model: LogisticModel) -> float:
    """Return the confidence from which a question of its kind is answered."""
    threshold = model.threshold
    if question.kind in DEFINITE or threshold >= 1:
        return threshold
    odds = OPEN_ODDS * threshold / (1 - threshold)
    return odds / (1 + odds)


def decide(
    confidence: float,
    question: Question,
    told: Iterable[str],
    model: LogisticModel,
    *,
    missing: Collection[str] = (),
) -> Decision:
    """Decide whether sentences that would be told answer a question, by the model's confidence.

    `missing` are the names of the question that their passages lack. They are the closest at
    most where these are all, where a year or an amount is asked for and none of them has any,
    and where a time or a country is asked about and all that is dated, or named, is of another.
    """
    threshold = model.threshold if missing else threshold_for(question, model)
    if confidence < min(CLOSEST_FROM, threshold):
        return Decision.DECLINED
    texts = list(told)
    near = confidence < threshold or _lacks_form(question, texts)
    lacks_all = bool(missing) and len(missing) == len(question.named)
    of_another = is_of_another_time(question, texts) or _is_of_another_country(question, texts)
    if near or lacks_all or of_another:
        return Decision.CLOSEST
    return Decision.ANSWERED


def _is_of_another_country(question: Question, told: Sequence[str]) -> bool:
    if question.kind not in OF_ONE_COUNTRY:
        return False
    asked, named = countries_named(question.standalone), countries_named(" ".join(told))
    return bool(asked and named) and asked.isdisjoint(named)


def is_of_another_time(question: Question, told: Sequence[str]) -> bool:
    """Whether a time is asked about and all that is dated of what is told is of another."""
    period = question.period
    dates = [date for text in told for date in find_dates(text) if date.has_year]
    return period is not None and bool(dates) and not any(date.meets(period) for date in dates)


def _lacks_form(question: Question, told: Sequence[str]) -> bool:
    if question.expects is Expects.TIME and question.noun in {"year", "century", "decade"}:
        form = _YEAR
    elif question.expects is Expects.QUANTITY:
        form = _AMOUNT
    else:
        return False
    return not any(form.search(text) for text in told)
