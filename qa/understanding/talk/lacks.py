"""What a question leaves to the talk before it, told by its own words."""

import re
from collections.abc import Iterator
from enum import StrEnum

from index.words.terms import terms, words
from qa.understanding.talk.phrases import Phrase, find_phrases


class Lack(StrEnum):
    """A kind of thing that a question does not say itself."""

    PERSON = "person"
    THEY = "they"
    IT = "it"
    THIS = "this"
    THERE = "there"
    THEN = "then"
    ONES = "ones"
    ELSE = "else"
    WHY = "why"
    BARE = "bare"
    FEW = "few"
    JOINED = "joined"


POINTING = frozenset({Lack.PERSON, Lack.THEY, Lack.IT, Lack.THIS, Lack.THERE, Lack.THEN, Lack.ONES})
"""What words that point back are told by."""
_JOINING = re.compile(
    r"^(?>(?:(?:and|nd?|but|so|also|or|then|okay|ok|well|what about|how about|what of)\b[,\s]*+"
    r"|(?:thanks?(?: (?:you|a lot|so much|very much))?|thx|ty|cheers|great|cool|nice|perfect|good"
    r"|interesting|got it|i see|hm+|right|sure|alright)(?:[,.!]++\s*+|\s++(?=(?:and|but|so)\b)))+)",
    re.IGNORECASE,
)
_FINDERS = {
    Lack.PERSON: re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE),
    Lack.THEY: re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE),
    Lack.IT: re.compile(r"\b(?:it|its|itself)\b", re.IGNORECASE),
    Lack.THIS: re.compile(
        r"\b(?:this|that|these|those|such|the (?:former|latter|same))\b", re.IGNORECASE
    ),
    Lack.THERE: re.compile(r"\bthere\b", re.IGNORECASE),
    Lack.THEN: re.compile(
        r"(?<=\w )then\b|\b(?:at|in|during|by|before|after) (?:that|this|the same) "
        r"(?:time|year|period|decade|era|moment|point)\b|\bback then\b",
        re.IGNORECASE,
    ),
    Lack.ONES: re.compile(
        r"\bwhich ones?\b|\b(?:the|this|that|these|those|other|another) ones?\b|\bones\b",
        re.IGNORECASE,
    ),
    Lack.ELSE: re.compile(r"\b(?:else|others?|another|besides that|more)\b", re.IGNORECASE),
    Lack.WHY: re.compile(r"^\W*+why\b|\bhow come\b", re.IGNORECASE),
}
_POINTS_NOWHERE = re.compile(
    r"\b(?:is|are|was|were|there) there\b|\bthere (?:is|are|was|were|any|some|no|been|be|a|an)\b"
    r"|\bit (?:is|was)\b(?= \w+ (?:for|to|that))|\b(?:is|was|does|did|do) it "
    r"(?=\w+ (?:to|that|for)\b)|\bit take\b|\b(?:more|other) than\b|\bsuch as\b"
    r"|\b(?:this|these) (?:paper|article|study|text|document|work)s?\b|\bthe ones? (?=\w)"
    r"|\bthose (?:who|that|of|with|in)\b|\b(?:each|one) (?:an)?other\b|\bthe other\b",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"\b(?:say|says|said|believe[ds]?|think|thinks|thought|argue[ds]?|claim(?:ed|s)?|show[ns]?"
    r"|suggest(?:ed|s)?|find|found|know|knew|mean|means|agree[ds]?|conclude[ds]?|state[ds]?"
    r"|evidence|fact|idea|view|so|now|given|assume[ds]?|told) that\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<=[a-z]) that (?=(?:\w+ed|is|are|was|were|has|have|had|can|could|would|will|led|the|he|she"
    r"|they|it|made|we|may|might|do|does|did|[A-Z]\w+)\b)"
)
_VERB_BEFORE = re.compile(
    r"\b(?:did|do|does|is|was|are|were|about|of|after|before|like|why|how|when|where) that\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:because|when|while|and|but|or|if|that|before|after|so|since|though|although|until|who"
    r"|which|where|how|why|as|than|besides|to)\b",
    re.IGNORECASE,
)
_NAMED = (Lack.PERSON, Lack.IT, Lack.THEY)
_BESIDES = re.compile(
    r"\b(?:besides|other than|aside from|apart from|in addition to|except)\b"
    r"(?! (?:that|this|it)\b)",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^(?:what|who)(?:[’']s| is| was) (?!the\b)(?P<thing>\S[^?]*?)\W*+$", re.IGNORECASE
)
_FEW_TERMS = 2


def without_joining(question: str) -> str:
    """Return a question without “and”, “what about” and the like before it."""
    rest = _JOINING.sub("", question)
    return rest if words(rest) else question


def find_lacks(question: str) -> frozenset[Lack]:
    """Return what a question leaves out. A pronoun behind its own antecedent lacks nothing."""
    own = without_joining(question)
    text = _without_pointing_nowhere(own)
    found = {lack for lack, finder in _FINDERS.items() if finder.search(text)}
    found -= set(_answered_within(own, found))
    if _BESIDES.search(own):
        found.discard(Lack.ELSE)
    count = len(terms(own))
    if count <= 1:
        found.add(Lack.BARE)
    if count <= _FEW_TERMS:
        found.add(Lack.FEW)
    if own != question:
        found.add(Lack.JOINED)
    return frozenset(found)


def asks_what_is(question: str) -> bool:
    """Whether a question asks what or who a thing is, which it names: “what is photosynthesis?”.

    “The reason” is of something that was said before.
    """
    found = _WHAT_IS.match(question)
    if found is None or find_lacks(question) & (POINTING | {Lack.ELSE}):
        return False
    thing = re.sub(r"^an? ", "", found["thing"].lower())
    return any(
        phrase.text.lower() == thing and (phrase.is_name or not phrase.is_plural)
        for phrase in find_phrases(question)
    )


def _without_pointing_nowhere(question: str) -> str:
    text = _POINTS_NOWHERE.sub(" . ", question)
    text = _CONJUNCTION.sub(" . ", text)
    return text if _VERB_BEFORE.search(text) else _RELATIVE.sub(" . ", text)


def _answered_within(question: str, lacks: set[Lack]) -> Iterator[Lack]:
    """Find the pronouns whose antecedent stands before them in the question itself."""
    pronouns = {lack: _FINDERS[lack].search(question) for lack in _NAMED if lack in lacks}
    phrases = find_phrases(question) if pronouns else []
    for lack, pronoun in pronouns.items():
        if pronoun is not None and any(
            _may_mean(lack, phrase) and _reaches(question, phrase, pronoun) for phrase in phrases
        ):
            yield lack


def _reaches(question: str, phrase: Phrase, pronoun: re.Match[str]) -> bool:
    """Whether a pronoun may mean a phrase before it: never in one clause, but for an owner."""
    between = question[phrase.span.end : pronoun.start()]
    owner = pronoun[0].lower() in {"his", "her", "hers", "their", "theirs", "its"}
    return phrase.span.end <= pronoun.start() and (owner or _JOINT.search(between) is not None)


def _may_mean(lack: Lack, phrase: Phrase) -> bool:
    if lack is Lack.PERSON:
        return phrase.is_person or (phrase.is_name and " " not in phrase.text)
    return phrase.is_name or (lack is Lack.THEY and phrase.is_plural)
