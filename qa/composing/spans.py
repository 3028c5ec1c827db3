"""The words of a sentence that answer a question, where form alone can tell."""

import re
from functools import cache

from corpus.paper import Span
from index.words.terms import terms
from qa.understanding.names import TITLES, find_names, looks_like_person
from qa.understanding.question import Expects, Question

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_TIME = re.compile(
    rf"(?:(?:\d{{1,2}} )?{_MONTH} (?:\d{{1,2}}, )?)?\b(?:1\d|20)\d\d(?:s\b|\b(?:[-–]\d{{2,4}}\b)?)"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th) century\b|\b{_MONTH} \d{{1,2}}\b"
)
_MONEY = re.compile(
    r"(?:US\$|[$€£¥])\s?\d[\d,.]*(?:\s(?:hundred|thousand|million|billion|trillion))?"
    r"|\b(?<!\d[,.])\d++(?>(?:[,.]\d++)*)[,.]*+\s(?:million|billion|trillion)?\s?(?:dollars|euros|pounds|rupees|roubles|yen)\b"
)
_COUNT_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?)"
)
_QUANTITY = re.compile(
    rf"\b(?:\d[\d,.]*\d|\d|{_COUNT_WORD})(?:\s?%|\sper\s?cent|\s(?:million|billion|thousand))?"
    r"(?![\w’'])(?:[ -](?!and\b|of\b|in\b|to\b|the\b|for\b|with\b|on\b|by\b)[a-z]{3,}){0,2}",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"\d|\b(?:{_COUNT_WORD}|one|all|both|half|none|no|once|twice)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because of|because|due to|owing to|as a result of|a result of|thanks to|driven by|"
    r"in order to|so that|caused by|on account of)\b(?P<reason>[^;.]+)",
    re.IGNORECASE,
)
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|into|between|through|outside|inside) (?:the )?$"
)
_BETWEEN_ITEMS = re.compile(r",? (?:and|or) (?:the )?|, (?:the )?")
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_MONEY_WORDS = frozenset("aid budget cost fund loan money pay paid price spend trade worth".split())


def find_answer_span(question: Question, sentence: str) -> Span | None:
    """Return the words of `sentence` that answer `question`, as offsets of it.

    None where the form of the question does not tell what to look for, or nothing of
    that form stands in the sentence. Words of the question are no answer to it.
    """
    if question.expects is Expects.REASON:
        return _reason(sentence)
    asked = {*question.terms, *_terms_of_titles()}
    candidates = _candidates(question, sentence)
    found = [span for span in candidates if set(terms(_text(sentence, span))) - asked]
    return min(found, key=lambda span: _distance(sentence, span, asked), default=None)


@cache
def _terms_of_titles() -> frozenset[str]:
    """Return the stems of titles such as “President”, which name nobody by themselves."""
    return frozenset(terms(" ".join(TITLES)))


def has_form(words: str, expects: Expects) -> bool:
    """Whether words have the form of what is asked for: a digit, a number, or a capital."""
    match expects:
        case Expects.TIME:
            return any(map(str.isdigit, words))
        case Expects.QUANTITY:
            return _NUMBER.search(words) is not None
        case Expects.PERSON:
            return any(map(str.isupper, words))
        case _:
            return True


def with_whole_brackets(text: str, span: Span) -> Span:
    """Return a span without a bracket at its edge that has no partner in it: “PLS)” is “PLS”.

    Where a bracket inside it is closed by the next character, that comes in: “f(x” is “f(x)”.
    """
    start, end = span.start, span.end
    opened, closed = _lone_brackets(text[start:end])
    while opened and opened[0] == 0:
        start += 1
        opened, closed = _lone_brackets(text[start:end])
    while closed and closed[-1] == end - start - 1:
        end -= 1
        opened, closed = _lone_brackets(text[start:end])
    while opened and text[end : end + 1] == _CLOSING[text[start + opened[-1]]]:
        end += 1
        opened, closed = _lone_brackets(text[start:end])
    return Span(start, end)


