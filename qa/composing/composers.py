"""Which composer puts together the answer to a question of which kind."""

from collections.abc import Callable, Mapping

from qa.composing.about_answer import compose_about_answer
from qa.composing.composition import Composition
from qa.composing.documents.metadata import compose_metadata
from qa.composing.documents.notes import compose_note
from qa.composing.documents.overviews import compose_overview
from qa.composing.documents.pages import compose_page
from qa.composing.documents.quoting import compose_quote
from qa.composing.documents.replies import compose_reply
from qa.composing.documents.role_answers import compose_by_role
from qa.composing.documents.section_summaries import compose_section_summary
from qa.composing.gathered.comparing import compose_comparison
from qa.composing.gathered.listing import compose_list
from qa.composing.gathered.several import compose_several
from qa.composing.gathered.timeline import compose_timeline
from qa.composing.gathered.totals import compose_total
from qa.composing.plain import compose_plain
from qa.composing.request import Request
from qa.composing.yes_no import compose_yes_no
from qa.understanding.kinds.classifier import Kind

Composer = Callable[[Request], Composition | None]
"""Composes an answer, or returns None where the question is better answered plainly."""


def _compose_several(request: Request) -> Composition | None:
    return compose_several(request, compose, request.classify)


COMPOSERS: Mapping[Kind, Composer] = {
    Kind.OVERVIEW: compose_overview,
    Kind.SECTION_SUMMARY: compose_section_summary,
    Kind.METADATA: compose_metadata,
    Kind.PAGE: compose_page,
    Kind.QUOTE: compose_quote,
    Kind.NOTE: compose_note,
    Kind.SMALL_TALK: compose_reply,
    Kind.ABOUT_TOOL: compose_reply,
    Kind.STANCE: compose_by_role,
    Kind.RECOMMENDATION: compose_by_role,
    Kind.LIMITATION: compose_by_role,
    Kind.METHOD: compose_by_role,
    Kind.CONTRIBUTION: compose_by_role,
    Kind.LIST: compose_list,
    Kind.COMPARE: compose_comparison,
    Kind.TIMELINE: compose_timeline,
    Kind.TOTAL: compose_total,
    Kind.SEVERAL: _compose_several,
    Kind.YES_NO: compose_yes_no,
}


def compose(request: Request) -> Composition:
    """Compose the answer that a question's kind asks for, a plain one where it cannot be had."""
    if request.question.about:
        return compose_about_answer(request)
    composer = COMPOSERS.get(request.question.kind)
    composed = composer(request) if composer is not None else None
    return composed if composed is not None else compose_plain(request)
