"""Several questions in one, taken apart."""

import re
from dataclasses import dataclass

from index.words.terms import FUNCTION_WORDS, words

_ASKING = r"(?:what|why|how|when|where|who|whom|whose|which)(?:[’']?s)?\b"
_VERB = r"(?:is|are|was|were|does|do|did|has|have|had|can|could|should|would|will|may|might)\b"
_ASKING_ITSELF = (
    rf"{_ASKING}(?!\s+(?:he|she|it|they|we|you|i|the|a|an|this|these|those|his|her|its|their)\b)"
)
"""A question word that asks; in “what he did”, it does not."""
_SENTENCE_END = re.compile(r"(?<=[?]) ?(?=\S)")
_JOINT = re.compile(
    r"(?: ?[,;] ?(?:and |but |or |& |then )?| (?:and|n|&|then|plus) )(?:also |then )?"
    rf"(?={_ASKING_ITSELF}|(?:did|does|do)\s)",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"(?:and|but|or|also|then|n|&)\s+", re.IGNORECASE)
_OPENS = re.compile(rf"\W{{0,3}}(?P<word>{_ASKING}|{_VERB})", re.IGNORECASE)
_SHORT = re.compile(rf"\W{{0,3}}(?P<word>{_ASKING})\W{{0,3}}$", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|he|him|his|she|her|there|then|one)\b",
    re.IGNORECASE,
)
_MOST_PARTS = 4
_FEW_TERMS = 3
"""Content words of a question that may need those of the one before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A question inside another one: as it is `told`, and as it stands by itself."""

    told: str
    standalone: str


def split_question(text: str) -> tuple[Part, ...]:
    """Return the questions that a text asks, each standing by itself; one where it asks one.

    “Who signed it, when and where?” asks three; “and how did that change trade?” is told with
    what “that” is in brackets.
    """
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip("? ")]
    asked = [
        (_without_conjunction(part.strip(" ,;.")), place > 0)
        for sentence in sentences
        for place, part in enumerate(_split_sentence(sentence))
    ]
    if not 1 < len(asked) <= _MOST_PARTS:
        return (Part(text, text),)
    first = asked[0][0]
    return tuple(
        Part(_told(part), part if place == 0 else _standing_alone(part, first, joined=joined))
        for place, (part, joined) in enumerate(asked)
    )


def _split_sentence(sentence: str) -> list[str]:
    """Split where a question word or a verb that asks follows a comma or “and”."""
    if not _OPENS.match(sentence):
        return [sentence]
    parts = [part for part in _JOINT.split(sentence) if part]
    return parts if _asks(parts[0]) else [sentence]


def _without_conjunction(part: str) -> str:
    match = _CONJUNCTION.match(part)
    return part[match.end() :] if match else part


def _asks(part: str) -> bool:
    """Whether a part has words enough to be a question: more than a question word."""
    return any(word not in FUNCTION_WORDS for word in words(part))


def _standing_alone(part: str, first: str, *, joined: bool) -> str:
    """Return a later part with what it takes from the first one; `joined` to it by “and”."""
    subject = _OPENS.sub("", first, count=1).strip(" ?,.")
    short = _SHORT.match(part)
    if short is not None:
        return f"{short['word'].capitalize()} {subject}?"
    content = [word for word in words(part) if word not in FUNCTION_WORDS]
    if _POINTS_BACK.search(part) or (joined and len(content) < _FEW_TERMS):
        return f"{part.rstrip('? ')} ({subject})?"
    return part


def _told(part: str) -> str:
    """Return a part as a label shows it: capitalised, with a question mark."""
    return f"{part[:1].upper()}{part[1:].rstrip('? ')}?"
