"""What a sentence says otherwise than its quotes, whatever else they have in common.

Numbers, dates, units, names, negations and opposites are compared one by one. Each rule
gives the reason, as a clause for the reader of a page, or None.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from corpus.paper import Span
from index.words.terms import terms, words
from qa.support.amounts import Amount, find_amounts
from qa.support.opposites import denied_terms, opposites_between
from qa.understanding.names import find_names, same_word

_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_HEDGE = re.compile(
    r"\b(?:about|around|approximately|nearly|almost|some|roughly|over|more than|less than|under|"
    r"at least|at most|up to)\W{1,3}(?:US)?\W?$",
    re.IGNORECASE,
)
_NEAR = 0.1
"""How far apart a number said to be “about” and its source may be."""
_POINTS_BACK = re.compile(
    r"\b(?:he|she|him|her|his|it|its|they|them|their|this|these|who|i|we|my|our|"
    r"the (?:country|company|group|author|band|party|former|latter))\b",
    re.IGNORECASE,
)
_ABOUT_THE_SAME = 0.4
"""The share of a sentence's terms that a quote has if the two speak of the same thing."""
_IN_LOWER_CASE = re.compile(r"\b[a-z]\w*")
_CAPITAL = re.compile(r"\b[A-Z]\w*")
_INITIALS = re.compile(r"[A-Z][A-Z.]+")

Rule = Callable[[str, Sequence[str]], str | None]


def find_conflict(sentence: str, quotes: Sequence[str]) -> str | None:
    """Return the first reason why the quotes cannot support the sentence, or None."""
    reasons = (rule(sentence.strip(), quotes) for rule in RULES.values())
    return next((reason for reason in reasons if reason is not None), None)


def number_conflict(sentence: str, quotes: Sequence[str]) -> str | None:
    """Compare each number of the sentence, with its unit, with those of the quotes."""
    quoted = [amount for quote in quotes for amount in find_amounts(quote)]
    for amount in find_amounts(sentence):
        alike = [other for other in quoted if _is_near(amount, other, sentence)]
        if not alike:
            of_kind = [other for other in quoted if _same_kind(amount, other)]
            if len(of_kind) == 1 or (of_kind and amount.is_year):
                return f"The quote says {of_kind[0].text}, the sentence {amount.text}"
            return f"The quote does not say {amount.text}"
        if all(other.unit and amount.unit and other.unit != amount.unit for other in alike):
            return f"The quote says {alike[0].text}, the sentence {amount.text}"
    return None


def _is_near(amount: Amount, other: Amount, sentence: str) -> bool:
    if amount.value == other.value:
        return True
    hedged = _HEDGE.search(sentence[: sentence.find(amount.text)]) is not None
    difference = abs(amount.value - other.value)
    return hedged and not amount.is_year and difference <= _NEAR * abs(other.value)


def _same_kind(amount: Amount, other: Amount) -> bool:
    return amount.is_year == other.is_year and amount.unit == other.unit


def date_conflict(sentence: str, quotes: Sequence[str]) -> str | None:
    """Compare the months: one that no quote names, where a quote names another."""
    quoted = [month for quote in quotes for month in _MONTH.findall(quote)]
    for month in _MONTH.findall(sentence):
        if quoted and month not in quoted:
            return f"The quote says {quoted[0]}, the sentence {month}"
    return None


def name_conflict(sentence: str, quotes: Sequence[str]) -> str | None:
    """Find a name that no quote has, not even as “it” or “the company”.

    One word at the start of the sentence is a name if the quotes have all the others.
    """
    quoted = " ".join(quotes)
    if _POINTS_BACK.search(quoted):
        return None
    there, quoted_terms = words(quoted), set(terms(quoted))
    initials = {match.replace(".", "").lower() for match in _INITIALS.findall(quoted)}
    first_letters = "".join(word[0] for word in there)
    with_capitals = set(words(" ".join(_CAPITAL.findall(quoted))))
    common = set(_IN_LOWER_CASE.findall(quoted)) - with_capitals
    for span in find_names(sentence):
        name = sentence[span.start : span.end]
        if any(map(str.isdigit, name)) or find_amounts(name) or not terms(name):
            continue
        if _only_opens(span, sentence) and not set(terms(sentence[span.end :])) <= quoted_terms:
            continue
        # “The amendment” does not name the Glenn Amendment.
        own = [word for word in words(name) if word not in common] or words(name)
        if _is_named(name, own, there, initials, first_letters):
            continue
        return f"The quote does not name {name}"
    return None


def _only_opens(span: Span, sentence: str) -> bool:
    """Whether a name is but one word that begins the sentence, whatever it is."""
    return span.start == 0 and " " not in sentence[span.start : span.end]


def _is_named(
    name: str, own: Sequence[str], there: Sequence[str], initials: set[str], first_letters: str
) -> bool:
    """Whether one of a name's own words occurs, or a form of it, or the name in initials."""
    if any(same_word(word, other) for word in own for other in there):
        return True
    if _INITIALS.fullmatch(name):
        return name.replace(".", "").lower() in first_letters
    return "".join(word[0] for word in words(name)) in initials


def negation_conflict(sentence: str, quotes: Sequence[str]) -> str | None:
    """Find a term that is denied on one side only."""
    said, denied = set(terms(sentence)), denied_terms(sentence)
    alike = _alike(sentence, quotes)
    there = {term for quote in alike for term in terms(quote)}
    if denied & there and not any(map(denied_terms, quotes)):
        return "The sentence denies what the quote says"
    if not denied and said & {term for quote in alike for term in denied_terms(quote)}:
        return "The quote denies what the sentence says"
    return None


def opposite_conflict(sentence: str, quotes: Sequence[str]) -> str | None:
    """Find a word whose opposite a quote has, as “delivered” and “withheld”."""
    alike = _alike(sentence, quotes)
    found = opposites_between(sentence, " ".join(alike)) if alike else None
    return f"The quote says “{found[1]}”, the sentence “{found[0]}”" if found else None


def _alike(sentence: str, quotes: Sequence[str]) -> list[str]:
    """Return the quotes that have enough of the sentence's terms."""
    said = set(terms(sentence))
    return [
        quote
        for quote in quotes
        if said and len(said & set(terms(quote))) >= _ABOUT_THE_SAME * len(said)
    ]


RULES: Mapping[str, Rule] = {
    "numbers": number_conflict,
    "dates": date_conflict,
    "names": name_conflict,
    "negations": negation_conflict,
    "opposites": opposite_conflict,
}
"""The rules by what they compare, in the order in which a reason is looked for."""
