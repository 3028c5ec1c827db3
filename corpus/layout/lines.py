"""The visual lines of a text file, whatever its line spacing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_TERMINAL = (".", "!", "?", ":", ";", "”", "’", '"', ")")
_RULE = re.compile(r"\s*(?:[-=_*~#+|·•–—]\s*){3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print.

    `gap` counts the blank lines of print before it. `tight` says that the line
    follows with less space than the file's line spacing: a broken line, a
    superscript, a new page. `indented` says that white space stands in front, and
    `new_page` that a form feed does.
    """

    text: str
    gap: int = 0
    tight: bool = False
    indented: bool = False
    new_page: bool = False


def split_into_lines(text: str) -> list[Line]:
    """Split `text` into lines of print; a rule, such as a row of dashes, counts as blank.

    Some converters write an empty line behind each line of print. In such a file
    one empty line is no gap, and a line without one before it is tight.
    """
    raw = text.replace("\f", "\n\f").split("\n")
    filled = [index for index, line in enumerate(raw) if line.strip() and not _RULE.fullmatch(line)]
    doubled = _is_doubled(raw, filled)
    lines: list[Line] = []
    previous = -1
    for index in filled:
        between = index - previous - 1
        lines.append(
            Line(
                text=" ".join(raw[index].split()),
                gap=between // 2 if doubled else between,
                tight=doubled and between == 0 and previous >= 0,
                indented=raw[index].lstrip("\f")[:1].isspace(),
                new_page=any("\f" in blank for blank in raw[previous + 1 : index + 1]),
            )
        )
        previous = index
    return lines


def _is_doubled(raw: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether sentences run on over single empty lines in most of the file."""
    over_one_blank = [
        (raw[first].rstrip(), raw[second].lstrip())
        for first, second in pairwise(filled)
        if second - first == 2  # noqa: PLR2004 - one empty line between the two
    ]
    if len(over_one_blank) < 0.6 * len(filled):
        return False
    running_on = sum(
        not first.endswith(_TERMINAL) and second[:1].islower() for first, second in over_one_blank
    )
    return running_on > 0.3 * len(over_one_blank)
