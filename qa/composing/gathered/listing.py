"""Lists: the things asked for, gathered from wherever the papers tell of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.paper import Paper
from index.snapshot import Snapshot
from index.words.terms import terms
from qa.answer import Voice
from qa.composing.composition import Composition, Piece, ScoredSentence, Words, sentence_at
from qa.composing.context import following, place_of
from qa.composing.enumerations import Enumeration, find_enumerations, leads_in
from qa.composing.gathered.gathering import Gathered, Things, enumerated, gather, rank_widely
from qa.composing.gathered.things import find_things
from qa.composing.request import Request
from qa.composing.spans import find_name_runs
from qa.understanding.kinds.classifier import Kind
from qa.understanding.lexicon.synonyms import synonyms
from qa.understanding.parts.listed import Items, Listed, find_listed

MOST_ITEMS = 10
FLOOR = 0.65
"""How high, from the middle sentence, 0, to the best, 1, one must score to be told."""
FLOOR_OTHERWISE = 0.7
"""The same where only a plural tells that several things are asked for."""
FLOOR_OF_THINGS = 0.0
"""The same where the form of the things asked for tells which sentences hold one."""
THING_BONUS = 0.3
"""For a sentence that holds a thing of the kind asked for, or has the noun itself."""
ENUMERATION_BONUS = 0.1
"""For a sentence that tells several things, or leads in to them."""
REACH = 0.5
"""How far below the best sentence, what it holds counted, one may score and be told."""
NEAR_BEST = 0.25
"""How far below the best sentence one may score whose list is told."""
_LOOKED_AT = 8
"""Sentences, the best ones, whose lists are looked at."""
_SURELY_MEANT = 2
"""Sentences, the best ones, whose lists need not bear the noun that the question has."""

_BY_FORM = frozenset({Items.PEOPLE, Items.TITLED, Items.AMOUNTS})
_SEPARATOR = re.compile(r"[,;] ")
_IN_BRACKETS = re.compile(r"\([^(),\d]{1,40}(?:, [^(),\d]{1,40}){2,20}\)")
_JOINS = re.compile(r"\b(?:and|or|as well as) ")
_FIRST = re.compile(r"\bfirst(?:ly)?\b|\(?\b(?:1|a|i)\)", re.IGNORECASE)
_SECOND = re.compile(r"\bsecond(?:ly)?\b|\b(?:2|b|ii)\)", re.IGNORECASE)
_SAYS_WHAT_THEY_ARE = re.compile(r"\b(?:are|were|became|remain)\b", re.IGNORECASE)
"""What may stand between things and what they are: “Ohio, Iowa and Maine are states”."""
_BEFORE_NAMES, _WORDS_BEFORE_NAMES = 40, 3
"""Characters before names, and the last words among them, that may say what they are names of."""
_SHORT_ITEM = 6
"""Words of the item before “and” where only one comma stands before it."""
_GOES_ON = re.compile(
    r"(?:they|it|he|she|we|these|this|others?|another|also|in addition)\b", re.IGNORECASE
)
_ONE_OF_SEVERAL = re.compile(
    r"(?:another|others?|additional|further|also|similarly|likewise|in addition|finally)\b"
    r"|the (?:other|second|third|last|next)\b",
    re.IGNORECASE,
)
"""How a sentence begins whose things are but some of those that there are."""


def compose_list(request: Request) -> Composition | None:
    """Gather the things asked for, in the order of the paper, each sentence once.

    Where the form of the things tells which sentences hold one (a person, an amount, “the Glenn
    Amendment”), only such are told. A list of the paper's own is told item by item, and a best
    sentence that enumerates is enough by itself, with one behind it that goes on to.
    """
    if request.confidence < request.threshold:
        return None
    most = min(MOST_ITEMS, request.limit or MOST_ITEMS)
    ranked, listed = rank_widely(request), find_listed(request.question)
    own = _own_list(ranked, listed, request)
    if own is not None:
        return Composition(own, request.confidence)
    gathered = _gather(request, ranked, listed, most)
    pieces = enumerated(gathered.sentences, request.snapshot, limit=request.limit)
    if not pieces:
        return None
    more = (Words("… and more.", Voice.OURS),) if gathered.more and not request.limit else ()
    return Composition((*pieces, *more), request.confidence)


def _own_list(
    ranked: Sequence[ScoredSentence], listed: Listed, request: Request
) -> tuple[Piece, ...] | None:
    """Return the list of a paper that is asked for, lead-in and items; None where none is near.

    Its lead-in, or a heading over it, bears the noun of the question or one that means the same,
    but at the very top.
    """
    if not ranked or listed.kinds & _BY_FORM:
        return None
    for rank, one in enumerate(ranked[:_LOOKED_AT]):
        if one.score < ranked[0].score - NEAR_BEST:
            return None
        paper = request.snapshot.paper(one.passage.paper_id)
        place = place_of(one, paper)
        for found in find_enumerations(paper):
            if found.has(place) and (rank < _SURELY_MEANT or _bears_noun(found, paper, listed)):
                return _told(found, paper, request)
    return None


def _bears_noun(found: Enumeration, paper: Paper, listed: Listed) -> bool:
    span = paper.sentences[found.lead]
    over = (paper.text[span.start : span.end], *paper.section_path_at(span.start)[-1:])
    said = set(terms(" ".join(over)))
    return any(stem in said or not said.isdisjoint(synonyms(stem)) for stem in listed.stems)


def _told(found: Enumeration, paper: Paper, request: Request) -> tuple[Piece, ...]:
    spans = [paper.sentences[place] for place in (found.lead, *found.items)][: request.limit]
    lead, *items = (sentence_at(paper.id, span, request.snapshot) for span in spans)
    pieces: list[Piece] = [lead]
    for number, item in enumerate(items, start=1):
        pieces += [Words(f"{number}."), item]
    return tuple(pieces)


def _gather(
    request: Request, ranked: Sequence[ScoredSentence], listed: Listed, most: int
) -> Gathered:
    question = request.question
    found = find_things([one.text for one in ranked], listed, question)
    things = dict(zip(ranked, found, strict=True))
    holding = [one for one in ranked if things[one]]
    named = {thing for one in holding for thing in things[one] if isinstance(thing, str)}
    if len(holding) > 1 and (listed.kinds <= _BY_FORM or len(named) > 1):
        return gather(question, holding, floor=FLOOR_OF_THINGS, most=most, things=things)
    preferred = _preferred(ranked, listed, things)
    best = preferred[0]
    if _is_enough(best, listed, is_best=best.span == ranked[0].span):
        return Gathered((best, *_going_on(best, request.snapshot)))
    floor = max(FLOOR if question.kind is Kind.LIST else FLOOR_OTHERWISE, best.score - REACH)
    return gather(question, preferred, floor=floor, most=most)


def _is_enough(best: ScoredSentence, listed: Listed, *, is_best: bool) -> bool:
    """Whether a sentence tells all that is asked for: it enumerates just that.

    In “diseases of Africa, Asia and America” and in “Africa, Asia and America have diseases”,
    something else than diseases is told.
    """
    text = best.text
    if _ONE_OF_SEVERAL.match(text):
        return False
    if names_follow(text, listed.stems):
        return True
    if not listed.stems & set(terms(text)):
        return is_best and enumerates(text)
    joint = find_enumeration(text)
    return joint is not None and bool(
        listed.stems & set(terms(text[:joint])) or _SAYS_WHAT_THEY_ARE.search(text, joint)
    )


def names_follow(text: str, stems: frozenset[str]) -> bool:
    """Whether several names follow one of some nouns: “the states of Ohio and Maine”."""
    for run in find_name_runs(text):
        before = re.findall(r"\w+", text[max(0, run.start - _BEFORE_NAMES) : run.start])
        if stems & set(terms(" ".join(before[-_WORDS_BEFORE_NAMES:]))):
            return True
    return False


def _going_on(best: ScoredSentence, snapshot: Snapshot) -> list[ScoredSentence]:
    """Return the sentence behind one if it goes on enumerating, in the same paragraph."""
    rest = following(best, snapshot)
    if rest is None or not enumerates(rest.text) or not _GOES_ON.match(rest.text):
        return []
    paragraphs = snapshot.paper(best.passage.paper_id).paragraphs
    opens = any(paragraph.start == rest.span.start for paragraph in paragraphs)
    return [] if opens else [rest]


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
    """Whether a sentence tells several things: “a, b and c”, “(a, b, c)”, “first … second …”."""
    return find_enumeration(text) is not None


def find_enumeration(text: str) -> int | None:
    """Return where the first thing of several in a sentence ends, None where it tells none."""
    first = _FIRST.search(text)
    if first is not None and _SECOND.search(text, first.end()):
        return first.start()
    in_brackets = _IN_BRACKETS.search(text)
    if in_brackets is not None:
        return in_brackets.start()
    ends = [match.start() for match in _SEPARATOR.finditer(text)]
    for place, piece in enumerate(_SEPARATOR.split(text)):
        joint = _JOINS.search(piece)
        if joint is not None and place > 0:
            before = len(piece[: joint.start()].split())
            if place > 1 or 0 < before <= _SHORT_ITEM:
                return ends[0 if joint.start() == 0 and place > 1 else max(0, place - 2)]
    return None
