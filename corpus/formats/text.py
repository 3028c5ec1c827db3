"""Reads plain text: the dump of a PDF, or text that somebody wrote."""

from collections.abc import Sequence
from pathlib import PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.blocks import Block, TextLine
from corpus.formats.text_front import find_authors, find_date
from corpus.layout.furniture import BodyLine, strip_furniture
from corpus.layout.headings import ends_sentence, find_headings, is_common_title
from corpus.layout.levels import FoundHeading, infer_levels
from corpus.layout.lines import split_into_lines
from corpus.layout.pages import find_page_starts
from corpus.layout.paragraphs import group_lines
from corpus.paper import Paper


def read_text(text: str, origin: Origin) -> Paper:
    """Turn plain text into a Paper: lines of print become paragraphs, lone lines headings."""
    stripped = strip_furniture(split_into_lines(text))
    groups = group_lines(stripped.body)
    texts = [" ".join(stripped.body[at].text for at in group) for group in groups]
    headings = find_headings(texts, [len(group) for group in groups])
    leading = _leading_title(texts, groups)
    title = leading or stripped.running_head or PurePath(origin.source).stem
    lines = [line.text for line in stripped.body]
    authors = find_authors(lines, under_title=texts[1] if leading and texts[1:] else None)
    return assemble(
        _make_blocks(stripped.body, groups, _find_levels(texts, headings)),
        origin,
        FrontMatter(title, authors, find_date(lines)),
        note_texts=stripped.notes,
    )


def _find_levels(texts: Sequence[str], headings: Sequence[int]) -> dict[int, int]:
    """Return the level of each heading by its place among the blocks."""
    places = set(headings)
    found = [FoundHeading(texts[place], leads=place + 1 in places) for place in headings]
    return dict(zip(headings, infer_levels(found), strict=True))


def _make_blocks(
    body: Sequence[BodyLine], groups: Sequence[range], levels: dict[int, int]
) -> list[Block]:
    pages = find_page_starts(body)
    return [
        Block(
            tuple(TextLine(body[at].text, body[at].markers, pages.get(at)) for at in group),
            levels.get(place),
        )
        for place, group in enumerate(groups)
    ]


def _leading_title(texts: Sequence[str], groups: Sequence[range]) -> str | None:
    """Take the first block for the title if it is short, and neither a sentence nor a section."""
    most_lines, most_characters = 3, 250
    if not texts[1:] or len(groups[0]) > most_lines or len(texts[0]) > most_characters:
        return None
    if ends_sentence(texts[0]) or texts[0].endswith((":", ",")) or is_common_title(texts[0]):
        return None
    return texts[0]
