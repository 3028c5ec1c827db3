"""What of a question is looked for."""

import re

from index.terms import terms

_SELF_REFERENCE = re.compile(
    r",?\s*(?:\b(?:according to|in|of|by|from|does|do|did)\s+)?"
    r"\b(?:the|this|these)\s+(?:papers?|articles?|authors?|texts?|documents?|manuscripts?)\b(?:[’']s?)?"
    r"(?:\s+(?:say|says|state|states|mention|mentions)\b(?:\s+about)?)?",
    re.IGNORECASE,
)


def without_self_reference(question: str) -> str:
    """Take out what names the paper itself: “according to the paper”, “did the authors”.

    Such words tell nothing of the passage sought. A question of nothing else stays.
    """
    rest = " ".join(_SELF_REFERENCE.sub(" ", question).split())
    return rest if terms(rest) else question
