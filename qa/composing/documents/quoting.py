"""The exact sentence of a paper that somebody wants to quote."""

import re

from qa.composing.composition import Composition
from qa.composing.documents.asking import sought_words
from qa.composing.documents.finding import find_place
from qa.composing.request import Request

_SEVERAL = re.compile(
    r"\b(?:quotes|quotations|sentences|passages|lines|some quotes|all)\b", re.IGNORECASE
)
_MOST = 3
_CLOSE = 1.0
"""How far a further sentence may score below the best one where several are asked for."""


def compose_quote(request: Request) -> Composition | None:
    """Quote the sentence that is asked for, or a few; None where none seems to be meant."""
    asked = request.question.standalone
    place = find_place(request, sought_words(asked))
    if not place.sentences or place.confidence < request.threshold:
        return None
    most = min(request.limit or _MOST, _MOST) if _SEVERAL.search(asked) else 1
    best = place.sentences[0]
    close = [one for one in place.sentences if one.score >= best.score - _CLOSE]
    return Composition(
        tuple([best, *(one for one in close if one != best)][:most]), place.confidence
    )
