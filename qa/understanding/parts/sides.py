"""The sides that a question compares, and in what it compares them."""

import re
from dataclasses import dataclass

from index.words.terms import FUNCTION_WORDS, terms, words

_BE = r"(?:is|are|was|were|does|do|did|has|have)"
_BETWEEN = re.compile(
    r"\b(?:differences?|distinctions?|similarit\w{1,4}|comparison|contrast|gap) between ",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"\b(?:compare|comparing|contrast) ", re.IGNORECASE)
_HOW = re.compile(rf"\bhow {_BE} ", re.IGNORECASE)
_DIFFER_FROM = re.compile(r" (?:differ(?:ed|ent)?|compared?) (?:from|with|to|than) ", re.IGNORECASE)
_DIFFER = re.compile(r" (?:differ|different|compare)\b", re.IGNORECASE)
_BEFORE_AND_AFTER = re.compile(r"\bbefore and after ", re.IGNORECASE)
_WITH_AND_WITHOUT = re.compile(r"\bwith (?:and|or|vs\.?|versus) without ", re.IGNORECASE)
_AGAINST = re.compile(
    r",? (?:vs\.?|versus|as opposed to|compared (?:to|with)|in contrast to) ", re.IGNORECASE
)
_THAN = re.compile(r" than ", re.IGNORECASE)
_ASKS_WHETHER = re.compile(rf"\b{_BE} ", re.IGNORECASE)
_MORE = re.compile(r" (?:\w{2,20}er|more|less|fewer|worse)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|who|what)\b", re.IGNORECASE)
_LIST_OPENS = re.compile(r"[:,] ")
_AND = re.compile(r",? and ", re.IGNORECASE)
_OR = re.compile(r",? or ", re.IGNORECASE)
_JOINTS = (_AND, re.compile(r" (?:with|against|versus|vs\.?) ", re.IGNORECASE), re.compile(r" to "))
_ASPECT = re.compile(
    r",? (?:in terms of|with regard to|regarding|when it comes to|concerning) ", re.IGNORECASE
)
_ASKS_ON = re.compile(r",? (?:what|who|which|how|when|where|why)\b", re.IGNORECASE)
_TYPED = ((re.compile(r"\bw/?(?= )", re.IGNORECASE), "with"), (re.compile(r"\bw/o\b"), "without"))
_FILLER = re.compile(
    r"(?:, | )?\b(?:what(?:[’']?s| is| are| was)?|how (?:is|are|was|were|did|does|do)) (?:the |a )?"
    r"(?:diff(?:erences?)?|distinction)? ?(?:\?|$)",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"(?:those|that|ones?|the same)(?= |$)", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:^| )(?P<word>in|of|on|for|to|from|with|at|by|during|under|among)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:the|a|an|both)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sketch:
    """The parts of a comparison as they are said: `shared` stands behind both sides."""

    one: str
    two: str
    about: str = ""
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its `name`, what is `sought` of it, and its `own` stems.

    Those are the stems that tell it from the other side; its names and figures, if it has any,
    which `has_names` tells.
    """

    name: str
    sought: str
    own: frozenset[str]
    has_names: bool = False


def find_sides(question: str) -> tuple[Side, Side] | None:
    """Return the two sides that a question compares, or None where its form tells none.

    “Compare X in the 1950s with those in the 1990s” is about X in the 1990s too; “before and
    after 1979” are two sides of one subject.
    """
    for typed, meant in _TYPED:
        question = typed.sub(meant, question)
    question = _FILLER.sub("", question)
    question = question.split("?", maxsplit=1)[0]
    for form in (_sketch_two_states, _sketch_joined, _sketch_differing, _sketch_against):
        sketch = form(question)
        if sketch is not None:
            return _sides(question, sketch)
    return None


def _sketch_joined(question: str) -> _Sketch | None:
    """Read “the difference between X and Y” and “compare X with Y”."""
    between = _BETWEEN.search(question)
    opening = between or _COMPARE.search(question)
    if opening is None:
        return None
    rest = question[opening.end() :]
    for joint in _JOINTS[:1] if between else _JOINTS:
        match = joint.search(rest)
        if match is not None:
            two, aspect = _cut(rest[match.end() :], _ASPECT)
            return _Sketch(rest[: match.start()], two, f"{question[: opening.start()]} {aspect}")
    return None


def _sketch_differing(question: str) -> _Sketch | None:
    """Read “how does X differ from Y” and “how do X and Y differ”."""
    how = _HOW.search(question)
    if how is None:
        return None
    before, rest = question[: how.start()], question[how.end() :]
    match = _DIFFER_FROM.search(rest)
    if match is not None:
        two, aspect = _cut(rest[match.end() :], _ASPECT)
        return _Sketch(rest[: match.start()], two, f"{before} {aspect}")
    match = _DIFFER.search(rest)
    joint = _AND.search(rest[: match.start()]) if match is not None else None
    if match is None or joint is None:
        return None
    return _Sketch(
        rest[: joint.start()], rest[joint.end() : match.start()], f"{before} {rest[match.end() :]}"
    )


def _sketch_two_states(question: str) -> _Sketch | None:
    """Read “before and after X” and “with and without X”."""
    for states, one, two in (
        (_BEFORE_AND_AFTER, "before", "after"),
        (_WITH_AND_WITHOUT, "with", "without"),
    ):
        match = states.search(question)
        if match is not None:
            shared = question[match.end() :].strip(" .,")
            return _Sketch(one, two, question[: match.start()], shared)
    return None


def _sketch_against(question: str) -> _Sketch | None:
    """Read “X vs Y”, “is X bigger than Y” and “which is bigger, X or Y”."""
    match = _AGAINST.search(question)
    if match is not None:
        two, asked = _cut(question[match.end() :], _ASKS_ON)
        return _Sketch(question[: match.start()], two, asked)
    than, opening = _THAN.search(question), _ASKS_WHETHER.search(question)
    more = _MORE.search(question, opening.end()) if opening is not None else None
    if than is not None and opening is not None and more is not None and more.end() <= than.start():
        one, aspect = question[opening.end() : more.start()], question[more.start() : than.start()]
        return _Sketch(one, question[than.end() :], aspect)
    which = _WHICH.search(question)
    more = _MORE.search(question, which.end()) if which is not None else None
    opens = _LIST_OPENS.search(question, more.end()) if more is not None else None
    joint = _OR.search(question, opens.end()) if opens is not None else None
    if opens is None or joint is None:
        return None
    one = question[opens.end() : joint.start()]
    return _Sketch(one, question[joint.end() :], question[: opens.start()])


def _cut(text: str, at: re.Pattern[str]) -> tuple[str, str]:
    """Return what stands before a pattern, and the rest with it."""
    match = at.search(text)
    return (text, "") if match is None else (text[: match.start()], text[match.start() :])


def _sides(question: str, sketch: _Sketch) -> tuple[Side, Side] | None:
    one, two, about = _placed(_plain(sketch.one), _plain(sketch.two), sketch.about)
    if not one or not two:
        return None
    if sketch.shared:
        one, two = f"{one} {sketch.shared}".strip(), f"{two} {sketch.shared}".strip()
    else:
        one, two = _completed(one, two)
    tail = _tail(two, len(_PREPOSITION.findall(one)))
    own = _own(one, two.removesuffix(tail))
    if own is None:
        return None
    named = own[0] | own[1] <= set(_marked(f"{one} {two}"))
    about = " ".join(_FILLER.sub(" ", about).split()).strip(" ,.?:")
    return (
        Side(_named(one, question), f"{one}{tail} {about}".strip(), own[0], named),
        Side(_named(two, question), f"{two} {about}".strip(), own[1], named),
    )


def _placed(one: str, two: str, about: str) -> tuple[str, str, str]:
    """Return the sides of “more X in the countryside than in cities”, which are places of X."""
    preposition = _PREPOSITION.match(two)
    place = (
        about.lower().rfind(f" {two.split(maxsplit=1)[0].lower()} ") if preposition and two else -1
    )
    if place < 0:
        return one, two, about
    return about[place:].strip(), two, f"{one} {about[:place]}"


def _completed(one: str, two: str) -> tuple[str, str]:
    """Complete each side by what it shares with the other, which is said but once.

    “US aid” and “that of China”; “the assistance of X” and “of Y”; “mice with the drug” and
    “without”; “the Glenn” and “the Symington Amendment”.
    """
    if two.lower() == "without":
        return one, re.sub(r"\bwith\b", "without", one, count=1)
    stands_for = _STANDS_FOR.match(two)
    if stands_for:
        return one, _head(one, two[stands_for.end() :]) + two[stands_for.end() :]
    head = _head(one, two)
    if _PREPOSITION.match(two) and head and not _PREPOSITION.match(one):
        return one, f"{head} {two}"
    last = two.split()[1:]
    both_names = one[:1].isupper() and two[:1].isupper()
    if " " not in one and len(last) == 1 and both_names and last[0] not in FUNCTION_WORDS:
        return f"{one} {last[0]}", two
    return one, two


def _head(side: str, phrase: str) -> str:
    """Return what a side says before the phrase that another one stands in place of.

    That is its last one with the same preposition, or else its first one with any.
    """
    opening = _PREPOSITION.match(phrase)
    same = f" {opening['word'].lower()} " if opening else ""
    place = side.lower().rfind(same) if same else -1
    return side[:place] if place > 0 else _PREPOSITION.split(side)[0]


def _tail(side: str, phrases: int) -> str:
    """Return what a side says behind its first so many phrases with a preposition.

    What the other side has no counterpart of is said of both.
    """
    found = list(_PREPOSITION.finditer(side))
    return side[found[phrases].start() :] if len(found) > phrases and found[phrases].start() else ""


def _own(one: str, two: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the stems that only one side has, of names and figures if both sides have such."""
    for kinds in (_marked, terms, words):
        first, second = set(kinds(one)), set(kinds(two))
        if first - second and second - first:
            return frozenset(first - second), frozenset(second - first)
    return None


def _marked(side: str) -> list[str]:
    return terms(" ".join(re.findall(r"\b(?:[A-Z]|\d)[\w’'-]*", side)))


def _named(side: str, question: str) -> str:
    """Return a side as it is called, with the article that it had."""
    called = f" the {side.split(maxsplit=1)[0]} ".lower()
    return f"the {side}" if called in f" {question.lower()} " else side


def _plain(name: str) -> str:
    """Return a side without an article and what stands around it."""
    stripped = name.strip(" ,.“”\"'")
    return _ARTICLE.sub("", stripped, count=1) if _ARTICLE.match(stripped) else stripped
