"""A question taken apart: question word, auxiliary and the rest; and asked otherwise."""

import re
from dataclasses import dataclass

from index.words.terms import words
from qa.understanding.talk.lacks import without_joining
from qa.understanding.talk.phrases import Phrase, find_phrases
from qa.understanding.talk.verbs import base_of, is_verb

_BE = frozenset("is are was were".split())
_AUXILIARY = r"is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|may|might|must"
_WH = r"who|whom|whose|what|which|when|where|why|how"
_CLAUSE = re.compile(
    rf"^(?P<wh>(?:(?:in|at|on|from|to|by|for|with|of|under|since) )?(?:{_WH})\b"
    rf"(?: (?!(?:{_AUXILIARY})\b)[^ ?]+){{0,5}}) (?P<aux>{_AUXILIARY})\b(?:n[’']t\b)? "
    r"(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_YES_NO = re.compile(rf"^(?P<aux>{_AUXILIARY}) (?P<rest>\S.*)$", re.IGNORECASE)
_SUBJECT = re.compile(rf"^(?P<wh>{_WH}) (?P<rest>\S.*)$", re.IGNORECASE)
_TAIL = re.compile(r"^(?P<body>[^()?]*+)(?P<tail>\([^()]*\))?[?.! ]*$")
_FREE = re.compile(
    r"^(?:(?:in|at|on|from|to|by|for|with|of|under|since) )?(?:when|where|why|how"
    r"|(?:which|what) (?:year|date|month|decade|day|time|place|country|city|way|reason))$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"^how (?:many|much)(?: of)?(?: (?P<noun>[^ ].*))?$", re.IGNORECASE)
_SOME = re.compile(r"\b(?:any|some|several|many|other|various|different) (?=\w)", re.IGNORECASE)
_DOES = re.compile(r"\bdo\b", re.IGNORECASE)
_PLACE_OF_OBJECT = re.compile(
    r" (?=(?:in|on|at|to|from|for|by|with|after|before|during|under|about|against|because|when"
    r"|since|between|over|until)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A question in pieces: “what”, “did”, “the Ford administration oppose”.

    `wh` is empty where yes or no is asked, `aux` where the question word is the subject. `tail`
    is what stands in brackets at the end.
    """

    wh: str
    aux: str
    rest: str
    tail: str = ""

    @property
    def is_free(self) -> bool:
        """Whether the rest says a whole thing: nothing of it is asked but when, where or why."""
        return not self.wh or _FREE.match(self.wh) is not None


def without_tail(question: str) -> tuple[str, str]:
    """Return a question without its mark, and what stands in brackets at its end."""
    match = _TAIL.match(question)
    return (question, "") if match is None else (match["body"].strip(), match["tail"] or "")


def parse_clause(question: str) -> Clause | None:
    """Take a question apart; None where it has another form."""
    body, tail = without_tail(without_joining(question))
    for form in (_CLAUSE, _YES_NO, _SUBJECT):
        found = form.match(body)
        if found is not None:
            pieces = found.groupdict()
            return Clause(pieces.get("wh") or "", pieces.get("aux") or "", found["rest"], tail)
    return None


def ask_otherwise(wh: str, clause: Clause, answer: Phrase | None) -> str | None:
    """Ask “why” and the like of what another question said; `answer` fills what it asked for.

    “What did she oppose?” becomes “Why did she oppose the plant?”. None where that cannot be said.
    """
    wh, aux, rest = _capital(wh), clause.aux.lower(), clause.rest
    if not aux:
        said = _ask_of_subject(clause, answer)
        return f"{wh} {said}?" if said is not None else None
    if clause.is_free:
        return f"{wh} {aux} {rest}?"
    noun = _asked_noun(clause)
    if aux in _BE and noun is None and find_phrases(rest) and _names_only(rest):
        there = "there " if wh == "Why" else ""
        return f"{wh} {aux} {there}{rest}?"
    filling = answer.as_subject if answer is not None and not _DOES.search(rest) else None
    if noun is not None and (filling is None or _HOW_MANY.match(clause.wh)):
        filling = noun
    return f"{wh} {aux} {_fill(aux, rest, filling)}?" if filling is not None else None


def ask_which(clause: Clause, which: str = "Which") -> str | None:
    """Ask which ones, or how many, of a question that asks how many or whether any."""
    many = _HOW_MANY.match(clause.wh)
    if many is not None and many["noun"]:
        return f"{which} {many['noun']} {clause.aux} {clause.rest}?"
    if clause.wh.lower() == "how" and not clause.aux and clause.rest.startswith("many "):
        return f"{which} {clause.rest.removeprefix('many ')}?"
    some = _SOME.search(clause.rest)
    if clause.wh or some is None:
        return None
    nouns = [p for p in find_phrases(clause.rest) if p.is_plural and p.span.start >= some.end()]
    if not nouns:
        return None
    start, end = some.start(), nouns[0].span.end
    rest = f"{clause.rest[:start]}{clause.rest[end:]}"
    return f"{which} {clause.rest[some.end() : end]} {clause.aux.lower()} {' '.join(rest.split())}?"


def _asked_noun(clause: Clause) -> str | None:
    """Return the noun behind “which”, “what” or “how many”, if there is one."""
    parts = clause.wh.split(" ", 1)
    many = _HOW_MANY.match(clause.wh)
    if many is not None:
        return many["noun"]
    asked = parts[0].lower() in {"which", "what", "whose"} and len(parts) > 1
    return f"the {parts[1]}" if asked else None


def _names_only(rest: str) -> bool:
    """Whether what follows “what is” is a thing and nothing that is said of it."""
    phrases = find_phrases(rest)
    known = {word for phrase in phrases for word in words(phrase.text)}
    return all(word in known or word in {"the", "a", "an", "of", "and"} for word in words(rest))


def _fill(aux: str, rest: str, filling: str) -> str:
    """Put what was asked for where it belongs: before the rest of “was …”, else behind the verb."""
    if aux in _BE:
        return f"{filling} {rest}"
    places = list(_PLACE_OF_OBJECT.finditer(rest))
    verb = _place_of_verb(rest)
    after = next((place.start() for place in places if place.start() >= verb), len(rest))
    return f"{rest[:after]} {filling}{rest[after:]}"


def _ask_of_subject(clause: Clause, answer: Phrase | None) -> str | None:
    """Return “did the army move” of “what moved”, if an answer or a noun is there for “what”."""
    end = _place_of_verb(clause.rest)
    verb = clause.rest[:end].rsplit(" ", 1)[-1]
    noun = clause.rest[: end - len(verb)].strip()
    if end == 0 or (not noun and answer is None):
        return None
    counts = clause.wh.lower() == "how"
    noun = re.sub(r"^(?:many|much) (?:of )?", "", noun) if counts else f"the {noun}"
    subject = answer.as_subject if answer is not None else noun
    base, rest = base_of(verb.lower()), clause.rest[end:]
    if base is None:
        return f"is it that {subject} {verb}{rest}"
    does = "does" if verb == f"{base}s" else "did"
    return f"{'do' if verb == base else does} {subject} {base}{rest}"


def _place_of_verb(rest: str) -> int:
    """Return where the first verb of a text ends, or 0."""
    known = {word for phrase in find_phrases(rest) for word in phrase.text.split(" ")}
    place = 0
    for word in rest.split(" "):
        place += len(word) + 1
        if is_verb(word.lower()) and word not in known:
            return place - 1
    return 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
