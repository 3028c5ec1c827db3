"""The words of a told sentence that answer by themselves: right, or none."""

import re

from corpus.paper import Span
from index.words.terms import FUNCTION_WORDS
from qa.composing.composition import ScoredSentence
from qa.composing.premises import denies
from qa.composing.spans import find_answer_span, has_form, with_whole_brackets
from qa.understanding.question import Expects, Question

SURE_LEAD = 4.0
"""How much likelier than no answer the reader must find the words that it marked, in logits.

From here on, 95 of 100 that are shown were right on articles that the reader has not seen.
"""
SURE_LEAD_BY_FORM = {Expects.TIME: 0.0, Expects.QUANTITY: 2.0}
"""The same where form and reader find the same words."""

_WITHOUT_SPAN = frozenset({Expects.SOURCE, Expects.SUMMARY})
"""What no few words of a sentence answer."""
_REASON_WORDS = 2
"""A single word is no reason."""


def find_answering_words(sentence: ScoredSentence, question: Question) -> Span | None:
    """Return the words of a sentence that answer, None where that is not sure.

    Where a reader marks words, they must be sure, and of the form that is asked for; else form
    decides alone. A sentence that denies what is asked has no such words.
    """
    words = find_likely_words(sentence, question)
    if words is None or denies(sentence.text, question):
        return None
    if sentence.lead is None:
        return words
    by_form = find_answer_span(question, sentence.text)
    sure = SURE_LEAD if by_form is None else SURE_LEAD_BY_FORM.get(question.expects, SURE_LEAD)
    agreed = sentence.marked is not None and _overlap(words, sentence.marked)
    of_form = has_form(sentence.passage.text_at(words), question.expects)
    return words if agreed and of_form and sentence.lead >= sure else None


def find_likely_words(sentence: ScoredSentence, question: Question) -> Span | None:
    """Return the likeliest answer in a sentence: by form where form can tell, else the reader's.

    Words such as “not” answer nothing by themselves, and neither does a sentence that is only
    told beside another one.
    """
    start = sentence.span.start
    if sentence.beside:
        return None
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


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