def _lone_brackets(text: str) -> tuple[list[int], list[int]]:
    """Return the places of brackets that are never closed, and of those never opened."""
    opened: list[int] = []
    closed: list[int] = []
    for place, letter in enumerate(text):
        if letter in _CLOSING:
            opened.append(place)
        elif letter in _CLOSING.values():
            if opened and _CLOSING[text[opened[-1]]] == letter:
                opened.pop()
            else:
                closed.append(place)
    return opened, closed


def _candidates(question: Question, sentence: str) -> list[Span]:
    match question.expects:
        case Expects.TIME:
            return _matches(_TIME, sentence)
        case Expects.QUANTITY:
            return _quantities(question, sentence)
        case Expects.SEVERAL:
            return find_name_runs(sentence)
        case Expects.PERSON | Expects.PLACE | Expects.NAMED_THING:
            names = find_names(sentence)
            return [name for name in names if _fits(question, sentence, name)]
        case _:
            return []


def _fits(question: Question, sentence: str, name: Span) -> bool:
    if question.expects is Expects.PERSON:
        return looks_like_person(_text(sentence, name))
    if question.expects is Expects.PLACE:
        return _BEFORE_PLACE.search(sentence[: name.start]) is not None
    return question.noun is not None and _is_named(sentence, name, question.noun)


def _is_named(sentence: str, name: Span, noun: str) -> bool:
    """Whether a name is that of a thing of a kind: “Tashkent Agreement”, “Gwadar port”."""
    if _text(sentence, name).rsplit(" ", 1)[-1].lower() == noun:
        return " " in _text(sentence, name)
    before, after = sentence[: name.start].lower(), sentence[name.end :].lower()
    return after.startswith(f" {noun}") or before.endswith((f"{noun} ", f"{noun} of "))


def _quantities(question: Question, sentence: str) -> list[Span]:
    money = _matches(_MONEY, sentence)
    if money and _MONEY_WORDS & set(question.standalone.lower().split()):
        return money
    taken = [*_matches(_TIME, sentence), *money]
    counts = [
        span
        for span in _matches(_QUANTITY, sentence)
        if not any(other.start < span.end and span.start < other.end for other in taken)
    ]
    return [*money, *counts]


def find_name_runs(sentence: str) -> list[Span]:
    """Return the runs of at least two names with commas or “and” between them."""
    runs: list[list[Span]] = []
    for name in find_names(sentence):
        between = sentence[runs[-1][-1].end : name.start] if runs else ""
        if between == " (" and sentence[name.end : name.end + 1] == ")":
            # A name in brackets belongs to the one before: “Central Treaty Organisation (CENTO)”.
            runs[-1][-1] = Span(runs[-1][-1].start, name.end + 1)
        elif runs and _BETWEEN_ITEMS.fullmatch(between):
            runs[-1].append(name)
        else:
            runs.append([name])
    return [Span(run[0].start, run[-1].end) for run in runs if len(run) > 1]


def _matches(pattern: re.Pattern[str], sentence: str) -> list[Span]:
    return [
        Span(match.start(), match.start() + len(match[0].rstrip(" ,.-")))
        for match in pattern.finditer(sentence)
    ]


def _text(sentence: str, span: Span) -> str:
    return sentence[span.start : span.end]


def _distance(sentence: str, span: Span, asked: set[str]) -> float:
    """Return the mean distance, in characters, of a span from the question's words."""
    distances = [
        max(0, match.start() - span.end, span.start - match.end())
        for match in re.finditer(r"\w+", sentence)
        if set(terms(match[0])) & asked
    ]
    return sum(distances) / len(distances) if distances else float(span.start)


def _reason(sentence: str) -> Span | None:
    match = _REASON.search(sentence)
    if match is None:
        return None
    text = match["reason"]
    start = match.start("reason") + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip(" ,")))
