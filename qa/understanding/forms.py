"""Kinds that the form of a question speaks for, whatever the model makes of it."""

import re

from qa.understanding.beliefs import asks_for_belief
from qa.understanding.kinds.classifier import PLAIN_KINDS, Kind
from qa.understanding.parts.listed import find_listed, is_plural, named_things
from qa.understanding.question import Question

_POLITE = r"^\W*+(?:(?:please|pls|can you|could you|would you)\b\W*+)*"
_FORM_OF_TIMELINE = re.compile(
    r"\btime ?lines?\b|\bchronolog\w+|\bcourse of events\b"
    r"|\bin (?:date |time )?order(?! to)\b|\b(?:through|throughout|over|during) the"
    r" (?:years|decades|centuries|\d\d(?:\d\d)?s)\b"
    r"|^how (?:has|have|did|does|do)\b.*\b(?:changed?|develop(?:ed)?|evolved?)\b"
    r"|^what (?:happened|became|has become)\b.{0,99}"
    r"\b(?:after|since|between|from|until|through) .{0,30}\d{4}\b",
    re.IGNORECASE,
)
_FORMS = (
    (
        Kind.COMPARE,
        re.compile(
            rf"{_POLITE}(?:compare|contrast)\b|\bdifferences? between\b|\b(?:vs|versus)\b"
            r"|\bcompared (?:to|with)\b|^how (?:is|are|was|were|do|does|did)\b.*\bdiffer(?:ent)?\b",
            re.IGNORECASE,
        ),
    ),
    (Kind.TIMELINE, _FORM_OF_TIMELINE),
    (Kind.LIST, re.compile(rf"{_POLITE}(?:list|name|enumerate)\b", re.IGNORECASE)),
)
_SUMS_UP = re.compile(
    rf"{_POLITE}(?:sum up|summari[sz]e|recap|(?:a |the )?(?:tl ?;? ?dr|summary|gist) of)\b",
    re.IGNORECASE,
)
"""What may ask for a section to be summed up, if it names one."""
_OPEN = PLAIN_KINDS | {Kind.TOTAL, Kind.METHOD, Kind.LIMITATION, Kind.OVERVIEW}
"""Kinds that the model tells where it has seen no better one."""
_MAY_LIST = frozenset({Kind.FACT, Kind.PERSON, Kind.WHY_HOW, Kind.METHOD, Kind.LIMITATION})
_WHICH = re.compile(rf"{_POLITE}(?:which|what)\b", re.IGNORECASE)
_JOINED = re.compile(
    rf"{_POLITE}(?:which|what) (?:[\w’'-]++ ){{0,3}}?[\w’'-]*+(?<=[^siu\W]s) (?:and|or) \w",
    re.IGNORECASE,
)
"""“Which laws and amendments”, where what follows may hide the noun."""
_WHETHER = re.compile(
    rf"{_POLITE}(?:(?:and|so|but)\b\W*+)?"
    r"(?:is|are|was|were|do|does|did|has|have|had)\b(?! there\b)",
    re.IGNORECASE,
)
_OF_ROLE = re.compile(
    r"\b(?:advi[cs]e\w*|caveats?|contribut\w+|limitations?|limits?|methods?|novel\w*|propos\w+"
    r"|recommend\w*|shortcomings?|suggest\w*|weakness\w*)\b",
    re.IGNORECASE,
)
_WHETHER_OR_ROLE = frozenset(
    {Kind.RECOMMENDATION, Kind.LIMITATION, Kind.METHOD, Kind.CONTRIBUTION, Kind.LIST}
)
"""Kinds that the model takes for those of questions that ask whether something is so."""
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
_ROLES = frozenset(
    "aims conclusions contributions findings goals implications limitations messages methods "
    "objectives opinions outcomes points recommendations results strengths suggestions takeaways "
    "views".split()
)
"""What papers have; sentences are known by their role that tell it."""


def kinds_to_try(question: Question) -> tuple[Kind, ...]:
    """Return what a question may be composed as, the best first, its kind by the model last.

    Whether the authors think that something is so is told with yes or no.
    """
    kind, text = question.kind, question.standalone
    formed = [Kind.SECTION_SUMMARY] if _SUMS_UP.search(text) else []
    if kind in _OPEN:
        formed += [one for one, form in _FORMS if form.search(text)]
    elif kind is Kind.LIST and _FORM_OF_TIMELINE.search(text):
        formed.append(Kind.TIMELINE)
    if question.asks_for_gist and kind in PLAIN_KINDS:
        formed.append(Kind.OVERVIEW)
    elif (kind in _MAY_LIST and _asks_for_several(question)) or (
        kind in _OPEN | _MAY_LIST | {Kind.COMPARE} and _names_several(question)
    ):
        formed.append(Kind.LIST)
    if kind in _WHETHER_OR_ROLE and _WHETHER.match(text) and not _OF_ROLE.search(text):
        formed.append(Kind.YES_NO)
    if question.asks_for_gist and kind is Kind.SECTION_SUMMARY:
        return (*formed, kind, Kind.OVERVIEW)  # of a paper without a conclusion
    if kind is Kind.STANCE and asks_for_belief(text):
        return (*formed, Kind.YES_NO)
    return (*(one for one in formed if one is not kind), kind)


def _asks_for_several(question: Question) -> bool:
    """Whether a question opens with “which” or “what” and a plural that is no role of a paper."""
    if _WHICH.match(question.standalone) is None:
        return False
    if _JOINED.match(question.standalone):
        return True
    noun = question.noun
    nouns = find_listed(question).nouns if noun is None or noun in _NUMBERS else (noun,)
    return any(is_plural(noun) for noun in nouns) and not _ROLES.intersection(nouns)


def _names_several(question: Question) -> bool:
    """Whether a question is but the plural of what is asked for: “states that screen newborns”."""
    things = named_things(question.standalone)
    return bool(things) and not _ROLES.intersection(things)
