"""Which lines of the body make a paragraph, over columns and pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.pdf.lines.measures import INDENT_SIZES, OTHER_SIZE_POINTS, Measures
from corpus.formats.pdf.values import PrintLine
from corpus.layout.headings import ends_sentence

_PARAGRAPH_GAP_TIMES = 1.22
"""A gap wider than this, to the leading or a tight line's, parts paragraphs."""
_TIGHT_LINE_SIZES = 1.05
_ITEM = re.compile(r"(?:[•◦▪‣●–*-]|\(?\d{1,3}[.)]|\(?[a-zivx]{1,4}\)|\[\d{1,3}\])\s+\S")
_ENTRY = re.compile(r"(?:\[[^\]]{1,12}\]|\d{1,3}\.?)\s+\S")
_LEAST_HANGING_SHARE, _MOST_HANGING_SHARE = 0.25, 0.95
_FEWEST_LABELLED_LINES, _LEAST_LABELLED_SHARE = 2, 0.1
"""Of the lines of a bibliography, those that hang, or begin with a label."""
_LABEL_INDENT_SIZES, _FARTHEST_INDENT_SIZES = 2, 6
"""How far in an entry with a label, or the first line in a column, begins at most."""
_WORD_SPACE_SIZES = 0.3
_SHORT_IN_COLUMN_SIZES = 2.5
"""A last line in a column that leaves more room than this ends its paragraph."""
_OPEN_END = (":", ";")


@dataclass(frozen=True, slots=True)
class _Entries:
    """How the entries of a bibliography are told apart."""

    hanging: bool
    labelled: bool


def group_paragraphs(
    lines: Sequence[PrintLine], measures: Measures, *, as_entries: bool
) -> list[list[PrintLine]]:
    """Group the lines between two headings; `as_entries` says that they are a bibliography."""
    entries = _read_entries(lines) if as_entries else None
    groups: list[list[PrintLine]] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if groups and not _starts(groups[-1], line, following, measures, entries):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _read_entries(lines: Sequence[PrintLine]) -> _Entries:
    indented = sum(_indent(line) > INDENT_SIZES * line.size for line in lines)
    labelled = sum(bool(_ENTRY.match(line.text)) for line in lines)
    return _Entries(
        hanging=_LEAST_HANGING_SHARE * len(lines) <= indented < _MOST_HANGING_SHARE * len(lines),
        labelled=labelled >= max(_FEWEST_LABELLED_LINES, _LEAST_LABELLED_SHARE * len(lines))
        and bool(_ENTRY.match(lines[0].text)),
    )


def _indent(line: PrintLine) -> float:
    return line.left - line.moved_in - line.edge_left


def _starts(
    group: Sequence[PrintLine],
    line: PrintLine,
    following: PrintLine | None,
    measures: Measures,
    entries: _Entries | None,
) -> bool:
    """Whether `line` begins a paragraph after the lines of `group`."""
    if entries is not None and (entries.labelled or entries.hanging):
        return _starts_entry(line, entries)
    before = group[-1]
    if abs(line.size - before.size) > OTHER_SIZE_POINTS:
        return True
    if _starts_item(group, line):
        return not _continues_dash(before, line)
    if (line.page, line.column) != (before.page, before.column):
        return _starts_on_new_column(group, line, following)
    if line.gap is None or line.gap > _PARAGRAPH_GAP_TIMES * max(
        measures.leading, _TIGHT_LINE_SIZES * line.size
    ):
        return True
    return _starts_by_indent(group, line, following) or _ended_short(group, line)


def _starts_entry(line: PrintLine, entries: _Entries) -> bool:
    if entries.labelled:
        return (
            _ENTRY.match(line.text) is not None and _indent(line) < _LABEL_INDENT_SIZES * line.size
        )
    return _indent(line) <= INDENT_SIZES * line.size


def _starts_item(group: Sequence[PrintLine], line: PrintLine) -> bool:
    """Whether an item of a list begins, behind a clause or another item."""
    if not _ITEM.match(line.text):
        return False
    ended = group[-1].text.rstrip().endswith((".", ":", ";", ","))
    return ended or _ITEM.match(group[0].text) is not None


def _continues_dash(before: PrintLine, line: PrintLine) -> bool:
    """Whether a dash at the start of a line is punctuation of the sentence."""
    return line.text[0] in "–-" and not ends_sentence(before.text) and not before.text.endswith(":")


def _starts_by_indent(
    group: Sequence[PrintLine], line: PrintLine, following: PrintLine | None
) -> bool:
    before = group[-1]
    step = _indent(line) - _indent(before)
    if abs(step) <= INDENT_SIZES * line.size:
        return False
    if step < 0:
        # The first line of the paragraph alone was indented, or the paragraph was.
        return len(group) > 1 and (_indent(group[-2]) - _indent(line) > INDENT_SIZES * line.size)
    if _ITEM.match(group[0].text) and len(group) == 1:
        return False
    returns = (
        following is None
        or (following.page, following.column) != (line.page, line.column)
        or _indent(line) - _indent(following) > INDENT_SIZES * line.size / 2
    )
    return returns or ends_sentence(before.text) or before.text.rstrip().endswith(_OPEN_END)


def _ended_short(group: Sequence[PrintLine], line: PrintLine) -> bool:
    """Whether the last line left room for the next word, at the end of a sentence."""
    before = group[-1]
    edge = max(other.right for other in group) if len(group) > 1 else before.edge_right
    word = line.words[0]
    room = edge - before.right - _WORD_SPACE_SIZES * before.size
    ended = ends_sentence(before.text) or before.text.rstrip().endswith(":")
    return ended and room > word.right - word.left + before.size


def _starts_on_new_column(
    group: Sequence[PrintLine], line: PrintLine, following: PrintLine | None
) -> bool:
    same = following is not None and (following.page, following.column) == (line.page, line.column)
    if same and following is not None:
        step = _indent(line) - _indent(following)
        if step > INDENT_SIZES * line.size and step < _FARTHEST_INDENT_SIZES * line.size:
            return not line.text[0].islower()
    before = group[-1]
    if not ends_sentence(before.text) and not before.text.rstrip().endswith(":"):
        return False
    beside = [ln.right for ln in group if (ln.page, ln.column) == (before.page, before.column)]
    edge = max(beside) if len(beside) > 1 else before.edge_right
    return edge - before.right > _SHORT_IN_COLUMN_SIZES * before.size and line.text[0].isupper()
