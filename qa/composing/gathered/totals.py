"""Sums that are asked for: the figures that the papers give, never added up here."""

import re

from qa.composing.composition import Composition, Piece, ScoredSentence, Words
from qa.composing.context import in_order
from qa.composing.gathered.gathering import gather, rank_widely
from qa.composing.request import Request
from qa.support.amounts import Amount, find_amounts
from qa.understanding.dates import find_dates

MOST_SENTENCES = 6
FLOOR = 0.5
"""How high, from the middle sentence, 0, to the best, 1, a sentence with a figure must score."""
ENOUGH = 0.7
"""The share of the confidence otherwise asked for: a sum that is not told may have its parts."""

_PARTS = 2
"""Figures that there is something to add up of, and dates that lie apart."""
_FIGURES = "The paper gives these figures; it does not add them up:"
_DATES = "The paper gives these dates; how far they lie apart is not reckoned here:"
_MONEY = re.compile(
    r"\b(?:money|aid|cost|costs|funds?|funding|loans?|paid|pay|price|spen[dt]|sums?|dollars?"
    r"|euros?|pounds?|budget|worth)\b|[$€£]",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\bhow much (?:did|do|does|has|have|was|were|is)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:give|given|gave|grant|granted|lend|lent|donated?|earn(?:ed)?|owed?|promised?|provided?"
    r"|received?|invest(?:ed)?)\b",
    re.IGNORECASE,
)
"""What is done with money that is not named: “how much did they give?”."""
_CURRENCIES = frozenset({"dollar", "euro", "pound", "rupee", "ruble", "yen"})
_HOW_LONG = re.compile(r"\bhow (?:many (?:years|months|weeks|days|decades)|long)\b", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:between|from|after|before|until|since|apart|passed|lie|lay)\b", re.IGNORECASE
)
_TOTAL = re.compile(
    r"\b(?:in total|a total of|the total|altogether|overall|in all|sum of)\b", re.IGNORECASE
)


def compose_total(request: Request) -> Composition | None:
    """Tell the parts that the papers state, and say that nobody added them up.

    A sentence near the best that states a total is an answer of the plain kind: None then.
    """
    if request.confidence < ENOUGH * request.threshold:
        return None
    question = request.question
    how_long = _HOW_LONG.search(question.standalone)
    between = how_long is not None and bool(_APART.search(question.standalone, how_long.end()))
    with_figures = [
        one for one in rank_widely(request) if _has_figure(one, request, between=between)
    ]
    most = min(MOST_SENTENCES, request.limit or MOST_SENTENCES)
    chosen = gather(question, with_figures, floor=FLOOR, most=_PARTS if between else most).sentences
    if len(chosen) < _PARTS or (not between and _TOTAL.search(chosen[0].text)):
        return None
    label = Words(_DATES if between else _FIGURES)
    pieces: tuple[Piece, ...] = (label, *in_order(chosen, request.snapshot))
    return Composition(pieces, request.confidence)


def _has_figure(sentence: ScoredSentence, request: Request, *, between: bool) -> bool:
    """Whether a sentence has a figure of the kind asked for: dates, money, or any number."""
    if between:
        return any(date.has_year for date in find_dates(sentence.text))
    found = [one for one in find_amounts(sentence.text) if not one.is_year]
    # “Both”, “two countries” and the like are no figures that one adds up.
    amounts = [one for one in found if any(map(str.isdigit, one.text))]
    money = _asks_for_money(request.question.standalone)
    return any(not money or _is_money(one) for one in amounts)


def _is_money(amount: Amount) -> bool:
    return amount.unit in _CURRENCIES


def _asks_for_money(question: str) -> bool:
    how_much = _HOW_MUCH.search(question)
    given = how_much is not None and _GIVEN.search(question, how_much.end())
    return _MONEY.search(question) is not None or bool(given)
