"""Reads plain text: the dump of a PDF, or text that somebody wrote."""

from collections.abc import Sequence
from pathlib import PurePath
from statistics import median

from corpus.assembly import Block, FrontMatter, Origin, TextLine, assemble
from corpus.layout.furniture import BodyLine, strip_furniture
from corpus.layout.headings import (
    FoundHeading,
    ends_sentence,
    infer_levels,
    is_common_title,
    is_heading_like,
)
from corpus.layout.lines import split_into_lines
from corpus.layout.pages import find_page_starts
from corpus.paper import Paper


def read_text(text: str, origin: Origin) -> Paper:
    """Turn plain text into a Paper: lines of print become paragraphs, lone lines headings."""
    stripped = strip_furniture(split_into_lines(text))
    body = stripped.body
    groups = _group_lines(body)
    texts = [" ".join(body[position].line.text for position in group) for group in groups]
    headings = _find_headings(texts, [len(group) for group in groups])
    levels = infer_levels(
        [FoundHeading(texts[place], leads=place + 1 in headings) for place in headings]
    )
    pages = find_page_starts(body)
    blocks = [
        Block(
            tuple(
                TextLine(body[at].line.text, tuple(body[at].markers), pages.get(at)) for at in group
            ),
            level=levels[headings.index(place)] if place in headings else None,
        )
        for place, group in enumerate(groups)
    ]
    leading = texts[0] if headings[:1] == [0] and not is_common_title(texts[0]) else None
    return assemble(
        blocks,
        origin,
        FrontMatter(stripped.running_head or leading or PurePath(origin.source).stem),
        note_texts=stripped.notes,
    )


def _find_headings(texts: Sequence[str], line_counts: Sequence[int]) -> list[int]:
    """Give the places of the blocks that are headings: short, apart, with text to follow."""
    most_lines = 2
    return [
        place
        for place, (text, lines) in enumerate(zip(texts, line_counts, strict=True))
        if lines <= most_lines
        and place + 1 < len(texts)
        and (is_heading_like(text) or _introduces(text, texts[place + 1]))
    ]


def _introduces(text: str, following: str) -> bool:
    """Tell whether a short line in sentence case stands over a real paragraph."""
    most_words, paragraph_length = 8, 200
    return (
        len(text.split()) <= most_words
        and text[:1].isupper()
        and text[-1:].isalnum()
        and len(following) >= paragraph_length
    )


def _group_lines(body: Sequence[BodyLine]) -> list[list[int]]:
    """Group the positions of lines into blocks."""
    width = _usual_width(body)
    indents = _marks_paragraphs_by_indent(body)
    groups: list[list[int]] = []
    for position, line in enumerate(body):
        if (
            not groups
            or line.gap
            or (indents and line.line.indented)
            or _stands_alone(body, position)
            or _stands_alone(body, position - 1)
            or (_may_end_paragraph(line) and _ended(body[position - 1], line, width))
        ):
            groups.append([])
        groups[-1].append(position)
    return groups


def _usual_width(body: Sequence[BodyLine]) -> float:
    running = [
        len(line.line.text)
        for line, following in zip(body, body[1:], strict=False)
        if not following.gap and not line.markers and not line.after_marker
    ]
    return median(running) if running else 0.0


def _marks_paragraphs_by_indent(body: Sequence[BodyLine]) -> bool:
    indented = sum(line.line.indented for line in body)
    rare = 0.3
    return not any(line.line.tight for line in body) and 0 < indented < rare * len(body)


def _stands_alone(body: Sequence[BodyLine], position: int) -> bool:
    """Tell whether a tight line, followed by a gap, is a heading without a gap before it."""
    if position < 0 or position + 1 >= len(body):
        return False
    line = body[position]
    return (
        line.line.tight
        and not line.after_marker
        and body[position + 1].gap > 0
        and is_heading_like(line.line.text)
    )


def _may_end_paragraph(line: BodyLine) -> bool:
    """Tell whether a paragraph may begin with `line` though no gap shows it: on a new page."""
    return line.new_page or (line.line.tight and line.line.indented and not line.after_marker)


def _ended(previous: BodyLine, line: BodyLine, width: float) -> bool:
    """Tell whether `previous` closed its paragraph: the next word would have fitted behind it."""
    first_word = line.line.text.split(" ", 1)[0]
    fitting = len(previous.line.text) + 1 + len(first_word) <= 0.9 * width
    return fitting and ends_sentence(previous.line.text)
