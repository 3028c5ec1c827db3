"""Text made safe for the page, and the small phrases the page is built from."""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from corpus.paper import Note, Reference
from qa.answer import CitedRow

# Embeddings, overrides and isolates (Unicode Standard Annex 9) reorder whatever
# follows them. The marks U+200E, U+200F and U+061C only place themselves and stay.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_CONFIDENCE = ((0.8, "high"), (0.5, "fair"), (0.0, "low"))


def shown(text: str) -> str:
    """Return HTML that shows `text` as it was typed, whatever is in it.

    A character that reorders the text around it gets a box of its own, in which it
    reorders nothing; copied text still holds it.
    """
    return _REORDERING.sub(r'<bdi class="control">\g<0></bdi>', escape(text))


def attribute(text: str) -> str:
    """Return `text` for use inside a quoted HTML attribute, without reordering characters."""
    return escape(_REORDERING.sub("", text))


def linked(text: str) -> str:
    """Return HTML that shows `text` with its web addresses as links.

    A link opens in a new tab and tells the site it leads to nothing about this page.
    """
    pieces: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:)]’'")
        pieces.append(shown(text[position : match.start()]))
        pieces.append(
            f'<a href="{attribute(address)}" target="_blank" rel="noopener noreferrer">'
            f"{shown(address)}</a>"
        )
        position = match.start() + len(address)
    return "".join(pieces) + shown(text[position:])


def tagged(text: str, tags: Sequence[tuple[int, str]], *, start: int) -> str:
    """Return HTML that shows `text` with `tags` in it, each behind so many characters.

    Offsets count from where `text` starts in its paper, `start`, and must not fall.
    """
    pieces: list[str] = []
    position = 0
    for offset, tag in tags:
        place = min(max(offset - start, position), len(text))
        pieces += [shown(text[position:place]), tag]
        position = place
    return "".join(pieces) + shown(text[position:])


def row_table(row: CitedRow) -> str:
    """Return a row of a table as one, under its heads and the caption, the cell marked."""
    heads = "".join(f'<th scope="col">{shown(head)}</th>' for head in row.heads)
    cells = "".join(
        f"<td><strong>{linked(cell)}</strong></td>"
        if place == row.marked
        else f"<td>{linked(cell)}</td>"
        for place, cell in enumerate(row.cells)
    )
    caption = f"<caption>{shown(row.caption)}</caption>" if row.caption else ""
    head = f"<thead><tr>{heads}</tr></thead>" if any(row.heads) else ""
    return f'<table class="row" dir="auto">{caption}{head}<tbody><tr>{cells}</tr></tbody></table>'


def reading_link(
    paper_id: str, start: int, end: int, content: str, *, classes: str = "in-paper"
) -> str:
    """Return a link to some characters of a paper in the reading view; `content` is HTML."""
    place = f"p/{quote(paper_id, safe='')}#{start}-{end}"
    return (
        f'<a class="{classes}" href="{attribute(place)}" data-paper="{attribute(paper_id)}"'
        f' data-start="{start}" data-end="{end}">{content}</a>'
    )


def notice_line(text: str) -> str:
    """Return a message that must be seen, as HTML."""
    return f'<p class="notice" dir="auto">{shown(text)}</p>'


def page_label(name: str | None) -> str:
    """Return how a page is cited, or say that it is not known."""
    return "page unknown" if name is None else name


def path_label(section: Sequence[str]) -> str:
    """Return the titles of a section path, outermost first; plain text."""
    return " › ".join(section) if section else "Before the first heading"


def confidence_label(confidence: float) -> str:
    """Put a probability between 0 and 1 into a word and its number: ``high (0.87)``."""
    word = next(word for least, word in _CONFIDENCE if confidence >= least or least == 0)
    return f"{word} ({confidence:.2f})"


def reference_line(reference: Reference) -> str:
    """Return an entry of a paper's bibliography, with its label if it bears one."""
    label = reference.label
    marker = f'<span class="marker">{shown(label)}</span> ' if label is not None else ""
    return f"{marker}<bdi>{linked(reference.text)}</bdi>"


def note_line(note: Note) -> str:
    """Return a note of a paper: its marker, and its text or that the file has none."""
    text = linked(note.text) if note.text is not None else "<em>text not in this file</em>"
    return f'<span class="marker">{shown(note.marker)}</span> <bdi>{text}</bdi>'
