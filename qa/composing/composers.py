"""Which composer puts together the answer to a question of which kind."""

from collections.abc import Callable, Mapping

from qa.composing.comparing import compose_comparison
from qa.composing.composition import Composition
from qa.composing.listing import compose_list
from qa.composing.plain import compose_plain
from qa.composing.request import Request
from qa.composing.several import compose_several
from qa.composing.timeline import compose_timeline
from qa.composing.totals import compose_total
from qa.composing.yes_no import compose_yes_no
from qa.understanding.kinds import Kind

Composer = Callable[[Request], Composition | None]
"""Composes an answer, or returns None where the question is better answered plainly."""


def _compose_several(request: Request) -> Composition | None:
    return compose_several(request, compose)


COMPOSERS: Mapping[Kind, Composer] = {
    Kind.LIST: compose_list,
    Kind.COMPARE: compose_comparison,
    Kind.TIMELINE: compose_timeline,
    Kind.TOTAL: compose_total,
    Kind.SEVERAL: _compose_several,
    Kind.YES_NO: compose_yes_no,
}


def compose(request: Request) -> Composition:
    """Compose the answer that a question's kind asks for, a plain one where it cannot be had."""
    composer = COMPOSERS.get(request.question.kind)
    composed = composer(request) if composer is not None else None
    return composed if composed is not None else compose_plain(request)
