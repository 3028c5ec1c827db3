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
from qa.composing.sentence_ranking import rank_sentences
from qa.composing.short_answers import SURE_LEAD
from qa.deciding.decision import decide
from qa.understanding.question import Expects, Question

MOST_SENTENCES = 3
"""How many sentences a plain question gets at most."""
MOST_WITH_CONTEXT = 5
"""The same with those beside them that they need to be understood."""
_LOOKED_AT = 8
"""Sentences among which one is looked for that denies a question which none answers."""
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
    otherwise = _told_otherwise(request, chosen, decision)
    if otherwise:
        return Composition(labelled(_OTHERWISE, otherwise), confidence)
    if decision is Decision.DECLINED:
        return replace(DECLINED, confidence=confidence)
    if decision is Decision.CLOSEST:
        return Composition(tuple(chosen[:1]), confidence, closest=True)
    # The notes of a sentence that stands beside would pass for the source asked for.
    if request.question.expects is not Expects.SOURCE:
        most = request.limit or MOST_WITH_CONTEXT
        chosen = with_contexts(chosen, request.snapshot, plain=limit, most=most)
    return Composition(tuple(chosen), confidence)


def _told_otherwise(
    request: Request, chosen: Sequence[ScoredSentence], decision: Decision
) -> tuple[ScoredSentence, ...]:
    """Return the sentence that denies what is asked, if one does, and what was chosen beside it.

    Where nothing answers, it is looked for further down, and told alone.
    """
    question = request.question
    if decision is not Decision.DECLINED:
        denying = _saying_otherwise(chosen, question)
        if denying is not None:
            return (denying, *(one for one in chosen if one is not denying))
    if decision is Decision.ANSWERED:
        return ()
    ranked = rank_sentences(question, request.candidates, request.snapshot)
    denying = _saying_otherwise(ranked[:_LOOKED_AT], question, strictly=True)
    return (denying,) if denying is not None else ()


def _saying_otherwise(
    sentences: Sequence[ScoredSentence], question: Question, *, strictly: bool = False
) -> ScoredSentence | None:
    """Return the first sentence that denies what is asked; None where the reader has an answer.

    `strictly`, it has almost all words of the question.
    """
    if any(one.lead is not None and one.lead >= SURE_LEAD for one in sentences):
        return None
    denying = (one for one in sentences if says_otherwise(one.text, question, strictly=strictly))
    return next(denying, None)


def _missing_names(chosen: Sequence[ScoredSentence], request: Request) -> list[str]:
    """Return the names of the question that the passages of some sentences lack."""
    texts = [
        text for sentence in chosen for text in (sentence.passage.text, *sentence.passage.section)
    ]
    titles = [request.snapshot.entry(one.passage.paper_id).title for one in chosen]
    return find_missing_names(request.question, [*texts, *titles])
