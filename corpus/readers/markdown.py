"""Reads Markdown: CommonMark with tables, footnotes and front matter."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from corpus.assembly import Block, FrontMatter, Origin, TextLine, assemble
from corpus.paper import Paper

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_markdown(text: str, origin: Origin) -> Paper:
    """Turn Markdown into a Paper: headings by their level, footnotes with their anchors."""
    tokens = _parse(text)
    footnotes = next(
        (place for place, token in enumerate(tokens) if token.type == "footnote_block_open"),
        len(tokens),
    )
    blocks = list(_blocks(tokens[:footnotes]))
    return assemble(
        blocks,
        origin,
        _front_matter(tokens, blocks, PurePath(origin.source).stem),
        note_texts=_note_texts(tokens[footnotes:]),
    )


def _parse(text: str) -> list["Token"]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable("table")
    return parser.use(footnote_plugin, inline=False).use(front_matter_plugin).parse(text)


def _blocks(tokens: Sequence["Token"]) -> Iterator[Block]:
    """Give headings, paragraphs, list items, code blocks and table rows, in order."""
    level: int | None = None
    row: list[TextLine] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag.removeprefix("h"))
        elif token.type == "heading_close":
            level = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row:
            yield Block(tuple(row))
            row = None
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield Block((TextLine(" ".join(token.content.split())),))
        elif token.type == "inline":
            lines = _lines(token)
            if row is not None:
                row.extend(lines)
            elif lines:
                yield Block(tuple(lines), level)


def _lines(inline: "Token") -> list[TextLine]:
    """Give the text of an inline token, cut at line breaks and behind footnote marks."""
    lines: list[TextLine] = []
    text = ""
    for child in inline.children or []:
        if child.type == "footnote_ref":
            lines.append(TextLine(text, markers=(str(child.meta["label"]),)))
            text = ""
        elif child.type in {"softbreak", "hardbreak"}:
            lines.append(TextLine(text))
            text = ""
        elif child.type == "image":
            text += child.content
        elif child.type in {"text", "code_inline"}:
            text += child.content
    lines.append(TextLine(text))
    return _merged(lines)


def _merged(lines: Sequence[TextLine]) -> list[TextLine]:
    """Strip the lines, and give the marks of a line without text to the line before."""
    merged: list[TextLine] = []
    for line in lines:
        text = " ".join(line.text.split())
        if text:
            merged.append(TextLine(text, line.markers))
        elif line.markers and merged:
            merged[-1] = TextLine(merged[-1].text, merged[-1].markers + line.markers)
    return merged


def _note_texts(tokens: Sequence["Token"]) -> dict[str, str]:
    notes: dict[str, str] = {}
    label = ""
    for token in tokens:
        if token.type == "footnote_open":
            label = str(token.meta["label"])
        elif token.type == "inline":
            text = " ".join(line.text for line in _lines(token))
            notes[label] = f"{notes[label]} {text}" if label in notes else text
    return notes


def _front_matter(
    tokens: Sequence["Token"], blocks: Sequence[Block], fallback: str
) -> FrontMatter:
    """Take title, authors and year from the front matter, the title else from a lone first heading."""
    declared = _declared(tokens)
    top = [block for block in blocks if block.level == 1]
    heading = " ".join(line.text for line in top[0].lines) if len(top) == 1 else None
    authors = declared.get("authors", declared.get("author", ()))
    year = str(declared.get("year", declared.get("date", "")))[:4]
    return FrontMatter(
        title=str(declared.get("title") or heading or fallback),
        authors=tuple(map(str, authors)) if isinstance(authors, list) else tuple(filter(None, [str(authors or "")])),
        year=int(year) if year.isdigit() else None,
    )


def _declared(tokens: Sequence["Token"]) -> Mapping[str, object]:
    import yaml

    if not tokens or tokens[0].type != "front_matter":
        return {}
    try:
        declared = yaml.safe_load(tokens[0].content)
    except yaml.YAMLError:
        return {}
    return declared if isinstance(declared, dict) else {}
