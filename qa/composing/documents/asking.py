"""Questions about a place in a paper: what is left of them without the words that ask for it."""

import re

from index.words.terms import terms

_PAGES = re.compile(
    r"\b(?:(?:on|at|from|in)\s+)?(?:what|which)\s+pages?(?:\s+numbers?)?\b|\bpage\s+numbers?\b"
    r"|\b(?:pages?|pg|pp?\.)(?=\s|$)|\bwhere(?:abouts)?\b(?:\s+exactly)?"
    r"|\b(?:is|are|was|were|does|do|did|gets?|can)?\s*(?:mention(?:s|ed)?|discuss(?:es|ed)?|talk"
    r"(?:s|ed)?\s+about|treat(?:s|ed)|describ(?:es|ed)|cover(?:s|ed)|appears?|occurs?|found|find|"
    r"stands?|comes?\s+up|located|say(?:s)?|said|tell(?:s)?|written)\b",
    re.IGNORECASE,
)
_QUOTING = re.compile(
    r"\b(?:quot(?:e[sd]?|ing|ations?)|verbatim|word for word|cite)\b"
    r"|\b(?:the\s+)?(?:exact|precise|literal|original|actual)\s+(?:words?|wording|words|"
    r"sentences?|"
    r"quot(?:e|ation)s?|passages?|text|phras(?:e|ing))\b"
    r"|\b(?:the|a|some)?\s*(?:sentences?|passages?|lines?|words)\b(?:\s+(?:in\s+which|where|that|"
    r"with|w/|about|on|which))*"
    r"|\b(?:give|show|tell|find|pull|copy|paste|get|want|need)\b(?:\s+me)?|\b(?:please|pls)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:(?:in|of|by|from|does|do|did|according to)\s+)?(?:the|this|that)\s+(?:papers?|"
    r"articles?|"
    r"authors?|stud(?:y|ies)|texts?|documents?)\b(?:[’']s)?|\b(?:the\s+)?(?:stuff|part|bit)\b"
    r"(?:\s+(?:on|about|of|where))?",
    re.IGNORECASE,
)
_LEFT_OVER = frozenset(
    "is are was were does do did about on of in at the that which what me and it how for "
    "discussed "
    "mentioned where there".split()
)
"""Words that tell nothing at the ends of what is left."""


def sought_place(question: str) -> str:
    """Return what “on which page does the paper discuss X?” looks for: X."""
    return _without(_PAGES, question)


def sought_words(question: str) -> str:
    """Return what “quote the sentence in which the paper says X” looks for: X."""
    return _without(_QUOTING, question)


def _without(frame: re.Pattern[str], question: str) -> str:
    rest = _PAPER.sub(" ", frame.sub(" ", question)).split()
    while rest and _tells_nothing(rest[0]):
        rest = rest[1:]
    while rest and _tells_nothing(rest[-1]):
        rest = rest[:-1]
    kept = " ".join(rest)
    return kept if terms(kept) else question


def _tells_nothing(word: str) -> bool:
    bare = "".join(filter(str.isalnum, word)).lower()
    return not bare or bare in _LEFT_OVER
