"""Where a paper speaks of something: its sentences, best first, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.terms import terms
from qa.composing.composition import ScoredSentence
from qa.composing.evidence import rank_sentences
from qa.composing.request import Request
from qa.understanding.question import Question

SURE = 0.9
_OF_TERMS = 1.5
"""What it counts that a sentence has all terms that are sought."""


@dataclass(frozen=True, slots=True)
class Place:
    """Sentences that speak of what is sought, best first, and the confidence that they do."""

    sentences: Sequence[ScoredSentence]
    confidence: float


def find_place(request: Request, sought: str) -> Place:
    """Return the sentences that speak of what is sought; those with its own words first."""
    question = Question(sought, sought)
    candidates = request.find(question)
    if not candidates:
        return Place((), 0.0)
    asked = set(terms(sought))

    def share(sentence: ScoredSentence) -> float:
        return len(asked & set(terms(sentence.text))) / len(asked) if asked else 0.0

    ranked = rank_sentences(question, candidates, request.snapshot)
    ranked.sort(key=lambda one: -(one.score + _OF_TERMS * share(one)))
    confidence = max(request.confidence_in(question, candidates), SURE * (share(ranked[0]) == 1))
    return Place(ranked, confidence)
