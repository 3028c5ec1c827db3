"""What a question wants listed: the nouns, and what kind of thing they are."""

import re
from dataclasses import dataclass
from enum import Enum

from index.words.terms import terms, words
from qa.understanding.names import TITLES
from qa.understanding.question import Question


class Items(Enum):
    """What kind of thing the items of a list are, as far as the noun tells."""

    PEOPLE = "people"
    TITLED = "people with a title"
    AMOUNTS = "amounts"
    ANY = "any"


_LIST = re.compile(
    r"\b(?:which|what|list|name|enumerate|give|tell|all|mention|are|were|those|every|how many)\s++"
    r"(?:(?:is|are|was|were)\s++)?"
    r"(?P<phrase>\w[\w\s’'-]{0,120})",
    re.IGNORECASE,
)
_LEAVE_OUT = frozenset("me us the a an all of some are were any every each out up there".split())
_ENDS = frozenset(
    "of in on for to from with at by that which who did do does is are was were has have had can "
    "could should would will may might must come came about as than between during not".split()
)
_JOINS = frozenset({"and", "or", "n"})
_PEOPLE = frozenset(
    "author scientist researcher people person scholar founder member participant figure name "
    "writer expert".split()
)
_TITLED = frozenset("leader politician official administration statesman ruler".split()) | TITLES
_AMOUNTS = frozenset("sum amount figure number cost price value rate percentage size".split())
_LONGEST = 8
_WITH_AMOUNTS = re.compile(
    r"\b(?:w|with|plus|and|incl|including) (?:the |their |its |how )?"
    r"(?:amounts?|sums?|figures|prices?|costs?|much)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The heads of what is listed, lower case and as asked, and the kinds of the items."""

    nouns: tuple[str, ...]
    kinds: frozenset[Items]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the nouns."""
        return frozenset(stem for noun in self.nouns for stem in terms(noun))

    @property
    def titles(self) -> frozenset[str]:
        """The titles among the nouns: “president” of “which presidents”."""
        return frozenset(map(_singular, self.nouns)) & TITLES


def find_listed(question: Question) -> Listed:
    """Return what a question wants listed: “acts and amendments” of “which US acts and amendments”.

    No nouns where its form does not tell.
    """
    nouns: tuple[str, ...] = ()
    for match in _LIST.finditer(question.standalone):
        nouns = nouns or _heads(match["phrase"])
    kinds = frozenset(map(_kind, nouns))
    if not nouns and _WITH_AMOUNTS.search(question.standalone):
        kinds = frozenset({Items.AMOUNTS})
    return Listed(nouns, kinds)


def _kind(noun: str) -> Items:
    singular = _singular(noun)
    if singular in _TITLED:
        return Items.TITLED
    if singular in _PEOPLE:
        return Items.PEOPLE
    return Items.AMOUNTS if singular in _AMOUNTS else Items.ANY


def _heads(phrase: str) -> tuple[str, ...]:
    """Return the plural nouns at the ends of the joined parts of a noun phrase."""
    said = words(phrase)
    while said and said[0] in _LEAVE_OUT:
        said = said[1:]
    said = said[:_LONGEST]
    end = next((place for place, word in enumerate(said) if word in _ENDS), len(said))
    heads = []
    for place, word in enumerate(said[:end]):
        closes = place + 1 == end or said[place + 1] in _JOINS
        if closes and is_plural(word):
            heads.append(word)
    if heads:
        return tuple(heads)
    return next(((word,) for word in said[:end] if is_plural(word)), ())


def is_plural(word: str) -> bool:
    """Whether a noun looks like several."""
    return word == "people" or re.search(r"[^siu]s$", word) is not None


def _singular(noun: str) -> str:
    return re.sub(r"s$", "", re.sub(r"ies$", "y", noun))
