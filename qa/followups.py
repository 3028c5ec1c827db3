"""Follow-up questions, resolved against the conversation without a language model."""

import re
from collections.abc import Sequence

from corpus.paper import Span
from index.terms import terms
from qa.answer import Turn
from qa.names import find_names, looks_like_person

_PERSON = re.compile(
    r"\b(?P<subject>he|she|him|her)\b|\b(?P<possessive>his|hers|her)\b(?=\s+[a-z])", re.IGNORECASE
)
_POINTER = re.compile(
    r"\b(?:he|she|him|his|her|hers|they|them|their|theirs|it|its|this|that|these|those|there|then|"
    r"former|latter|same|else|one|ones)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:and|but|so|also|or|then|what about|how about|what else|who else|where else|why so|"
    r"in what way|since when|for what)\b[,\s]*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\bthere\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_FEW_TERMS = 2
_MANY_NAMES = 4
_MOST_CARRIED = 3
_ENOUGH = 2


def resolve_follow_up(question: str, history: Sequence[Turn]) -> str:
    """Give the question as one that stands without the conversation before it.

    A question that points back by a pronoun, or has hardly any words of its own, takes
    over what it leaves out: a person for “he” and “she”, and otherwise, or for “there”,
    the names and key words of the turn before, in brackets.
    """
    if not history or not is_follow_up(question):
        return question
    last = history[-1]
    resolved = _OPENING.sub("", question).strip() or question
    person = _person_of(last)
    if person and _PERSON.search(resolved):
        resolved = _PERSON.sub(lambda match: _replacement(match, person), resolved)
    carried = [word for word in _context(last) if not set(terms(word)) <= set(terms(resolved))]
    person_is_all = person and _PERSON.search(question) and not _points_to_place(question)
    if carried and not person_is_all:
        resolved = f"{resolved.rstrip('?. ')} ({', '.join(carried[:_MOST_CARRIED])})?"
    return resolved[:1].upper() + resolved[1:]


def is_follow_up(question: str) -> bool:
    """Tell whether a question leaves something out that was said before."""
    opened = _OPENING.match(question) is not None
    if len(terms(_OPENING.sub("", question))) <= (_FEW_TERMS if opened else 1):
        return True
    pointing = _POINTER.search(_without_relative_clauses(question)) is not None
    return pointing and len(_names(question)) < _MANY_NAMES


def _points_to_place(question: str) -> bool:
    return _PLACE.search(_without_relative_clauses(question)) is not None


def _without_relative_clauses(question: str) -> str:
    """Take out the “that” and “there” that point to nothing: “the port that”, “are there”."""
    text = re.sub(
        r"\b(?:is|are|was|were) there\b|\bit (?:is|was)\b(?= \w+ (?:for|to|that))",
        "",
        question,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"(?<=\w) that (?=\w+)", " ", text, flags=re.IGNORECASE)
    # A pronoun behind a name in the same question may well point to that name.
    return re.sub(r"\b[A-Z]\w+\b.*?\b(?:its|their|his|her|it|they)\b", "", text[1:])


def _person_of(turn: Turn) -> str | None:
    """Give the person whom the turn was about: the marked answer, or a name with a title."""
    marked = _marked(turn)
    if marked is not None and looks_like_person(marked):
        return marked
    texts = [turn.question, *(sentence.text for sentence in turn.answer.sentences)]
    return next((name for text in texts for name in _names(text) if looks_like_person(name)), None)


def _marked(turn: Turn) -> str | None:
    """Give the words that the turn's first citation marks as the answer."""
    for citation in turn.answer.citations[:1]:
        if (marked := citation.answer_span) is not None:
            start = citation.span.start
            return citation.quote[marked.start - start : marked.end - start]
    return None


def _replacement(match: re.Match[str], person: str) -> str:
    return f"{person}’s" if match["possessive"] else person


def _context(turn: Turn) -> list[str]:
    """Give what the turn was about: the question's names, or too few of them and the answer's."""
    about = _names(turn.answer.standalone_question)
    if not about:
        about = [word for word in re.findall(r"[\w’-]{4,}", turn.question) if terms(word)]
    if turn.answer.abstained or len(about) >= _ENOUGH:
        return about
    marked = _marked(turn)
    told = [marked] if marked else _names(turn.answer.sentences[0].text)
    return list(dict.fromkeys([*about, *told]))


def _names(text: str) -> list[str]:
    """Give the names and years in a text, each once, in order."""
    spans = [*find_names(text), *(Span(*match.span()) for match in _YEAR.finditer(text))]
    spans.sort(key=lambda span: span.start)
    return list(dict.fromkeys(text[span.start : span.end] for span in spans))
