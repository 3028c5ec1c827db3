"""Lists: the things asked for, gathered from wherever the papers tell of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.snapshot import Snapshot
from index.words.terms import terms
from qa.answer import Voice
from qa.composing.composition import Composition, ScoredSentence, Words
from qa.composing.context import following, leads_in
from qa.composing.gathered.gathering import Gathered, Things, enumerated, gather, rank_widely
from qa.composing.gathered.things import find_things
from qa.composing.request import Request
from qa.understanding.parts.listed import Items, Listed, find_listed

MOST_ITEMS = 10
FLOOR = 0.65
"""How high, from the middle sentence, 0, to the best, 1, one must score to be told."""
FLOOR_OF_THINGS = 0.0
"""The same where the form of the things asked for tells which sentences hold one."""
THING_BONUS = 0.3
"""For a sentence that holds a thing of the kind asked for, or has the noun itself."""
ENUMERATION_BONUS = 0.1

_BY_FORM = frozenset({Items.PEOPLE, Items.TITLED, Items.AMOUNTS})
_SEPARATOR = re.compile(r"[,;] ")
_JOINS = re.compile(r"\b(?:and|or|as well as) ")
_FIRST = re.compile(r"\bfirst(?:ly)?\b|\(?\b1\)", re.IGNORECASE)
_SECOND = re.compile(r"\bsecond(?:ly)?\b|\b2\)", re.IGNORECASE)
_SHORT_ITEM = 6
"""Words of the item before “and” where only one comma stands before it."""
_GOES_ON = re.compile(
    r"(?:they|it|he|she|we|these|this|others?|another|also|in addition)\b", re.IGNORECASE
)


def compose_list(request: Request) -> Composition | None:
    """Gather the things asked for, in the order of the paper, each sentence once.

    A best sentence that enumerates is enough by itself, with one behind it that goes on to. Where
    the form of the things tells which sentences hold one (a person, an amount, “the Glenn
    Amendment”), only such are told.
    """
    if request.confidence < request.threshold:
        return None
    most = min(MOST_ITEMS, request.limit or MOST_ITEMS)
    gathered = _gather(request, most)
    pieces = enumerated(gathered.sentences, request.snapshot, limit=request.limit)
    more = (Words("… and more.", Voice.OURS),) if gathered.more and not request.limit else ()
    return Composition((*pieces, *more), request.confidence)


def _gather(request: Request, most: int) -> Gathered:
    question, ranked = request.question, rank_widely(request)
    listed = find_listed(question)
    found = find_things([one.text for one in ranked], listed, question)
    things = dict(zip(ranked, found, strict=True))
    holding = [one for one in ranked if things[one]]
    named = {thing for one in holding for thing in things[one] if isinstance(thing, str)}
    if len(holding) > 1 and (listed.kinds <= _BY_FORM or len(named) > 1):
        return gather(question, holding, floor=FLOOR_OF_THINGS, most=most, things=things)
    if enumerates(ranked[0].text):
        return Gathered((ranked[0], *_going_on(ranked[0], request.snapshot)))
    return gather(question, _preferred(ranked, listed, things), floor=FLOOR, most=most)


def _going_on(best: ScoredSentence, snapshot: Snapshot) -> list[ScoredSentence]:
    """Return the sentence behind one if it goes on enumerating."""
    rest = following(best, snapshot)
    goes_on = rest is not None and enumerates(rest.text) and _GOES_ON.match(rest.text)
    return [rest] if rest is not None and goes_on else []


def _preferred(
    ranked: Sequence[ScoredSentence], listed: Listed, things: Mapping[ScoredSentence, Things]
) -> list[ScoredSentence]:
    """Prefer sentences that hold a thing of the kind or its noun, enumerate, or lead in."""

    def preferred(one: ScoredSentence) -> ScoredSentence:
        of_kind = bool(things[one]) or bool(listed.stems & set(terms(one.text)))
        several = enumerates(one.text) or leads_in(one.text)
        return replace(one, score=one.score + THING_BONUS * of_kind + ENUMERATION_BONUS * several)

    return sorted(map(preferred, ranked), key=lambda one: -one.score)


def enumerates(text: str) -> bool:
    """Whether a sentence tells several things: “a, b and c”, “first … second …”."""
    first = _FIRST.search(text)
    if first is not None and _SECOND.search(text, first.end()):
        return True
    for place, piece in enumerate(_SEPARATOR.split(text)):
        joint = _JOINS.search(piece)
        if joint is not None and place > 0:
            before = len(piece[: joint.start()].split())
            return place > 1 or 0 < before <= _SHORT_ITEM
    return False
