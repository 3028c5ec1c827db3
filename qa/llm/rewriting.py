"""Follow-up questions, rewritten by a language model and held to the conversation."""

import re
from collections.abc import Collection, Sequence

from corpus.errors import QuestionError
from index.words.terms import terms, words
from qa.answer import Turn
from qa.llm.instructions import gives_orders
from qa.llm.model import LLM
from qa.llm.prompt import rewording_messages, rewriting_messages
from qa.understanding.follow_ups import is_follow_up, resolve_follow_up
from qa.understanding.question import Question, check_question

_MOST_TOKENS = 80
_MOST_WORDS = 60
_LABEL = re.compile(r"^\W*(?:(?:rewritten|last|standalone)?\s*question\s*:)?\s*", re.IGNORECASE)
_NEGATIONS = frozenset("no not never none nor without cannot".split())
_ASKING = frozenset(
    "who whom whose what which when where why how is are was were do does did has have had can "
    "could should would will in on at by to for from of according name list describe".split()
)
_CIRCUMSTANCES = frozenset(terms("year time place person people thing name country happen"))
"""What asking may take besides: “in which year” for “when”."""


def rewrite_follow_up(question: str, history: Sequence[Turn], llm: LLM) -> str:
    """Return the question as one that stands without the conversation before it.

    What the model writes is taken if it is one question in words of the conversation that
    keeps those of the question; otherwise, the question is resolved by rules. Raises
    `LLMError`.
    """
    if not history or not is_follow_up(question, history):
        return question
    written = "".join(llm.write(rewriting_messages(question, history), most_tokens=_MOST_TOKENS))
    rewritten = _read(written)
    if rewritten is not None and _keeps_to(rewritten, question, history):
        return rewritten
    return resolve_follow_up(question, history)


def reword(question: str, llm: LLM, *, stems: Collection[str]) -> str | None:
    """Return a question in other words, to be searched again; None where these do not hold to it.

    They hold to it if they keep its names and numbers and add none, and if most of what they add
    otherwise is in the papers, whose words have these stems. Raises `LLMError`.
    """
    written = "".join(llm.write(rewording_messages(question), most_tokens=_MOST_TOKENS))
    reworded = _read(written)
    if reworded is None or set(terms(reworded)) == set(terms(question)):
        return None
    return reworded if _asks_the_same(reworded, question, stems) else None


def _asks_the_same(reworded: str, question: str, stems: Collection[str]) -> bool:
    asked, now = set(terms(question)), set(terms(reworded))
    before, after = Question.of(question), Question.of(reworded)
    kept = {term for word in before.marked_words for term in terms(word)} <= now
    names = {term for word in after.marked_words for term in terms(word)} - asked
    strange = sum(term not in stems for term in now - asked)
    known = 2 * strange <= len(now - asked)
    return kept and not names and known and _is_as_harmless(reworded, question)


def _is_as_harmless(rewritten: str, question: str) -> bool:
    """Whether a rewritten question denies what the question does, and gives no order besides."""
    denies = _NEGATIONS & set(words(rewritten)) == _NEGATIONS & set(words(question))
    return denies and (not gives_orders(rewritten) or gives_orders(question))


def _read(written: str) -> str | None:
    """Return the question on the first line, if it looks like one."""
    line = next(iter(written.strip().splitlines()), "")
    line = _LABEL.sub("", line).strip(" \"'“”*_`")
    try:
        question = check_question(line)
    except QuestionError:
        return None
    first = next(iter(words(question)), "")
    is_question = question.endswith("?") or first in _ASKING
    return question if is_question and len(question.split()) <= _MOST_WORDS else None


def _keeps_to(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether a rewritten question adds nothing and loses nothing."""
    said = [question]
    for turn in history:
        said += [turn.question, turn.answer.standalone_question, turn.answer.text]
    known = {term for text in said for term in terms(text)} | _CIRCUMSTANCES
    asked, now = set(terms(question)), set(terms(rewritten))
    return now <= known and asked <= now and _is_as_harmless(rewritten, question)
