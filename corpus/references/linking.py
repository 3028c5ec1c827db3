"""The places of a text that cite the works of its bibliography."""

from collections.abc import Iterable, Sequence

from corpus.paper import Note, Reference, ReferenceLink
from corpus.references.author_year import links_by_author_year
from corpus.references.marks import links_by_label, links_of_markers


def find_links(
    text: str, references: Sequence[Reference], notes: Sequence[Note]
) -> tuple[tuple[ReferenceLink, ...], tuple[Note, ...]]:
    """Return the links of a text in reading order, none overlapping, and the notes that are some.

    A raised number without a note's text cites the entry of that label, where the paper
    has no numbered notes, and raised numbers cite more of the works than other marks do.
    """
    if not references:
        return (), tuple(notes)
    links = links_by_label(text, references)
    raised: dict[Note, ReferenceLink] = {}
    if not any(note.text and note.marker.isdecimal() for note in notes):
        raised = links_of_markers(notes, references)
    if len(_cited(raised.values())) > len(_cited(links)):
        links = []
    else:
        raised = {}
    by_name = links_by_author_year(text, references)
    return (
        _without_overlaps([*links, *raised.values(), *by_name]),
        tuple(note for note in notes if note not in raised),
    )


def _cited(links: Iterable[ReferenceLink]) -> set[int]:
    return {target for link in links for target in link.targets}


def _without_overlaps(links: Sequence[ReferenceLink]) -> tuple[ReferenceLink, ...]:
    kept: list[ReferenceLink] = []
    for link in sorted(links, key=lambda link: (link.span.start, link.span.end)):
        if not kept or link.span.start >= kept[-1].span.end:
            kept.append(link)
    return tuple(kept)
