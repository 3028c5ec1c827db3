"""Which composer puts together the answer to a question of which kind."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pkgutil import resolve_name

from qa.composing.composition import Composition
from qa.composing.request import Request
from qa.understanding.forms import kinds_to_try
from qa.understanding.kinds.classifier import Kind

Composer = Callable[[Request], Composition | None]
"""Composes an answer, or returns None where the question is better answered plainly."""


def _compose_several(request: Request) -> Composition | None:
    from qa.composing.gathered.several import compose_several

    return compose_several(request, compose, request.classify)


_DOCUMENTS, _GATHERED = "qa.composing.documents", "qa.composing.gathered"
_BY_ROLE = f"{_DOCUMENTS}.role_answers:compose_by_role"
_REPLY = f"{_DOCUMENTS}.replies:compose_reply"
COMPOSERS: Mapping[Kind, str] = {
    Kind.OVERVIEW: f"{_DOCUMENTS}.overviews:compose_overview",
    Kind.SECTION_SUMMARY: f"{_DOCUMENTS}.section_summaries:compose_section_summary",
    Kind.METADATA: f"{_DOCUMENTS}.metadata:compose_metadata",
    Kind.PAGE: f"{_DOCUMENTS}.pages:compose_page",
    Kind.QUOTE: f"{_DOCUMENTS}.quoting:compose_quote",
    Kind.NOTE: f"{_DOCUMENTS}.notes:compose_note",
    Kind.SMALL_TALK: _REPLY,
    Kind.ABOUT_TOOL: _REPLY,
    Kind.STANCE: _BY_ROLE,
    Kind.RECOMMENDATION: _BY_ROLE,
    Kind.LIMITATION: _BY_ROLE,
    Kind.METHOD: _BY_ROLE,
    Kind.CONTRIBUTION: _BY_ROLE,
    Kind.LIST: f"{_GATHERED}.listing:compose_list",
    Kind.COMPARE: f"{_GATHERED}.comparing:compose_comparison",
    Kind.TIMELINE: f"{_GATHERED}.timeline:compose_timeline",
    Kind.TOTAL: f"{_GATHERED}.totals:compose_total",
    Kind.SEVERAL: f"{__name__}:_compose_several",
    Kind.YES_NO: "qa.composing.yes_no:compose_yes_no",
}
"""Where each composer is: a module is imported when a question first needs it."""


@cache
def composer_of(kind: Kind) -> Composer | None:
    """Return the composer of a kind, or None where its questions are answered plainly."""
    name = COMPOSERS.get(kind)
    composer: Composer | None = None if name is None else resolve_name(name)
    return composer


def compose(request: Request) -> Composition:
    """Compose the answer that a question asks for by its form and its kind, or else a plain one."""
    question = request.question
    if question.about:
        from qa.composing.about_answer import compose_about_answer

        return compose_about_answer(request)
    from qa.composing.tables.cells import asked_tables, compose_cell
    from qa.composing.tables.comparing import compose_by_column

    tables = tuple(asked_tables(request))
    in_table = compose_cell(request, tables) or compose_by_column(request, tables)
    if in_table is not None:
        return in_table
    for kind in kinds_to_try(question):
        composer = composer_of(kind)
        composed = composer(request) if composer is not None else None
        if composed is not None:
            return replace(composed, kind=kind)
    from qa.composing.plain import compose_plain

    return compose_plain(request)
