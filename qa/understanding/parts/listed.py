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
_OPENS_OTHERWISE = frozenset(
    "what whats which who whos whom whose when whens where wheres why how hows "
    "is are was were am do does did has have had can "
    "could will would should shall may might must if whether compare contrast explain describe "
    "define summarise summarize summary recap sum show quote find page outline "
    "i you we they he she it there this that these those not no so because".split()
)
"""How a text begins that is more, or something else, than a phrase that names things."""
_OPENINGS = frozenset(
    "please pls plz so ok and the some any all every main key different various other also list "
    "name give tell me us top several".split()
)
"""What may stand before such a phrase."""
_NO_ITEMS = frozenset(
    "relations ties affairs economics politics news physics mathematics statistics ethics data "
    "times means series differences similarities distinctions".split()
)
"""Plurals of which one does not ask for each."""
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
    nouns = named_things(question.standalone)
    for match in _LIST.finditer(question.standalone):
        nouns = nouns or _heads(match["phrase"])
    kinds = frozenset(map(_kind, nouns))
    if not nouns and _WITH_AMOUNTS.search(question.standalone):
        kinds = frozenset({Items.AMOUNTS})
    return Listed(nouns, kinds)


def named_things(text: str) -> tuple[str, ...]:
    """Return the plural at the head of a text that is no sentence: “states that screen newborns”.

    People leave out “which are the”. Nothing where a question word, a verb or a pronoun opens it.
    """
    said = words(text)
    while said and said[0] in _OPENINGS:
        said = said[1:]
    if not said or said[0] in _OPENS_OTHERWISE | _ENDS:
        return ()
    ends = _ENDS | _OPENS_OTHERWISE
    phrase = said[: next((place for place, word in enumerate(said) if word in ends), len(said))]
    first = next((place for place, word in enumerate(phrase) if is_plural(word)), None)
    if first is None or phrase[first] in _NO_ITEMS:
        return ()
    joined = phrase[first + 1 : first + 2]
    also = _heads(" ".join(phrase[first + 2 :])) if set(joined) & _JOINS else ()
    return (phrase[first], *also)


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
