"""The sources of a conversation as HTML: every quote inside its passage."""

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
    tagged,
)
from ui.printed import describe_scan
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
        kind, cards = "Nearest passages", [_nearest(number, hit, titles) for hit in answer.nearest]
    else:
        kind, cards = "Sources", [_source(number, one, answer) for one in answer.citations]
    if not cards:
        return ""
    return (
        f'<details class="group" id="sources-{number}"{" open" if latest else ""}>'
        f"<summary>{kind} for <q><bdi>{shown(turn.question)}</bdi></q></summary>"
        f"{''.join(cards)}</details>"
    )


def _source(turn: int, citation: Citation, answer: Answer) -> str:
    name = f"{turn}-{citation.number}"
    body = _quotation(_passage(citation, name)) + _notes(citation.notes, name)
    body += _references(citation.references) + render_why(citation, answer)
    body += _in_paper(citation.paper_id, citation.span, f"footnote {citation.number}")
    head = _head(f"[{citation.number}]", citation.title, citation.section, citation.page_name)
    if citation.scan_confidence is not None:
        head += f'<p class="place">{describe_scan(citation.scan_confidence)}</p>'
    return _card(f"source-{name}", head + body, back=f"mark-{name}")


def _nearest(turn: int, hit: Hit, titles: Mapping[str, str]) -> str:
    passage = hit.passage
    title = titles.get(passage.paper_id, short_id(passage.paper_id))
    head = _head(f"{hit.rank}.", title, passage.section, passage.page_name)
    body = head + _quotation(shown(passage.text))
    whole = Span(passage.start, passage.end)
    body += _in_paper(passage.paper_id, whole, f"passage {hit.rank}")
    return _card(f"near-{turn}-{hit.rank}", body, back=f"mark-{turn}-near-{hit.rank}")


def _card(name: str, body: str, *, back: str) -> str:
    link = f'<a class="back" href="#{back}">Back to the answer</a></p>'
    return f'<details class="source" id="{name}" open>{body}{link}</details>'


def _in_paper(paper_id: str, span: Span, label: str) -> str:
    """Return the ways to a place in its paper: as it is printed, and as text.

    The script of the page shows the first one where the library has the file, and fills it.
    """
    link = reading_link(paper_id, span.start, span.end, "<bdi>Read it in the paper</bdi>")
    return (
        f'<details class="print" data-paper="{attribute(paper_id)}" data-start="{span.start}"'
        f' data-end="{span.end}" hidden><summary aria-label="Show the page of {label}">'
        'Show the page</summary><div class="leaves" aria-live="polite"></div></details>'
        f'<p class="ways">{link} '
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


def _passage(citation: Citation, name: str) -> str:
    """Mark the quote, the words that answer, and where the paper's notes stand.

    At one offset a note's marker comes first, since it belongs to the word before
    it; then what ends there, inner first; then what begins there, outer first.
    """
    quote, words = citation.span, citation.answer_span
    tags = [(note.anchor, 0, _marker(note, name)) for note in citation.notes]
    if words is not None:
        tags += [(words.end, 1, "</strong>"), (words.start, 4, "<strong>")]
    tags += [(quote.end, 2, "</mark>"), (quote.start, 3, '<mark class="quote">')]
    in_order = [(offset, tag) for offset, _, tag in sorted(tags)]
    return tagged(citation.passage_text, in_order, start=citation.passage_span.start)


def _marker(note: Note, name: str) -> str:
    # The style sheet writes the number, so that a copied quote stays verbatim.
    marker = attribute(note.marker)
    return (
        f'<a class="note-marker" href="#note-{name}-{marker}" data-marker="{marker}"'
        f' aria-label="Note {marker} of the paper"></a>'
    )


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
