"""Follow-up questions, resolved against the conversation without a language model."""

import re
from collections.abc import Sequence

from index.words.terms import FUNCTION_WORDS, terms, words
from qa.answer import Turn
from qa.understanding.names import find_names, find_years, looks_like_person

_PERSON = re.compile(
    r"\b(?P<possessive>hers|his|her)\b(?=\s+(?!(?:about|after|and|as|at|be|before|by|do|for|from|in|"
    r"of|on|or|to|when|with)\b)[a-z])|\b(?P<subject>he|she|him|her)\b",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\b(?:he|she|him|his|her|hers|they|them|their|theirs|it|its|this|that|these|those|there|then|"
    r"former|latter|same|else|one|ones)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"^(?:(?:and|but|so|also|or|then|what about|how about)\b[,\s]*)+", re.IGNORECASE
)
_ELLIPTIC = re.compile(
    r"^(?:(?:what|who|where|how) else|anything else|why so|in what way|since when"
    r"|for what)\b[,\s]*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\bthere\b", re.IGNORECASE)
_POINTS_NOWHERE = re.compile(
    r"\b(?:is|are|was|were) there\b|\bit (?:is|was)\b(?= \w+ (?:for|to|that))"
    r"|(?<=\w) that (?=\w+)|\bthe ones? (?=\w)|\bthis (?:paper|article|study)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"\b(?:besides|other than|aside from|in addition to|except)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-Z]\w+\b")
_PRONOUN = re.compile(r"\b(?:its|their|his|her|it|they|he|she|him|them)\b")
_OPENING_BRACKET = re.compile(r"\(")
_CLOSING_BRACKET = re.compile(r"\)")
_ARTICLE = re.compile(r"^The ")
_PARTICLES = frozenset("of the and de del der la al bin ul von van & i".split())
_LONGEST_TOPIC = 5
"""Words of a title that is taken for a name."""
_FEW_TERMS = 2
_MANY_NAMES = 4
_MOST_CARRIED = 3
_ENOUGH = 2


def resolve_follow_up(question: str, history: Sequence[Turn]) -> str:
    """Return the question as one that stands without the conversation before it.

    A question that points back by a pronoun, or has hardly any words of its own, takes
    over what it leaves out: a person for “he” and “she”, and otherwise, or for “there”,
    the topic and the names and key words of the turn before, in brackets. The topic is
    what the paper that was cited is named after, if it is.
    """
    if not history or not is_follow_up(question):
        return question
    last, topic = history[-1], _topic_of(history)
    resolved = _JOINING.sub("", question)
    resolved = resolved if words(resolved) else question
    person = _person_of(last, topic)
    if person and _PERSON.search(resolved):
        resolved = _PERSON.sub(lambda match: _replacement(match, person), resolved)
    if not person or not _PERSON.search(question) or _points_to_place(question):
        resolved = _with_carried(resolved, [*([topic] if topic else []), *_context(last)])
    return resolved[:1].upper() + resolved[1:]


def _with_carried(question: str, about: Sequence[str]) -> str:
    """Put what the question does not name behind it, in brackets."""
    asked = set(terms(question))
    carried = [name for name in dict.fromkeys(about) if not set(terms(name)) <= asked]
    if not carried:
        return question
    return f"{question.rstrip('?. ')} ({', '.join(carried[:_MOST_CARRIED])})?"


def is_follow_up(question: str) -> bool:
    """Whether a question leaves something out that was said before."""
    own = _ELLIPTIC.sub("", _JOINING.sub("", question))
    if len(terms(own)) <= (_FEW_TERMS if own != question else 1):
        return True
    pointing = _POINTER.search(_without_own_antecedents(question)) is not None
    return pointing and len(_names(question)) < _MANY_NAMES


def _points_to_place(question: str) -> bool:
    return _PLACE.search(_without_own_antecedents(question)) is not None


def _without_own_antecedents(question: str) -> str:
    """Take out the words that point to nothing that was said before.

    They point to what follows (“the port that”), to a name before them, to what “besides”
    is followed by, to the paper, or to nothing (“are there”).
    """
    text = _POINTS_NOWHERE.sub(" ", question)
    if _BESIDES.search(text):
        text = re.sub(r"\belse\b", " ", text, flags=re.IGNORECASE)
    return _without(text[1:], _CAPITALISED, _PRONOUN)


def _without(text: str, first: re.Pattern[str], last: re.Pattern[str]) -> str:
    """Take out each part of a text from what `first` finds up to what `last` finds behind it.

    In one pattern, each start without an end would be followed to the end of the text.
    """
    kept = []
    place = 0
    while (start := first.search(text, place)) and (end := last.search(text, start.end())):
        kept.append(text[place : start.start()])
        place = end.end()
    return "".join((*kept, text[place:]))


def _topic_of(history: Sequence[Turn]) -> str | None:
    """Return the title of the paper cited last, without what stands in brackets, if it is a name.

    Titles of articles about somebody or something are: a few words with capitals. Titles
    that tell what was found are not.
    """
    cited = (citation for turn in reversed(history) for citation in turn.answer.citations[:1])
    citation = next(cited, None)
    title = citation.title if citation is not None else ""
    title = " ".join(_without(title, _OPENING_BRACKET, _CLOSING_BRACKET).split())
    parts = _ARTICLE.sub("", title).split()
    named = all(part.lower() in _PARTICLES or not part[0].islower() for part in parts)
    telling = (FUNCTION_WORDS - _PARTICLES) & {part.lower() for part in parts}
    return title if parts and len(parts) <= _LONGEST_TOPIC and named and not telling else None


def _person_of(turn: Turn, topic: str | None) -> str | None:
    """Return the person whom the turn was about, by what is likeliest to be meant.

    The marked answer, the topic, then names in the question and in the answer.
    """
    marked = _marked(turn)
    told = (sentence.text for sentence in turn.answer.sentences)
    names = (
        *([marked] if marked else []),
        *([topic] if topic else []),
        *_names(turn.answer.standalone_question),
        *(name for text in told for name in _names(text)),
    )
    return next(filter(looks_like_person, names), None)


def _marked(turn: Turn) -> str | None:
    """Return the words that the turn's first citation marks as the answer, sure or not."""
    return next((citation.likely_words for citation in turn.answer.citations[:1]), None)


def _replacement(match: re.Match[str], person: str) -> str:
    return f"{person}’s" if match["possessive"] else person


def _context(turn: Turn) -> list[str]:
    """Return what the turn was about: the question's names, or too few of them and the answer's."""
    about = _names(turn.answer.standalone_question)
    if not about:
        about = [word for word in re.findall(r"[\w’-]{4,}", turn.question) if terms(word)]
    if turn.answer.abstained or len(about) >= _ENOUGH:
        return about
    marked = _marked(turn)
    told = [marked] if marked else _names(turn.answer.sentences[0].text)
    return list(dict.fromkeys([*about, *told]))


def _names(text: str) -> list[str]:
    """Return the names and years in a text, each once, in order."""
    spans = sorted([*find_names(text), *find_years(text)], key=lambda span: span.start)
    return list(dict.fromkeys(text[span.start : span.end] for span in spans))
