"""The sides that a question compares, and in what it compares them."""

import re
from dataclasses import dataclass

from index.terms import FUNCTION_WORDS, terms, words

_TEXT = r"[^?]{1,160}?"
_END = r"\s*(?:\?|\.$|$)"
_IN = r"(?P<aspect>,? (?:in terms of|with regard to|regarding|when it comes to|concerning) [^?]+)?"
_BE = r"(?:is|are|was|were|does|do|did|has|have)"
_MORE = r"(?:\w+er|more|less|fewer|worse|better)"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:differences?|distinctions?|similarit\w+|comparison|contrast|gap) between "
        rf"(?P<one>{_TEXT}),? and (?P<two>{_TEXT}){_IN}{_END}",
        rf"\b(?:compare|comparing|contrast) (?P<one>{_TEXT}),? (?:and|with|to|against|versus|vs\.?) "
        rf"(?P<two>{_TEXT}){_IN}{_END}",
        rf"\bhow {_BE} (?P<one>{_TEXT}),? and (?P<two>{_TEXT}) (?:differ|different|compare)\b"
        rf"(?P<aspect>[^?]*)",
        rf"\bhow {_BE} (?P<one>{_TEXT}) (?:differ(?:ed|ent)?|compared?) (?:from|with|to|than) "
        rf"(?P<two>{_TEXT}){_IN}{_END}",
        rf"\bhow {_BE} (?P<one>{_TEXT}) unlike (?P<two>{_TEXT}){_IN}{_END}",
        rf"(?P<aspect>[^?]*?)\b(?P<one>before) and (?P<two>after) (?P<shared>{_TEXT}){_END}",
        rf"(?P<aspect>[^?]*?)\b(?P<one>with) (?:and|or|vs\.?|versus) (?P<two>without) "
        rf"(?P<shared>{_TEXT}){_END}",
        rf"(?P<one>{_TEXT}),? (?:vs\.?|versus|as opposed to|compared (?:to|with)|in contrast to) "
        rf"(?P<two>{_TEXT})(?P<aspect>,? (?:what|who|which|how|when|where|why)\b[^?]*)?{_END}",
        rf"\b{_BE} (?P<one>{_TEXT}) (?P<aspect>{_MORE}\b[^?]*?) than (?P<two>{_TEXT}){_END}",
        rf"(?P<aspect>\b(?:which|who|what)\b[^?]*?\b{_MORE}\b[^?]*?)[:,] (?P<one>{_TEXT}) or "
        rf"(?P<two>{_TEXT}){_END}",
    )
)
_TYPED = ((re.compile(r"\bw/?(?= )", re.IGNORECASE), "with"), (re.compile(r"\bw/o\b"), "without"))
_FILLER = re.compile(
    r",?\s*\b(?:what(?:[’']?s| is| are| was)?|how (?:is|are|was|were|did|does|do)) (?:the |a )?"
    r"(?:diff(?:erences?)?|distinction)?\s*(?:\?|$)",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"(?:those|that|ones?|the same)(?= |$)", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:^| )(?P<word>in|of|on|for|to|from|with|at|by|during|under|among)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:the|a|an|both)\s+", re.IGNORECASE)


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
    for form in _FORMS:
        match = form.search(question)
        if match is not None:
            return _sides(question, match)
    return None


def _sides(question: str, match: re.Match[str]) -> tuple[Side, Side] | None:
    parts = {name: value or "" for name, value in match.groupdict().items()}
    about = " ".join([question[: match.start()], parts.get("aspect", "")])
    one, two, about = _placed(_plain(parts["one"]), _plain(parts["two"]), about)
    if parts.get("shared"):
        one, two = f"{one} {parts['shared']}", f"{two} {parts['shared']}"
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
    place = about.lower().rfind(f" {two.split()[0].lower()} ") if preposition and two else -1
    if place < 0:
        return one, two, about
    return about[place:].strip(), two, f"{one} {about[:place]}"


def _completed(one: str, two: str) -> tuple[str, str]:
    """Complete each side by what it shares with the other, which is said but once.

    “US aid” and “that of China”; “the assistance of X” and “of Y”; “mice with the drug” and
    “without”; “the Glenn” and “the Symington Amendment”.
    """
    head = _PREPOSITION.split(one)[0]
    if two.lower() == "without":
        return one, re.sub(r"\bwith\b", "without", one, count=1)
    if _STANDS_FOR.match(two):
        return one, _STANDS_FOR.sub(lambda _: head, two, count=1)
    if _PREPOSITION.match(two) and head and not _PREPOSITION.match(one):
        return one, f"{head} {two}"
    last = two.split()[1:]
    both_names = one[:1].isupper() and two[:1].isupper()
    if " " not in one and len(last) == 1 and both_names and last[0] not in FUNCTION_WORDS:
        return f"{one} {last[0]}", two
    return one, two


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
    found = re.search(rf"\bthe {re.escape(side.split()[0])}\b", question, re.IGNORECASE)
    return f"the {side}" if found else side


def _plain(name: str) -> str:
    """Return a side without an article and what stands around it."""
    stripped = name.strip(" ,.“”\"'")
    return _ARTICLE.sub("", stripped, count=1) if _ARTICLE.match(stripped) else stripped
