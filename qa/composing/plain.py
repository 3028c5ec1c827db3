"""Answers to plain questions: the sentences that answer, the best first, a few at most."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Decision
from qa.composing.composition import DECLINED, Composition, ScoredSentence, labelled
from qa.composing.context import with_contexts
from qa.composing.evidence import choose_sentences
from qa.composing.missing_names import find_missing_names
from qa.composing.premises import says_otherwise
from qa.composing.request import Request
from qa.composing.short_answers import SURE_LEAD
from qa.deciding.decision import decide
from qa.understanding.question import Expects, Question

MOST_SENTENCES = 3
"""How many sentences a plain question gets at most."""
MOST_WITH_CONTEXT = 5
"""The same with those beside them that they need to be understood."""
_OTHERWISE = "The paper says otherwise:"


def compose_plain(request: Request) -> Composition:
    """Compose an answer of the sentences that answer best, or of the closest one, or decline."""
    if not request.candidates:
        return DECLINED
    limit = request.limit or MOST_SENTENCES
    confidence = request.confidence
    chosen = choose_sentences(request.question, request.candidates, request.snapshot, limit=limit)
    told = (sentence.text for sentence in chosen)
    missing = _missing_names(chosen, request)
    decision = decide(confidence, request.question, told, request.abstention, missing=missing)
    if decision is Decision.DECLINED:
        return replace(DECLINED, confidence=confidence)
    otherwise = _says_otherwise(chosen[0], request.question)
    if decision is Decision.CLOSEST and not otherwise:
        return Composition(tuple(chosen[:1]), confidence, closest=True)
    # The notes of a sentence that stands beside would pass for the source asked for.
    if request.question.expects is not Expects.SOURCE:
        most = request.limit or MOST_WITH_CONTEXT
        chosen = with_contexts(chosen, request.snapshot, most=most)
    return Composition(labelled(_OTHERWISE, chosen) if otherwise else tuple(chosen), confidence)


def _says_otherwise(best: ScoredSentence, question: Question) -> bool:
    """Whether a sentence denies what is asked, and the reader is not sure of words in it."""
    reads_answer = best.lead is not None and best.lead >= SURE_LEAD
    return not reads_answer and says_otherwise(best.text, question)


def _missing_names(chosen: Sequence[ScoredSentence], request: Request) -> list[str]:
    """Return the names of the question that the passages of some sentences lack."""
    texts = [
        text for sentence in chosen for text in (sentence.passage.text, *sentence.passage.section)
    ]
    titles = [request.snapshot.entry(one.passage.paper_id).title for one in chosen]
    return find_missing_names(request.question, [*texts, *titles])
