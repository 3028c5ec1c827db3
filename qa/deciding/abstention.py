"""Whether the papers answer a question at all: features, and a calibrated decision."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from index.retriever import Candidate
from index.snapshot import Snapshot
from index.words.terms import terms
from qa.logistic import LogisticModel, shipped
from qa.reading.ranking import ReadCandidate, read_candidates
from qa.understanding.question import Question

_FIT = ("best_late", "best_dense", "unknown_share", "unknown_names")
FEATURES = (*_FIT, "missed_share")
READING_FEATURES = ("best_late", "best_answers", "first_answers")
"""What a model that counts on the reader sees: what changes least with the wording."""
_WITHOUT_READER = "none"


@cache
def abstention_model(reader: str) -> LogisticModel:
    """Load the model of whether the papers answer a question, as it comes for a reader.

    Answers are given from its threshold on. `training/fit_abstention.py` fits it.

    Scores of a reader that it has no model for are of an unknown scale: the model is then
    the one that looks at the retrievers only.
    """
    models = shipped("abstention.json")
    return LogisticModel.of(models.get(reader, models[_WITHOUT_READER]))


def abstention_features(
    question: Question,
    candidates: Sequence[Candidate],
    snapshot: Snapshot,
    *,
    papers: Sequence[str] = (),
) -> dict[str, float]:
    """Measure how well the candidates, best first, fit a question.

    `best_late` and `best_dense` are the best MaxSim and cosine of any sentence. The
    shares weigh the question's terms by inverse document frequency: `unknown_share`
    is what occurs nowhere in `papers`, `missed_share` what the best passage lacks.
    `unknown_names` counts names and numbers that occur nowhere. Where passages were
    read, `best_answers` is the highest of the reader's logits for answering, and
    `first_answers` that of the first passage.
    """
    among = np.zeros(snapshot.passage_count, dtype=bool)
    among[snapshot.places_of(papers)] = True
    # In the order of the question: a sum over a set differs in its last digit from run to run.
    frequencies = {term: snapshot.lexical.frequency(term, among) for term in question.subject_terms}
    rarity = {
        term: math.log(1.0 + (among.sum() + 0.5) / (frequency + 0.5))
        for term, frequency in frequencies.items()
    }
    total = sum(rarity.values()) or 1.0
    best = set(terms(candidates[0].hit.passage.text)) if candidates else set()
    names = {term for name in question.marked_words for term in terms(name)}
    return {
        "best_late": max((float(c.sentence_late.max()) for c in candidates), default=0.0),
        "best_dense": max((float(c.sentence_dense.max()) for c in candidates), default=0.0),
        "unknown_share": sum(rarity[term] for term in rarity if not frequencies[term]) / total,
        "missed_share": sum(rarity[term] for term in rarity if term not in best) / total,
        "unknown_names": float(sum(not frequencies.get(term, 0) for term in names)),
        **_reading_features(read_candidates(candidates)),
    }


def _reading_features(read: Sequence[ReadCandidate]) -> dict[str, float]:
    if not read:
        return {}
    return {
        "best_answers": max(candidate.reading.answers for candidate in read),
        "first_answers": read[0].reading.answers,
    }
