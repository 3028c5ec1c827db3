"""Fragments such as “and in 1979?”, put into the question before."""

import re

from index.words.terms import terms
from qa.understanding.talk.clauses import parse_clause, without_tail
from qa.understanding.talk.lacks import POINTING, Lack, find_lacks, without_joining
from qa.understanding.talk.phrases import Phrase, find_phrases
from qa.understanding.talk.verbs import is_verb

_DATE = re.compile(
    r"\b(?:(?:in|during|of|since|from|by|until|before|after|the) ){0,3}(?:1[5-9]|20)\d\ds?\b",
    re.IGNORECASE,
)
_WHILE = re.compile(
    r"\b(?:after|before|during|since|following|until)(?: [\w’'-]+){1,6} $", re.IGNORECASE
)
"""What a date may close: “after the tests of” before “1998”."""
_ASKS_WHEN = re.compile(r"^(?:when|(?:in )?(?:which|what) (?:year|decade))\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?P<word>in|on|at|to|from|for|by|with|after|before|during|under|about|against|between|of"
    r"|among|within|without|since|until) (?=\S)",
    re.IGNORECASE,
)
_DOING = re.compile(r"^(?:for|in|during|after|before|by|without|while) \w+ing$", re.IGNORECASE)
_ORDINALS = frozenset(
    "first second third fourth fifth sixth last next former latter old new earlier later".split()
)
_ONE = re.compile(r"\bones?$", re.IGNORECASE)
_NEXT_YEAR = re.compile(
    r"^(?:in |during )?(?:(?:the|a) year (?P<way>after|before|later|earlier)(?: (?:that|this|it))?"
    r"|the (?P<side>next|following|previous|preceding) year)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MOST_WORDS = 7
"""Words of a fragment such as “and in the second trial?”."""
_NO_FRAGMENT = frozenset(
    "who what which when where why how whose more else other others rest examples example".split()
)


def fragment_of(question: str) -> str | None:
    """Return what “and in 1979?” puts in place of something: a few words without a verb."""
    fragment = without_joining(question).strip(" ?.!")
    said = fragment.lower().split()
    if not said or len(said) > _MOST_WORDS or parse_clause(fragment) is not None:
        return None
    pointing = find_lacks(fragment) & POINTING - {Lack.ONES}
    if pointing or _NO_FRAGMENT & set(said) or not terms(fragment):
        return None
    if _DOING.match(fragment):
        return fragment
    phrases = find_phrases(fragment)
    known = {word for phrase in phrases for word in phrase.text.lower().split()}
    return fragment if known and not any(_is_plain_verb(word, known) for word in said) else None


def neighbouring_year(question: str, before: str) -> str | None:
    """Return “in 1999” for “and the year after that?” behind a text of 1998; None otherwise."""
    found = _NEXT_YEAR.match(without_joining(question).strip(" ?.!"))
    years = _YEAR.findall(before)
    if found is None or not years:
        return None
    ahead = (found["way"] or found["side"]).lower() in {"after", "later", "next", "following"}
    return f"in {int(years[-1]) + (1 if ahead else -1)}"


def put_in(fragment: str, question: str) -> str | None:
    """Put a fragment into a question in the place of what is of its kind.

    What has the same noun, then what has the same preposition, then a date, a person, a name or
    a noun for one; a date or a place that nothing fits goes to the end. None where none fits.
    """
    body, tail = without_tail(without_joining(question))
    preposition = _PREPOSITION.match(fragment)
    if _DOING.match(fragment):
        words, own = body.split(), fragment.lower().split()
        has_one = (
            len(words) > len(own) and words[-2].lower() == own[0] and words[-1].endswith("ing")
        )
        rest = words[: -len(own)] if has_one else words
        return " ".join([*rest, fragment, *tail.split()]) + "?"
    new = find_phrases(fragment)[-1]
    if new.is_year or (preposition and _DATE.search(fragment)):
        changed = _put_date_in(fragment if preposition else f"in {fragment}", body)
    elif preposition:
        changed = _put_phrase_in(fragment, new, preposition["word"], body) or f"{body} {fragment}"
    else:
        changed = _put_phrase_in(fragment, new, "", body)
    return " ".join(f"{changed} {tail}".split()) + "?" if changed is not None else None


def _put_date_in(fragment: str, body: str) -> str | None:
    """Put “in 1979” for a date, or to the end; None where the question asks for the date."""
    if _ASKS_WHEN.match(body):
        return None
    date = _DATE.search(body)
    if date is None:
        return f"{body} {fragment}"
    ahead = body[: date.start()]
    time = _WHILE.search(ahead)
    if time is not None and not any(
        is_verb(word.lower(), after_article=True) for word in time[0].split()
    ):
        ahead = ahead[: time.start()]
    return f"{ahead}{fragment}{body[date.end() :]}"


def _put_phrase_in(fragment: str, new: Phrase, preposition: str, body: str) -> str | None:
    """Put a phrase for its counterpart, article and all; the preposition stays."""
    old = _counterpart(new, preposition, body)
    if old is None or (old.before in {"many", "much"} and new.article):
        return None
    ahead = body[: old.span.start]
    if old.article and (old.before != "of" or new.article or new.is_name):
        ahead = ahead[: ahead.lower().rindex(old.article)]
    fragment = _ONE.sub(old.head, fragment[len(preposition) :].strip())
    if fragment.lower().split()[-1] in _ORDINALS:
        fragment = f"{fragment} {old.head}"
    if old.is_asked:
        fragment = fragment.removeprefix("the ")
    return f"{ahead}{fragment}{body[old.span.end :]}"


def _counterpart(new: Phrase, preposition: str, body: str) -> Phrase | None:
    """Return the phrase of a question in whose place another is likeliest meant.

    None where the question has the new one already, or nothing behind the preposition.
    """
    phrases = find_phrases(body)
    if any(old.terms == new.terms for old in phrases):
        return None
    others = [old for old in phrases if not old.is_asked and not old.is_year]
    others = others or [old for old in phrases if old.is_asked]
    if preposition:
        others = [old for old in others if old.before == preposition]
    return max(others, key=lambda old: _likeness(old, new, body), default=None)


def _likeness(old: Phrase, new: Phrase, body: str) -> tuple[int, ...]:
    """Return how much two phrases are of a kind, what counts most first.

    “And rainfall?” behind “the effect of warming” is of another cause, not of another thing.
    """
    of_another = body[old.span.end :].startswith(" of ") or (" of " in old.text and not old.is_name)
    owned = of_another and not new.article
    of_a_kind = old.is_name == new.is_name and old.is_person == new.is_person
    return (
        int(old.head == new.head),
        int(not owned),
        int(of_a_kind and old.text.isupper() == new.text.isupper()),
        int(of_a_kind),
        int(old.before not in {"many", "much"}),
        int(old.is_plural == new.is_plural),
        int(old.is_name and new.article == "the"),
        -old.span.start,
    )


def _is_plain_verb(word: str, known: set[str]) -> bool:
    return word not in known and is_verb(word)
