"""Where a paper speaks of something: its sentences, best first, and how sure that is."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log

from index.words.terms import terms
from qa.composing.composition import ScoredSentence
from qa.composing.request import Request
from qa.composing.sentence_ranking import rank_sentences
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
    texts = [
        one.hit.passage.text_at(span) for one in candidates for span in one.hit.passage.sentences
    ]
    best = ranked[0]
    told = SURE * max(share_told(asked, texts, best.text), share(best) == 1)
    return Place(ranked, max(request.confidence_in(question, candidates), told))


def share_told(asked: Collection[str], texts: Sequence[str], told: str) -> float:
    """Return how much of some terms a text tells, 0 to 1; all of them is 1."""
    return share_of(weigh_terms(asked, texts), {*terms(told)})


def weigh_terms(asked: Collection[str], texts: Sequence[str]) -> Mapping[str, float]:
    """Return what each of some terms counts: the more, the fewer of `texts` have it."""
    counts = Counter(term for text in texts for term in {*terms(text)} & {*asked})
    return {term: log(1 + (1 + len(texts)) / (1 + counts[term])) for term in asked}


def share_of(weights: Mapping[str, float], told: Collection[str]) -> float:
    """Return the share of the weight of all terms that those told have; 1 where there are none."""
    total = sum(weights.values())
    return sum(weights[term] for term in weights if term in told) / total if total else 1.0
