"""Reads Markdown: CommonMark with tables, footnotes and front matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from corpus.assembly import Origin, assemble
from corpus.blocks import Block, Row, RowCell, TextLine
from corpus.formats.front_matter import read_front_matter, take_title_block
from corpus.formats.html_text import heading_level, text_of_html
from corpus.paper import Paper

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


_ATTRIBUTES = r"\{\s*+(?:-\s*+|[#.][^{}\n]*+|[\w-]++=[^{}\n]*+)\}"
_BEHIND_TITLE = re.compile(rf"(?<!\s)\s*+{_ATTRIBUTES}\s*$")
_BEHIND_LINK = re.compile(rf"^{_ATTRIBUTES}")
_DIVISION = re.compile(
    r"^ {0,3}:{3,}+[ \t]*+(?>(?:\{[^{}\n]*+\}|[\w.-]++)?)[ \t]*+:*+[ \t]*+$", re.MULTILINE
)
_DEEPEST = 100
"""What is nested deeper is left out; CommonMark sets no limit."""
_DEEPEST_IN_LINE = 20
"""Brackets that are nested deeper in one paragraph are read as signs. The parser tries each of
them again on each level."""


def read_markdown(text: str, origin: Origin) -> Paper:
    """Turn Markdown into a Paper: headings by their level, footnotes with their anchors.

    Of what Pandoc adds, title blocks, divisions and attributes are no words of the text.
    """
    title_block, text = take_title_block(text)
    tokens = _parse(_DIVISION.sub("", text))
    types = [token.type for token in tokens]
    notes = types.index("footnote_block_open") if "footnote_block_open" in types else len(types)
    blocks = list(_blocks(tokens[:notes]))
    front_matter = tokens[0].content if types[:1] == ["front_matter"] else title_block
    title = _lone_heading(blocks) or PurePath(origin.source).stem
    return assemble(
        blocks,
        origin,
        read_front_matter(front_matter, fallback_title=title),
        note_texts=_note_texts(tokens[notes:]),
    )


def _parse(text: str) -> list["Token"]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    def begin_lines(state: "StateCore") -> None:
        state.md.options["maxNesting"] = _DEEPEST_IN_LINE

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.core.ruler.before("inline", "begin_lines", begin_lines)
    return parser.use(footnote_plugin).use(front_matter_plugin).parse(text)


def _blocks(tokens: Sequence["Token"]) -> Iterator[Block]:
    """Return headings, paragraphs, list items, code blocks and table rows, in order."""
    level: int | None = None
    rows = _Rows()
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag.removeprefix("h"))
        elif token.type == "heading_close":
            level = None
        elif token.type == "tr_close":
            yield rows.close()
        elif rows.take(token):
            continue
        elif token.type == "inline":
            yield Block(tuple(_title_lines(token) if level else _lines(token)), level)
        elif token.type in {"fence", "code_block"}:
            yield _lone_line(" ".join(token.content.split()))
        elif token.type == "html_block":
            yield _lone_line(text_of_html(token.content), heading_level(token.content))


class _Rows:
    """Gathers the cells of a row until it ends, and knows which table and which part it is of."""

    def __init__(self) -> None:
        self._tables = 0
        self._is_head = False
        self._cells: list[list[TextLine]] | None = None

    def take(self, token: "Token") -> bool:
        """Take a token that is of a table; whether it was one."""
        if token.type == "table_open":
            self._tables += 1
        elif token.type in {"thead_open", "tbody_open"}:
            self._is_head = token.type == "thead_open"
        elif token.type == "tr_open":
            self._cells = []
        elif token.type == "inline" and self._cells is not None:
            self._cells.append(_lines(token))
        else:
            return False
        return True

    def close(self) -> Block:
        """End the row."""
        cells, self._cells = self._cells or [], None
        shapes = tuple(RowCell(len(lines), is_head=self._is_head) for lines in cells)
        lines = tuple(line for lines in cells for line in lines)
        return Block(lines, row=Row(self._tables, shapes))


def _title_lines(inline: "Token") -> list[TextLine]:
    lines = _lines(inline)
    last = [replace(line, text=_BEHIND_TITLE.sub("", line.text)) for line in lines[-1:]]
    return [*lines[:-1], *(line for line in last if line.text)]


def _lone_line(text: str, level: int | None = None) -> Block:
    return Block((TextLine(text),) if text else (), level)


def _lone_heading(blocks: Sequence[Block]) -> str | None:
    """Return the title of the only heading of level 1."""
    top = [block for block in blocks if block.level == 1]
    return " ".join(line.text for line in top[0].lines) if len(top) == 1 else None


def _lines(inline: "Token") -> list[TextLine]:
    """Return the text of an inline token, cut at line breaks and behind footnote marks."""
    lines: list[TextLine] = []
    text = ""
    is_behind_link = False
    for child in inline.children or []:
        if child.type == "footnote_ref":
            lines.append(TextLine(text, markers=(_label(child),), glue=""))
            text = ""
        elif child.type == "softbreak":
            lines.append(TextLine(text))
            text = ""
        elif child.type == "hardbreak" or child.content.lower().startswith("<br"):
            lines.append(TextLine(text, glue=" "))
            text = ""
        elif child.type == "image":
            text += "".join(part.content for part in child.children or [])
        elif child.type in {"text", "code_inline"}:
            text += _BEHIND_LINK.sub("", child.content) if is_behind_link else child.content
        is_behind_link = child.type in {"image", "link_close"}
    return _tidy([*lines, TextLine(text)])


def _tidy(lines: Sequence[TextLine]) -> list[TextLine]:
    """Strip the lines, and give the marks of a line without text to the line before."""
    tidy: list[TextLine] = []
    leading: tuple[str, ...] = ()
    for line in lines:
        text = " ".join(line.text.split())
        glue = " " if line.glue == "" and line.text[-1:].isspace() else line.glue
        if tidy and tidy[-1].glue == "" and line.text[:1].isspace():
            tidy[-1] = TextLine(tidy[-1].text, tidy[-1].markers, glue=" ")
        if text:
            tidy.append(TextLine(text, leading + line.markers, glue=glue))
            leading = ()
        elif tidy:
            last = tidy[-1]
            kept = last.glue if glue == "" else glue
            tidy[-1] = TextLine(last.text, last.markers + line.markers, glue=kept)
        else:
            leading += line.markers
    return tidy


def _label(token: "Token") -> str:
    """Return a footnote's label; one that is written inside the text has a number only."""
    return str(token.meta.get("label") or token.meta["id"] + 1)


def _note_texts(tokens: Sequence["Token"]) -> dict[str, str]:
    notes: dict[str, list[str]] = {}
    label = ""
    for token in tokens:
        if token.type == "footnote_open":
            label = _label(token)
        elif token.type == "inline":
            notes.setdefault(label, []).extend(line.text for line in _lines(token))
    return {marker: " ".join(texts) for marker, texts in notes.items() if texts}
