"""Questions that take for granted what the paper denies: “when did it join?”, which it did not."""

import re

from index.words.terms import terms
from qa.composing.spans import find_answer_span
from qa.deciding.denials import Cues
from qa.support.opposites import denied_terms, opposites_between
from qa.understanding.question import Expects, Question

_ALMOST_ALL = 0.75
"""The share of a question's terms in a sentence that speaks of the same."""
_MOST = 0.5
"""The share of a question's terms that stand behind what denies them."""
_ASKS = re.compile(r"(?:\w+ )?(?:why|when|where|who|whom|how|which|what)\b", re.IGNORECASE)
_RESTRICTED = re.compile(
    r"\b(?:alone|entirely|fully|only|solely|until|unless|yet|always|necessarily|all)\b",
    re.IGNORECASE,
)
"""What leaves a part of what is denied: “did not join until 1954”."""
_EXPLAINED = re.compile(r"\b(?:because|due to|since|so)\b", re.IGNORECASE)
"""What says why, which a denial in the same sentence may be a part of."""
_WITHOUT_PREMISE = frozenset({Expects.SOURCE, Expects.SUMMARY})


def denies(sentence: str, question: Question) -> bool:
    """Whether a sentence denies what a question takes for granted.

    “The tower was not built by Hale” denies “built”, which “who built the tower?” does not.
    """
    if denied_terms(question.standalone):
        return False
    asked, negation = question.subject_terms, Cues.NEGATION
    denies_most = negation.deny_of(asked, sentence) >= _MOST
    return denies_most or bool(denied_terms(sentence) & set(question.terms))


def says_otherwise(sentence: str, question: Question) -> bool:
    """Whether a sentence denies, almost in its words, what a question takes for granted.

    It does not where it has what is asked for, as “Thomas Hale” in “not built by Thomas Hale”.
    """
    if question.expects in _WITHOUT_PREMISE or not _ASKS.match(question.subject):
        return False
    explains = question.expects is Expects.REASON and _EXPLAINED.search(sentence)
    if explains or _RESTRICTED.search(sentence) or Cues.REFUSAL.are_in(question.standalone):
        return False
    if find_answer_span(question, sentence) is not None:
        return False
    asked, said = question.subject_terms, set(terms(sentence))
    opposed = opposites_between(question.subject, sentence) is not None
    denied = denies(sentence, question) and Cues.NEGATION.stand_with(asked, sentence)
    shared = sum(term in said for term in asked) + opposed
    return (opposed or denied) and shared >= _ALMOST_ALL * len(asked)
