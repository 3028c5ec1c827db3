"""The levels of headings, by their numbers and their type."""

from collections.abc import Sequence

from corpus.formats.pdf.headings.finding import Heading
from corpus.formats.pdf.headings.styles import HeadingStyle, Prominence
from corpus.layout.headings import is_common_title

_SEVERAL_HEADINGS = 2


def find_levels(headings: Sequence[Heading]) -> list[int]:
    """Return the level of each heading, 1 for the outermost.

    A decimal number tells the level by itself. Kinds of numbers in one type are ranked
    by which occurs first; types by their size, capitals, weight and slope. A heading
    without a number has the level of the numbered ones that look like it.
    """
    decimal = sum(heading.style.numbering == "decimal" for heading in headings)
    deep = any(heading.style.depth > 1 for heading in headings)
    if decimal >= _SEVERAL_HEADINGS and (deep or 2 * decimal > len(headings)):
        return _levels_by_number(headings)
    return _levels_by_type(headings)


def _levels_by_number(headings: Sequence[Heading]) -> list[int]:
    numbered = [heading for heading in headings if heading.style.numbering == "decimal"]
    by_look: dict[Prominence, int] = {}
    for heading in numbered:
        by_look.setdefault(heading.style.prominence, heading.style.depth)
    levels: list[int] = []
    for heading in headings:
        style = heading.style
        if style.numbering == "decimal":
            levels.append(style.depth)
        elif is_common_title(heading.text) or style.prominence >= numbered[0].style.prominence:
            levels.append(1)
        elif style.prominence in by_look:
            levels.append(by_look[style.prominence])
        else:
            above = [own for look, own in by_look.items() if look > style.prominence]
            levels.append(max(above, default=0) + 1)
    return levels


def _levels_by_type(headings: Sequence[Heading]) -> list[int]:
    kinds: dict[tuple[Prominence, str], int] = {}
    for heading in headings:
        kinds.setdefault(_kind(heading.style), len(kinds))
    ranked = sorted(kinds, key=lambda kind: (_descending(kind[0]), kinds[kind]))
    numbering = {kind[1] for kind in kinds if kind[1]}
    levels: dict[tuple[Prominence, str], int] = {}
    level = 0
    for place, kind in enumerate(ranked):
        same_look = place > 0 and kind[0] == ranked[place - 1][0]
        # A title without a number is on a level with those in its type that have one.
        if not (same_look and (not kind[1] or len(numbering) < _SEVERAL_HEADINGS)) or level == 0:
            level += 1
        levels[kind] = level
    return [
        1 if is_common_title(heading.text) else levels[_kind(heading.style)] for heading in headings
    ]


def _kind(style: HeadingStyle) -> tuple[Prominence, str]:
    return style.prominence, style.numbering


def _descending(look: Prominence) -> Prominence:
    stands_alone, size, *others = look
    capitals, bold, upright = others
    return not stands_alone, -size, not capitals, not bold, not upright
