"""Which lines of print make a block: a paragraph, a heading, an item of a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.layout.furniture import BodyLine
from corpus.layout.headings import ends_sentence, is_heading_like, is_in_capitals, is_marked_heading

_LONG_LINE = 150
_ITEM = re.compile(r"(?:[•◦▪‣●*-]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s+\S")
_ENDS_CLAUSE = (".", ":", ";", "?", "!")


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a file sets its paragraphs. `width` is that of a line which the next one continues."""

    width: float
    has_tight_lines: bool
    by_indent: bool
    by_line: bool
    by_gap: bool


def group_lines(body: Sequence[BodyLine]) -> list[range]:
    """Group the positions of lines into blocks."""
    setting = _find_setting(body)
    starts: list[int] = []
    for position in range(len(body)):
        if not starts or _starts_block(body, position, setting, first=body[starts[-1]]):
            starts.append(position)
    return [range(start, end) for start, end in pairwise([*starts, len(body)])]


def _find_setting(body: Sequence[BodyLine]) -> _Setting:
    lengths = [len(line.text) for line in body]
    running = [
        len(line.text)
        for line, following in pairwise(body)
        if not (following.gap or line.markers or line.after_marker)
    ]
    has_tight_lines = any(line.line.tight for line in body)
    indented = sum(line.line.indented and not line.after_marker for line in body)
    gaps = sum(line.gap > 0 for line in body)
    rare, hardly = 0.5, 0.05
    return _Setting(
        width=median(running) if running else 0.0,
        has_tight_lines=has_tight_lines,
        by_indent=not has_tight_lines and 0 < indented < rare * len(body),
        by_line=2 * sum(length for length in lengths if length > _LONG_LINE) > sum(lengths),
        by_gap=gaps > hardly * len(body),
    )


def _is_indented(line: BodyLine) -> bool:
    """Whether a paragraph may begin at an indent: not in small letters."""
    return line.line.indented and not line.after_marker and not line.text[0].islower()


def _starts_block(
    body: Sequence[BodyLine], position: int, setting: _Setting, *, first: BodyLine
) -> bool:
    """Whether a block starts at `position`; the one before it starts with `first`."""
    previous, line = body[position - 1], body[position]
    if line.gap or (setting.by_indent and _is_indented(line)):
        return True
    if setting.by_line and not line.after_marker:
        return not line.new_page or ends_sentence(previous.text)
    if _is_set_apart(body, position, setting) or _is_set_apart(body, position - 1, setting):
        return True
    if _ITEM.match(line.text) and (previous.text.endswith(_ENDS_CLAUSE) or _ITEM.match(first.text)):
        return True
    return _may_end_paragraph(line, setting) and _ended(previous, line, setting.width)


def _is_set_apart(body: Sequence[BodyLine], position: int, setting: _Setting) -> bool:
    """Whether a line is a heading though no gap, or only one, sets it apart."""
    if position + 1 >= len(body):
        return False
    line, following = body[position], body[position + 1]
    if line.after_marker:
        return False
    if line.line.tight:
        return following.gap > 0 and is_heading_like(line.text)
    is_apart = position == 0 or line.gap > 0 or ends_sentence(body[position - 1].text)
    if not is_apart or setting.has_tight_lines:
        return False
    if line.new_page and following.gap:
        return is_heading_like(line.text)
    opens_text = following.text[0].isupper() and not is_in_capitals(following.text)
    return following.gap == 0 and opens_text and is_marked_heading(line.text)


def _may_end_paragraph(line: BodyLine, setting: _Setting) -> bool:
    """Whether a paragraph may begin with `line` though no gap shows it: on a new page."""
    if line.new_page or not setting.by_gap:
        return True
    return line.line.tight and line.line.indented and not line.after_marker


def _ended(previous: BodyLine, line: BodyLine, width: float) -> bool:
    """Whether `previous` closed its paragraph: the next word would have fitted behind it."""
    first_word = line.text.split(" ", 1)[0]
    fitting = len(previous.text) + 1 + len(first_word) <= 0.9 * width
    return fitting and ends_sentence(previous.text)
