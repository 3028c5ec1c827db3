"""What of a question is looked for."""

import re

from index.words.terms import terms
from qa.understanding.beliefs import without_belief

_PAPER = (
    r"(?:the|this|these)\s+(?:papers?|articles?|authors?|texts?|documents?|manuscripts?)\b"
    r"(?:[’']s?)?"
)
_SELF_REFERENCE = re.compile(
    rf"(?:,\s*+|(?<!\s)\s++)?(?:\b(?:according to|in|of|by|from|does|do|did)\s+)?\b{_PAPER}"
    r"(?:\s+(?:say|says|state|states|mention|mentions)\b(?:\s+about)?)?,?",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"\b(?:cit(?:e[sd]?|ing|ations?)|references?|referenced|footnotes?|endnotes?)\b", re.IGNORECASE
)
_CITING = re.compile(
    r"\b(?:which|what)\s+(?:sources?|publications?|works?|books?|articles?|references?|"
    r"citations?|footnotes?|endnotes?)\b"
    r"|\b(?:(?:is|are|was|were)\s+)?(?:cited|cites?|citing|referenced)\b(?:\s+(?:for|on|about|as))?"
    r"|\bthe\s+(?:sources?|references?|citations?|footnotes?|endnotes?)\s+(?:for|of|on)\b",
    re.IGNORECASE,
)

_ASKS = re.compile(
    r"(?:and|but|so|or)?\s*(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|am|do|does"
    r"|did|has|have|had|can|could|will|would|should|may|might|must)\b",
    re.IGNORECASE,
)


def subject_of(question: str) -> str:
    """Take out of a question what speaks of the paper itself and of its citing.

    “According to the paper”, “did the authors” and “which source is cited for” tell
    nothing of the passage sought, nor does what is said around a question in a chat. A question
    of nothing else stays as it is, but for a question mark that was left out.
    """
    rest = _SELF_REFERENCE.sub(" ", without_belief(question))
    if _CITES.search(rest):
        rest = _CITING.sub(" ", rest)
    rest = " ".join(rest.split())
    return with_question_mark(rest if terms(rest) else question)


def with_question_mark(question: str) -> str:
    """Return a question with its mark, whether it was typed or not; other texts as they are."""
    asks = _ASKS.match(question) and not question.endswith("?")
    return question.rstrip(" .!") + "?" if asks else question
