"""Comparisons: the sides of a question, each with what the papers say of it."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from index.retriever import Candidate
from index.words.terms import terms, words
from qa.answer import Voice
from qa.composing.composition import Composition, Piece, ScoredSentence, Words
from qa.composing.context import following
from qa.composing.gathered.gathering import gather, rank_widely
from qa.composing.request import Request
from qa.understanding.dates import asked_period, find_dates
from qa.understanding.lexicon.countries import same_country
from qa.understanding.names import same_word
from qa.understanding.parts.sides import Side, find_sides
from qa.understanding.question import Question

SENTENCES_A_SIDE = 2
FLOOR = 0.7
"""How high, from the middle sentence, 0, to the best, 1, a sentence of a side must score."""
FLOOR_OF_BOTH = 0.85
"""The same for the sentence that speaks of both sides."""
LOWEST = 0.2
"""The same for what is looked at."""
OTHER_SIDE = 0.3
"""What a sentence loses that speaks of the other side as well."""
SHARED_BONUS = 0.4
"""For a sentence that has all words of what the sides are compared in."""
_SETTING_BONUS = 0.25
"""For a sentence that sets the sides against each other in what they are compared in."""
SECOND_BELOW = 0.25
"""How far below the best sentence of a side a second one may score."""
_SETS_AGAINST = re.compile(
    r"\b(?:than|compared (?:to|with)|in comparison|while|whereas|versus|vs|unlike|in contrast"
    r"|contrary to|differ\w*|respectively|as opposed to|twice|times)\b",
    re.IGNORECASE,
)
"""What a sentence says that sets two things against each other, and so is enough by itself."""
_CONTRASTS = re.compile(
    r"(?:though|however|but|by contrast|in contrast|on the other hand|unlike|while|whereas)\b"
    r"|[^\n]*\bthe (?:former|latter)\b",
    re.IGNORECASE,
)


def compose_comparison(request: Request) -> Composition | None:
    """Tell the sentence that speaks of both sides, then what is said of each, under its name.

    A side of which nothing is found is told too. None where the question names no two sides, or
    nothing is found of either.
    """
    sides = find_sides(request.question.standalone)
    if sides is None:
        return None
    found = [request.find(Question.of(side.sought), read=False) for side in sides]
    if request.confidence < request.threshold:
        return None
    both = _of_both(request, sides)
    if both and _SETS_AGAINST.search(both[0].text):
        return Composition((Words("On both:"), *both[: request.limit]), request.confidence)
    of_each = [
        _of_side(request, side, other, hits)
        for side, other, hits in zip(sides, reversed(sides), found, strict=True)
    ]
    if not both and not any(of_each):
        return None
    return Composition(_pieces(request, sides, both, of_each), request.confidence)


def _of_both(request: Request, sides: Sequence[Side]) -> list[ScoredSentence]:
    """Return the sentence near the best that speaks of both sides, and one that contrasts them.

    The better one of those is what sets the sides against each other in what is compared.
    """
    shared = _shared(sides)
    ranked = [
        replace(one, score=one.score + _SETTING_BONUS * _sets_against(one, shared))
        for one in rank_widely(request)
        if one.score >= FLOOR_OF_BOTH - _SETTING_BONUS and all(_speaks_of(one, s) for s in sides)
    ]
    ranked = sorted(ranked, key=lambda one: -one.score)
    if not ranked or ranked[0].score < FLOOR_OF_BOTH:
        return []
    return [ranked[0], *_contrasting(ranked[0], request)]


def _sets_against(sentence: ScoredSentence, shared: AbstractSet[str]) -> bool:
    told = shared & set(terms(sentence.text))
    return _SETS_AGAINST.search(sentence.text) is not None and 2 * len(told) >= len(shared)


def _shared(sides: Sequence[Side]) -> frozenset[str]:
    """Return the stems of what both sides are compared in."""
    one, two = sides
    named = frozenset(terms(one.name)) & frozenset(terms(two.name))
    return named or frozenset(terms(one.sought)) & frozenset(terms(two.sought))


def _contrasting(sentence: ScoredSentence, request: Request) -> list[ScoredSentence]:
    """Return the sentence behind one if it sets against each other what that one names."""
    rest = following(sentence, request.snapshot)
    return [rest] if rest is not None and _CONTRASTS.match(rest.text) else []


def _of_side(
    request: Request, side: Side, other: Side, candidates: Sequence[Candidate]
) -> list[ScoredSentence]:
    """Return the best sentences that speak of a side, those of it alone before others."""
    sought = Question.of(side.sought)
    shared = _shared((side, other))
    ranked = [
        replace(one, score=one.score - OTHER_SIDE * _speaks_of(one, other))
        for one in rank_widely(request, sought, candidates)
        if one.score >= LOWEST and _speaks_of(one, side)
    ]

    def preferred(one: ScoredSentence) -> ScoredSentence:
        share = len(shared & set(terms(one.text))) / max(1, len(shared))
        return replace(one, score=one.score + SHARED_BONUS * share)

    ranked = sorted(map(preferred, ranked), key=lambda one: -one.score)
    if not ranked:
        return []
    floor = min(FLOOR, ranked[0].score)
    floor = max(floor, ranked[0].score - SECOND_BELOW)
    return list(gather(sought, ranked, floor=floor, most=SENTENCES_A_SIDE).sentences)


def _speaks_of(sentence: ScoredSentence, side: Side) -> bool:
    """Whether a sentence has a word that is the side's own, or tells of its time."""
    period = asked_period(side.name)
    if period is not None and side.own & set(words(side.name)) & set(period.label.lower().split()):
        return any(date.meets(period) for date in find_dates(sentence.text))
    said = set(terms(sentence.text)) | set(words(sentence.text))
    if 2 * len(side.own & said) >= len(side.own) or (side.has_names and side.own & said):
        return True
    return side.has_names and any(_same(own, word) for own in side.own for word in said)


def _same(own: str, word: str) -> bool:
    return same_country(own, word) or same_word(own, word)


def _pieces(
    request: Request,
    sides: Sequence[Side],
    both: Sequence[ScoredSentence],
    of_each: Sequence[Sequence[ScoredSentence]],
) -> tuple[Piece, ...]:
    limit = request.limit or len(both) + sum(map(len, of_each))
    told = list(both[:limit])
    pieces: list[Piece] = [Words("On both:"), *told] if told else []
    spans = {one.span for one in both}
    new = [[one for one in sentences if one.span not in spans] for sentences in of_each]
    if both and not all(new):
        return tuple(pieces)
    room = max(1, (limit - len(told)) // len(sides))
    for side, sentences in zip(sides, new, strict=True):
        pieces.append(Words(f"On {side.name}:"))
        pieces.extend(sentences[:room])
        if not sentences:
            pieces.append(Words("The papers say nothing of it that was found.", Voice.OURS))
    return tuple(pieces)
