"""Which citations of an answer share a card: those of one passage.

The card goes by the number of its first citation, ``source-TURN-NUMBER``.
"""

from collections.abc import Iterable, Mapping, Sequence

from corpus.paper import Note, Reference
from qa.answer import Answer, Citation
from ui.markup import attribute, tagged

_Tag = tuple[int, int, str]
"""Where a tag stands in the paper, its turn among those that stand there, and the tag."""


def cards_of(answer: Answer) -> tuple[tuple[Citation, ...], ...]:
    """Return the citations by their passages, in the order in which these are cited first."""
    cards: dict[tuple[str, int, int], list[Citation]] = {}
    for citation in answer.citations:
        span = citation.passage_span
        cards.setdefault((citation.paper_id, span.start, span.end), []).append(citation)
    return tuple(tuple(card) for card in cards.values())


def card_numbers(answer: Answer) -> Mapping[int, int]:
    """Return for the number of each citation the one that its card goes by."""
    return {one.number: card[0].number for card in cards_of(answer) for one in card}


def render_passage(card: Sequence[Citation], name: str) -> str:
    """Mark the quotes in their passage, the words that answer, and where the paper's notes stand.

    At one offset a note's marker comes first, since it belongs to the word before
    it; then what ends there, inner first; then what begins there, outer first.
    """
    tags: list[_Tag] = [(note.anchor, 0, _marker(note, name)) for note in notes_of(card)]
    tags += _quotes(card)
    in_order = [(offset, tag) for offset, _, tag in sorted(tags)]
    return tagged(card[0].passage_text, in_order, start=card[0].passage_span.start)


def notes_of(card: Iterable[Citation]) -> list[Note]:
    """Return the paper's notes to the quotes of a card, each once."""
    return list(dict.fromkeys(note for citation in card for note in citation.notes))


def references_of(card: Iterable[Citation]) -> list[Reference]:
    """Return the works that the quotes of a card cite, each once."""
    return list(dict.fromkeys(work for citation in card for work in citation.references))


def _quotes(card: Sequence[Citation]) -> Iterable[_Tag]:
    """Mark each quote from where the one before it ends: they may overlap, elements may not."""
    several = len(card) > 1
    marked = 0
    for citation in sorted(card, key=lambda one: (one.span.start, one.span.end)):
        start, end = max(citation.span.start, marked), citation.span.end
        if start >= end:
            continue
        shown = f' data-shown="{citation.number}"' if several else ""
        yield start, 3, f'<mark class="quote" data-number="{citation.number}"{shown}>'
        yield end, 2, "</mark>"
        words = citation.answer_span
        if words is not None and start <= words.start < words.end <= end:
            yield words.start, 4, "<strong>"
            yield words.end, 1, "</strong>"
        marked = end


def _marker(note: Note, name: str) -> str:
    # The style sheet writes the number, so that a copied quote stays verbatim.
    marker = attribute(note.marker)
    return (
        f'<a class="note-marker" href="#note-{name}-{marker}" data-marker="{marker}"'
        f' aria-label="Note {marker} of the paper"></a>'
    )
