"""Answers to plain questions: the sentences that answer, the best first, a few at most."""

import re
from dataclasses import replace

from corpus.paper import Span
from index.words.terms import FUNCTION_WORDS
from qa.answer import Decision
from qa.composing.composition import DECLINED, Composition, ScoredSentence
from qa.composing.evidence import choose_sentences, find_named_note
from qa.composing.request import Request
from qa.composing.spans import find_answer_span, with_whole_brackets
from qa.deciding.decision import decide
from qa.understanding.question import Expects, Question

MOST_SENTENCES = 3
"""How many sentences a plain question gets at most."""
_ABOUT_PAPER_ITSELF = 0.9
"""The confidence for “what is the main conclusion?” and “what is note 7?”.

Every paper says what it is about, and a note that is there is there.
"""
_WITHOUT_SPAN = frozenset({Expects.SOURCE, Expects.SUMMARY})
"""What no few words of a sentence answer."""
_REASON_WORDS = 2
"""A single word is no reason."""


def compose_plain(request: Request) -> Composition:
    """Compose an answer of the sentences that answer best, or of the closest one, or decline."""
    if not request.candidates:
        return DECLINED
    limit = request.limit or MOST_SENTENCES
    named = _named_note(request)
    sure = named or request.question.asks_for_gist
    confidence = _ABOUT_PAPER_ITSELF if sure else request.confidence
    if named:
        return Composition(tuple(named), confidence)
    chosen = choose_sentences(request.question, request.candidates, request.snapshot, limit=limit)
    told = (sentence.text for sentence in chosen)
    decision = decide(confidence, request.question, told, request.abstention)
    if decision is Decision.ANSWERED:
        return Composition(tuple(chosen), confidence)
    if decision is Decision.CLOSEST:
        return Composition(tuple(chosen[:1]), confidence, closest=True)
    return replace(DECLINED, confidence=confidence)


def _named_note(request: Request) -> list[ScoredSentence]:
    """Return the sentence of the note that a question names, in the paper that fits best."""
    best_paper = request.candidates[0].hit.passage.paper_id
    return find_named_note(request.question, best_paper, request.snapshot)[:1]


def find_answering_words(sentence: ScoredSentence, question: Question) -> Span | None:
    """Return the words of a sentence that answer: by form where form can tell, else the reader's.

    Words such as “not” answer nothing by themselves.
    """
    start = sentence.span.start
    by_form = find_answer_span(question, sentence.text)
    if by_form is not None:
        return Span(start + by_form.start, start + by_form.end)
    if question.expects in _WITHOUT_SPAN or sentence.marked is None:
        return None
    read = Span(sentence.marked.start - start, sentence.marked.end - start)
    marked = with_whole_brackets(sentence.text, read)
    words = re.findall(r"\w+", sentence.text[marked.start : marked.end])
    fewest = _REASON_WORDS if question.expects is Expects.REASON else 1
    # “WHO” is the name of somebody, “who” is not.
    if len(words) < fewest or not set(words) - FUNCTION_WORDS:
        return None
    return Span(start + marked.start, start + marked.end)
