"""Which lines of the body are headings: by their type, their numbers and the space around them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.formats.pdf.headings.candidates import (
    HEADING_GAP_LEADINGS,
    LARGER_TIMES,
    Candidate,
    is_large,
    is_short,
)
from corpus.formats.pdf.headings.plain import find_plain_headings
from corpus.formats.pdf.headings.statements import names_references
from corpus.formats.pdf.headings.styles import HeadingStyle, style_of
from corpus.formats.pdf.lines.measures import OTHER_SIZE_POINTS, Measures
from corpus.formats.pdf.values import PrintLine

_MOST_HEADING_LINES = 5
_INSIDE_HEADING_SIZES = 1.45
"""A gap inside a heading is not wider than this."""
_FREQUENT_SHARE = 0.15
"""A larger type that has a larger share of the letters is another type of the text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines of a heading, and their look."""

    lines: tuple[PrintLine, ...]
    style: HeadingStyle

    @property
    def text(self) -> str:
        """The heading on one line."""
        return " ".join(line.text for line in self.lines)


def find_headings(lines: Sequence[PrintLine], measures: Measures) -> list[Heading]:
    """Return the headings among the lines of the body, in order."""
    headings: list[Heading] = []
    text_sizes = _sizes_of_text(lines)
    place = last = 0
    while place < len(lines):
        follows = headings != [] and place == last and lines[place].gap is not None
        end = _end_of_heading(lines, place, measures, text_sizes, follows=follows)
        if end > place:
            group = tuple(lines[place:end])
            headings.append(Heading(group, style_of(group[0], measures)))
            last = end
        place = max(end, place + 1)
    return _with_plain(_drop_lists(headings, lines, measures), lines, measures)


def _with_plain(
    headings: Sequence[Heading], lines: Sequence[PrintLine], measures: Measures
) -> list[Heading]:
    """Add the headings that only the space around them shows, in their places."""
    apart = {line for heading in headings for line in heading.lines}
    plain = find_plain_headings(lines, measures, apart)
    found = [*headings, *(Heading((line,), style_of(line, measures)) for line in plain)]
    places = {line: place for place, line in enumerate(lines)}
    return sorted(found, key=lambda heading: places[heading.lines[0]])


def _sizes_of_text(lines: Sequence[PrintLine]) -> set[float]:
    """Return the sizes of type that are so frequent that they do not set headings off."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return {size for size, count in letters.items() if count > _FREQUENT_SHARE * letters.total()}


def _end_of_heading(
    lines: Sequence[PrintLine],
    place: int,
    measures: Measures,
    text_sizes: Collection[float],
    *,
    follows: bool,
) -> int:
    """Return the position behind the heading at `place`; `place` itself if there is none.

    `follows` says that another heading is right above it.
    """
    first = lines[place]
    style = style_of(first, measures)
    end = place + 1
    while end < len(lines) and _goes_on(lines[end - 1], lines[end], style, measures):
        end += 1
    if end == place + 1 and _ends_in_next(lines, place, style, measures):
        end += 1
    if end - place > _MOST_HEADING_LINES or (
        end == len(lines) and not names_references(first.text)
    ):
        return place
    candidate = Candidate(
        lines[place:end],
        style,
        above=None if follows and style.is_distinct else first.gap,
        below=_gap_below(lines, end),
        is_large=is_large(first, style, measures) and first.size not in text_sizes,
    )
    return end if candidate.is_heading(measures) else place


def _gap_below(lines: Sequence[PrintLine], end: int) -> float | None:
    """Return the room between a line and that at `end`; None if that is in another column."""
    if end == len(lines):
        return None
    before, below = lines[end - 1 : end + 1]
    return below.gap if (below.page, below.column) == (before.page, before.column) else None


def _goes_on(before: PrintLine, line: PrintLine, style: HeadingStyle, measures: Measures) -> bool:
    """Whether a heading in a type of its own goes on in the next line."""
    if (line.page, line.column) != (before.page, before.column) or line.gap is None:
        return False
    if line.gap > _INSIDE_HEADING_SIZES * max(line.size, before.size):
        return False
    own = style_of(line, measures)
    if (
        abs(own.size - style.size) > OTHER_SIZE_POINTS
        or own.bold != style.bold
        or own.italic != style.italic
    ):
        return False
    distinct = style.bold or style.italic or style.size >= LARGER_TIMES * measures.size
    starts_anew = own.numbering and own.numbering == style.numbering and style.numbering != "roman"
    return (distinct or (style.capitals and own.capitals)) and not starts_anew


def _ends_in_next(
    lines: Sequence[PrintLine], place: int, style: HeadingStyle, measures: Measures
) -> bool:
    """Whether a numbered heading in the type of the body ends in the line behind `place`."""
    if not style.numbering or style.bold or style.italic or is_short(lines[place]):
        return False
    following = lines[place + 1 : place + 3]
    if len({(ln.page, ln.column) for ln in (lines[place], *following)}) > 1 or len(following) < 2:  # noqa: PLR2004 - the heading's second line and one of its text
        return False
    second, below = (line.gap or 0.0 for line in following)
    close = second <= HEADING_GAP_LEADINGS * measures.leading < below
    return close and is_short(following[0]) and not style_of(following[0], measures).numbering


def _drop_lists(
    headings: list[Heading], lines: Sequence[PrintLine], measures: Measures
) -> list[Heading]:
    """Drop headings without typographic distinction that are items of a list."""
    places = {line: place for place, line in enumerate(lines)}
    kept: list[Heading] = []
    for at, heading in enumerate(headings):
        style = heading.style
        plain = not (
            style.bold
            or style.capitals
            or style.italic
            or style.centred
            or style.size > measures.size
        )
        follows = at + 1 < len(headings) and _are_neighbours(heading, headings[at + 1], places)
        precedes = at > 0 and _are_neighbours(headings[at - 1], heading, places)
        alike = (follows and headings[at + 1].style == style) or (
            precedes and headings[at - 1].style == style
        )
        alike = alike or _is_beside_item(heading, lines, places, measures)
        if not (plain and alike):
            kept.append(heading)
    return kept


def _is_beside_item(
    heading: Heading,
    lines: Sequence[PrintLine],
    places: Mapping[PrintLine, int],
    measures: Measures,
) -> bool:
    """Whether a line right above or below has a number of the same kind."""
    first, last = places[heading.lines[0]], places[heading.lines[-1]]
    beside = [*lines[max(0, first - 1) : first], *lines[last + 1 : last + 2]]
    styles = [style_of(line, measures) for line in beside]
    return heading.style.numbering != "" and any(
        (style.numbering, style.depth, style.bold)
        == (heading.style.numbering, heading.style.depth, heading.style.bold)
        for style in styles
    )


def _are_neighbours(before: Heading, heading: Heading, places: Mapping[PrintLine, int]) -> bool:
    return places[before.lines[-1]] + 1 == places[heading.lines[0]]
