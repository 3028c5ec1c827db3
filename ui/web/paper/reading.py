"""A paper to read: its canonical text as HTML, every sentence where a citation can find it.

A sentence is a span with the id ``at-START`` and its end in ``data-end``, both offsets of the
paper's text; so is a heading. What was not in the text is put in as attributes or hidden
elements: page numbers, the paper's notes and the works it cites, which open in place.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from corpus.paper import Paper, Section, Span
from ui.markup import attribute, note_line, page_label, reference_line, shown, tagged
from ui.web.paper.outline import render_byline, render_contents

_DEEPEST = 6
_BACK = '<p class="return" hidden><a class="return-link" href="#">Back to the answer</a></p>'
_Tag = tuple[int, int, str]
"""Where a tag stands in the text, its turn among those that stand there, and the tag."""


def render_reading(paper: Paper) -> str:
    """Return the whole paper, with its contents in front and its references behind."""
    tags = _Tags(paper)
    blocks = "".join(_block(paper, tags, span, section) for span, section in _blocks(paper))
    title = f'<h2 class="title" dir="auto">{shown(paper.title)}</h2>'
    ask = (
        '<p class="ask-this"><button type="button" data-do="ask-only"'
        f' data-paper="{attribute(paper.id)}">Ask only this paper</button></p>'
    )
    return (
        f'<article class="reading" data-paper="{attribute(paper.id)}" aria-label="The paper">'
        f"{_BACK}{title}{render_byline(paper)}{ask}{render_contents(paper)}{blocks}"
        f"{_bibliography(paper)}</article>"
    )


def _blocks(paper: Paper) -> Iterable[tuple[Span, Section | None]]:
    """Return headings and paragraphs in order, and whatever text stands between them."""
    known: list[tuple[Span, Section | None]] = [
        (Span(section.start, section.body), section) for section in paper.sections
    ]
    known += [(paragraph, None) for paragraph in paper.paragraphs]
    position = 0
    for span, section in sorted(known, key=lambda block: (block[0].start, block[0].end)):
        if paper.text[position : span.start].strip():
            yield Span(position, span.start), None
        if span.end > position:
            yield Span(max(position, span.start), span.end), section
        position = max(position, span.end)
    if paper.text[position:].strip():
        yield Span(position, len(paper.text)), None


def _block(paper: Paper, tags: "_Tags", span: Span, section: Section | None) -> str:
    inside = tags.within(span)
    text = paper.text[span.start : span.end].rstrip()
    body = tagged(text, inside, start=span.start)
    if section is None:
        return f'<p dir="auto">{body}</p>'
    name = f"h{min(section.level + 2, _DEEPEST)}"
    return (
        f'<{name} id="at-{section.start}" data-end="{section.start + len(text)}" class="place-of"'
        f' tabindex="-1" dir="auto">{body}</{name}>'
    )


class _Tags:
    """What is put between the characters of a paper, by where it stands.

    At one offset notes come first, since they belong to the word before; then a sentence
    ends, a page begins, and the next sentence begins.
    """

    def __init__(self, paper: Paper) -> None:
        headings = {section.start for section in paper.sections}
        self._tags: list[_Tag] = sorted(
            [
                *_notes(paper),
                *_works(paper),
                *((start, 3, _page(paper, start)) for start in paper.page_starts()),
                *_sentences(sentence for sentence in paper.sentences
                            if sentence.start not in headings),
            ]
        )  # fmt: skip
        self._places = [(offset, turn) for offset, turn, _ in self._tags]

    def within(self, span: Span) -> list[tuple[int, str]]:
        """Return the tags of a block: those that close at its end, not those that open there."""
        first = bisect_left(self._places, (span.start, 3))
        last = bisect_left(self._places, (span.end, 3))
        return [(offset, tag) for offset, _, tag in self._tags[first:last]]


def _sentences(sentences: Iterable[Span]) -> Iterable[_Tag]:
    for span in sentences:
        name = f'<span class="place-of" id="at-{span.start}" data-end="{span.end}" tabindex="-1">'
        yield span.start, 4, name
        yield span.end, 2, "</span>"


def _page(paper: Paper, start: int) -> str:
    label = attribute(page_label(paper.page_name_at(start)))
    return f'<span class="page-break" role="note" aria-label="{label}" data-page="{label}"></span>'


def _notes(paper: Paper) -> Iterable[_Tag]:
    for number, note in enumerate(paper.notes):
        marker = _opening(f"reading-note-{number}", note.marker, f"Note {note.marker} of the paper")
        yield note.anchor, 0, f"{marker}{note_line(note)}</span>"


def _works(paper: Paper) -> Iterable[_Tag]:
    for number, link in enumerate(paper.reference_links):
        works = [paper.references[target] for target in link.targets]
        if not works:
            continue
        bare = link.span.start == link.span.end
        labels = ", ".join(work.label for work in works if work.label is not None)
        lines = "".join(f'<span class="work">{reference_line(work)}</span>' for work in works)
        marker = _opening(f"reading-work-{number}", labels if bare else "▾", "Works cited here")
        yield link.span.end, 1, f"{marker}{lines}</span>"


def _opening(name: str, marker: str, label: str) -> str:
    """Return a marker that opens what follows it, and the beginning of that.

    The style sheet writes the marker, so that copied text stays verbatim.
    """
    return (
        f'<button type="button" class="opens" aria-expanded="false" aria-controls="{name}"'
        f' aria-label="{attribute(label)}" data-marker="{attribute(marker) or "▾"}"></button>'
        f'<span class="opened" id="{name}" hidden>'
    )


def _bibliography(paper: Paper) -> str:
    if not paper.references:
        return ""
    lines: Sequence[str] = [f"<li>{reference_line(entry)}</li>" for entry in paper.references]
    return (
        f'<details class="paper-notes"><summary>Works that the paper cites ({len(lines)})'
        f'</summary><ul class="notes">{"".join(lines)}</ul></details>'
    )
