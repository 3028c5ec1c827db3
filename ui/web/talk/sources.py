"""The sources of a conversation as HTML: a card for each passage, with every quote marked in it."""

from collections.abc import Mapping, Sequence

from corpus.identity import short_id
from corpus.paper import Note, Reference, Span
from index.hits import Hit
from qa.answer import Answer, Citation, Decision, Turn
from ui.markup import (
    attribute,
    note_line,
    page_label,
    path_label,
    reading_link,
    reference_line,
    shown,
)
from ui.printed import describe_scan
from ui.web.talk.cards import cards_of, notes_of, references_of, render_passage
from ui.web.talk.why import render_why

_EMPTY = """
<p class="empty">The passages that an answer rests on are shown here, with their section, page and
the paper’s own notes.</p>
"""


def render_sources(turns: Sequence[Turn], *, titles: Mapping[str, str]) -> str:
    """Return the sources of all turns, the latest first and open.

    `titles` names papers by their ids.
    """
    groups = [
        _group(number, turn, titles, latest=number == len(turns))
        for number, turn in enumerate(turns, 1)
    ]
    return "".join(reversed(groups)) or _EMPTY


def _group(number: int, turn: Turn, titles: Mapping[str, str], *, latest: bool) -> str:
    answer = turn.answer
    if answer.decision is Decision.DECLINED:
        kind = "Nearest passages"
        cards = [
            _nearest(number, hit, titles, opened=place == 0)
            for place, hit in enumerate(answer.nearest)
        ]
    else:
        kind, cards = "Sources", [_source(number, card, answer) for card in cards_of(answer)]
    if not cards:
        return ""
    return (
        f'<details class="group" id="sources-{number}"{" open" if latest else ""}>'
        f"<summary>{kind} for <q><bdi>{shown(turn.question)}</bdi></q></summary>"
        f"{''.join(cards)}</details>"
    )


def _source(turn: int, card: Sequence[Citation], answer: Answer) -> str:
    first = card[0]
    name = f"{turn}-{first.number}"
    body = _quotation(render_passage(card, name)) + _notes(notes_of(card), name)
    body += _references(references_of(card)) + render_why(first, answer)
    body += "".join(
        _page(one.paper_id, one.span, f"footnote {one.number}", _mark_label(one, card))
        for one in card
    )
    links = [_reading(one.paper_id, one.span, _mark_label(one, card)) for one in card]
    marks = "".join(f"[{one.number}]" for one in card)
    head = _head(marks, first.title, first.section, first.page_name)
    if first.scan_confidence is not None:
        head += f'<p class="place">{describe_scan(first.scan_confidence)}</p>'
    return _card(f"source-{name}", head + body, links, back=f"mark-{name}")


def _mark_label(citation: Citation, card: Sequence[Citation]) -> str:
    """Return what tells the quotes of a card apart; the first, or only one, needs nothing."""
    return "" if citation is card[0] else f"[{citation.number}]"


def _nearest(turn: int, hit: Hit, titles: Mapping[str, str], *, opened: bool) -> str:
    passage = hit.passage
    title = titles.get(passage.paper_id, short_id(passage.paper_id))
    head = _head(f"{hit.rank}.", title, passage.section, passage.page_name)
    whole = Span(passage.start, passage.end)
    body = (
        head
        + _quotation(shown(passage.text))
        + _page(passage.paper_id, whole, f"passage {hit.rank}", "")
    )
    links = [_reading(passage.paper_id, whole, "")]
    back = f"mark-{turn}-near-{hit.rank}"
    return _card(f"near-{turn}-{hit.rank}", body, links, back=back, opened=opened)


def _card(name: str, body: str, links: Sequence[str], *, back: str, opened: bool = True) -> str:
    ways = f'{" ".join(links)} <a class="back" href="#{back}">Back to the answer</a>'
    state = " open" if opened else ""
    return f'<details class="source" id="{name}"{state}>{body}<p class="ways">{ways}</p></details>'


def _reading(paper_id: str, span: Span, mark: str) -> str:
    """Return the way to a place in its paper as text."""
    text = f"Read {mark} in the paper" if mark else "Read it in the paper"
    return reading_link(paper_id, span.start, span.end, f"<bdi>{text}</bdi>")


def _page(paper_id: str, span: Span, label: str, mark: str) -> str:
    """Return the place in its paper as it is printed.

    The script of the page shows it where the library has the file, and fills it.
    """
    of_mark = f" of {mark}" if mark else ""
    return (
        f'<details class="print" data-paper="{attribute(paper_id)}" data-start="{span.start}"'
        f' data-end="{span.end}" hidden><summary aria-label="Show the page of {label}">'
        f'Show the page{of_mark}</summary><div class="leaves" aria-live="polite"></div></details>'
    )


def _head(label: str, title: str, section: Sequence[str], page: str | None) -> str:
    heading = section[-1] if section else path_label(section)
    return (
        f'<summary><span class="number">{label}</span>'
        f'<bdi class="heading">{shown(heading)}</bdi>'
        f'<span class="page">{shown(page_label(page))}</span></summary>'
        f'<p class="place"><cite><bdi>{shown(title)}</bdi></cite>'
        f'<bdi class="path">{shown(path_label(section))}</bdi></p>'
    )


def _quotation(passage: str) -> str:
    return f'<blockquote class="passage" dir="auto">{passage}</blockquote>'


def _notes(notes: Sequence[Note], name: str) -> str:
    if not notes:
        return ""
    items = "".join(
        f'<li id="note-{name}-{attribute(note.marker)}" tabindex="-1">{note_line(note)}</li>'
        for note in notes
    )
    return f'<p class="notes-head">The paper’s notes to the quote</p><ul class="notes">{items}</ul>'


def _references(references: Sequence[Reference]) -> str:
    if not references:
        return ""
    items = "".join(f"<li>{reference_line(reference)}</li>" for reference in references)
    return f'<p class="notes-head">Works cited in the quote</p><ul class="notes">{items}</ul>'
