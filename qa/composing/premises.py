"""Questions that take for granted what the paper denies: “when did it join?”, which it did not."""

import re
from collections.abc import Sequence

from index.words.terms import terms, words
from qa.composing.spans import find_answer_span
from qa.deciding.denials import Cues
from qa.support.opposites import denied_terms, opposites_between
from qa.understanding.lexicon.synonyms import synonyms
from qa.understanding.question import Expects, Question

_ALMOST_ALL = 0.75
"""The share of a question's terms in a sentence that speaks of the same."""
_MANY = 0.65
"""The same where it is the clause with most of them that has a negation."""
_MOST = 0.5
"""The share of a question's terms that stand behind what denies them."""
_ASKS = re.compile(r"(?:\w+ )?(?:why|when|where|who|whom|how|which|what)\b", re.IGNORECASE)
_ASKS_FOR_NOW = re.compile(r"\b(?:is|are|do|does|still|now)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:no longer|not any ?more|any longer)\b", re.IGNORECASE)
"""What denies only that something is so now."""
_RESTRICTED = re.compile(
    r"\b(?:alone|entirely|fully|only|solely|until|unless|yet|always|necessarily|all)\b",
    re.IGNORECASE,
)
"""What leaves a part of what is denied: “did not join until 1954”."""
_EXPLAINED = re.compile(r"\b(?:because|due to|since|so)\b", re.IGNORECASE)
"""What says why, which a denial in the same sentence may be a part of."""
_WITHOUT_PREMISE = frozenset({Expects.SOURCE, Expects.SUMMARY})
_TAKE_FOR_GRANTED = frozenset({Expects.REASON, Expects.TIME, Expects.PLACE, Expects.PERSON})
"""What is asked for by questions that take for granted that something is so."""


def denies(sentence: str, question: Question) -> bool:
    """Whether a sentence denies what a question takes for granted.

    “The tower was not built by Hale” denies “built”, which “who built the tower?” does not.
    """
    if denied_terms(question.standalone):
        return False
    asked, negation = _with_synonyms(question.subject_terms), Cues.NEGATION
    behind = negation.terms_denied(sentence)
    denies_most = sum(not behind.isdisjoint(one) for one in asked) >= _MOST * max(1, len(asked))
    in_short = denied_terms(sentence)
    return denies_most or any(not in_short.isdisjoint(one) for one in asked)


def says_otherwise(sentence: str, question: Question, *, strictly: bool = False) -> bool:
    """Whether a sentence denies what a question takes for granted, `strictly` almost in its words.

    It does not where it has what is asked for, as “Thomas Hale” in “not built by Thomas Hale”.
    """
    if question.expects in _WITHOUT_PREMISE or not _ASKS.match(question.subject):
        return False
    explains = question.expects is Expects.REASON and _EXPLAINED.search(sentence)
    if explains or _leaves_a_part(sentence, question) or Cues.REFUSAL.are_in(question.standalone):
        return False
    if find_answer_span(question, sentence) is not None:
        return False
    asked, said = question.subject_terms, set(terms(sentence))
    opposed = opposites_between(question.subject, sentence) is not None
    shared = sum(not said.isdisjoint(one) for one in _with_synonyms(asked)) + opposed
    if _denies_clause(sentence, question):
        takes = question.expects in _TAKE_FOR_GRANTED and not strictly
        return shared >= (_MANY if takes else _ALMOST_ALL) * len(asked)
    return opposed and shared >= _ALMOST_ALL * len(asked)


def _denies_clause(sentence: str, question: Question) -> bool:
    """Whether the clause of a sentence that says most of what is asked has a negation."""
    if _ASKS_FOR_NOW.search(question.subject) and not _NO_LONGER.search(question.subject):
        sentence = _NO_LONGER.sub("not", sentence)
    near = Cues.NEGATION.stand_with(question.subject_terms, sentence)
    return near and (question.expects in _TAKE_FOR_GRANTED or denies(sentence, question))


def _leaves_a_part(sentence: str, question: Question) -> bool:
    """Whether a sentence denies but a part, which is not the one that the question has itself."""
    asked = set(words(question.standalone))
    return any(match[0].lower() not in asked for match in _RESTRICTED.finditer(sentence))


def _with_synonyms(stems: Sequence[str]) -> list[set[str]]:
    return [{stem, *synonyms(stem)} for stem in stems]
