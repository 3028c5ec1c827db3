"""Questions whether the authors think that something is so, which are of that something."""

import re

from qa.understanding.fillers import without_fillers

_WHO = (
    r"(?:(?:the|this|these|its|their)\s+)?(?:authors?|writers?|papers?|articles?|study|studies|texts?"
    r"|researchers?|scientists?)|they|he|she"
)
_THINKS = r"think|believe|argue|say|claim|assume|feel|reckon|suppose|hold|maintain|expect"
_FINDS = r"conclude|find|show|suggest|state|mention|report|write|prove|demonstrate"
_BELIEF = re.compile(
    rf"(?:do|does|did|would)\s+(?:{_WHO})\s+(?:(?:really|actually|also|even|still)\s+)?"
    rf"(?:(?:{_THINKS})\s+(?:that\s+)?|(?:{_FINDS})\s+that\s+)"
    r"(?!(?:of|about|on|in|to|so|anything|something)\b)(?=\w+\s+\w)",
    re.IGNORECASE,
)


def without_belief(question: str) -> str:
    """Leave out what is said around a question, and that it is the authors who may think so."""
    question = without_fillers(question)
    belief = _BELIEF.match(question)
    return question[belief.end() :] if belief is not None else question


def asks_for_belief(question: str) -> bool:
    """Whether a question is whether the authors think that something is so."""
    return _BELIEF.match(without_fillers(question)) is not None
