"""Which lines of the body are headings: by their type, their numbers and the space around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout.headings import ends_sentence, is_common_title, is_heading_like
from corpus.readers.pdf.heading_styles import HeadingStyle, style_of
from corpus.readers.pdf.measures import Measures
from corpus.readers.pdf.values import Label, PrintLine

_WIDER = 1.15
_MOST_LINES = 5
_LONGEST = 250
_LONGEST_ITALIC, _LONGEST_SENTENCE = 120, 60
_LETTERS = 0.6
_OTHER_SIZE = 0.6
_LARGER, _LARGE_WORDS = 1.07, 1.12
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines of a heading, and their look."""

    lines: tuple[PrintLine, ...]
    style: HeadingStyle

    @property
    def text(self) -> str:
        """The heading on one line."""
        return " ".join(line.text for line in self.lines)


def label_headings(lines: Sequence[PrintLine], measures: Measures) -> list[Heading]:
    """Label the headings among the lines of the body; give them in order."""
    headings: list[Heading] = []
    place = 0
    while place < len(lines):
        end = _end_of_heading(lines, place, measures)
        if end > place:
            group = tuple(lines[place:end])
            headings.append(Heading(group, style_of(group[0], measures)))
        place = max(end, place + 1)
    found = _drop_lists(headings, lines, measures)
    for heading in found:
        for line in heading.lines:
            line.label = Label.HEADING
    return found


def _end_of_heading(lines: Sequence[PrintLine], place: int, measures: Measures) -> int:
    """Give the position behind the heading at `place`; `place` itself if there is none."""
    first = lines[place]
    style = style_of(first, measures)
    end = place + 1
    while end < len(lines) and _goes_on(lines[end - 1], lines[end], style, measures):
        end += 1
    if end == place + 1 and _ends_in_next(lines, place, style, measures):
        end += 1
    text = " ".join(line.text for line in lines[place:end])
    if end - place > _MOST_LINES or len(text) > _LONGEST or end == len(lines):
        return place
    same_column = (lines[end].page, lines[end].column) == (first.page, first.column)
    below = lines[end].gap if same_column else None
    apart_below = below is not None and below > _WIDER * measures.leading
    short = style.centred or _is_short(lines[end - 1])
    is_found = _is_heading(first, text, style, measures, short=short, apart_below=apart_below)
    return end if is_found else place


def _goes_on(before: PrintLine, line: PrintLine, style: HeadingStyle, measures: Measures) -> bool:
    """Tell whether a heading in a type of its own goes on in the next line."""
    if (line.page, line.column) != (before.page, before.column) or line.gap is None:
        return False
    if line.gap > 1.45 * max(line.size, before.size):
        return False
    own = style_of(line, measures)
    if (
        abs(own.size - style.size) > _OTHER_SIZE
        or own.bold != style.bold
        or own.italic != style.italic
    ):
        return False
    distinct = style.bold or style.italic or style.size >= 1.07 * measures.size
    starts_anew = own.numbering and own.numbering == style.numbering and style.numbering != "roman"
    return (distinct or (style.capitals and own.capitals)) and not starts_anew


def _ends_in_next(
    lines: Sequence[PrintLine], place: int, style: HeadingStyle, measures: Measures
) -> bool:
    """Tell whether a numbered heading in the type of the body ends in the line behind `place`."""
    if not style.numbering or style.bold or style.italic or _is_short(lines[place]):
        return False
    following = lines[place + 1 : place + 3]
    if len({(ln.page, ln.column) for ln in (lines[place], *following)}) > 1 or len(following) < 2:  # noqa: PLR2004 - the heading's second line and one of its text
        return False
    second, below = (line.gap or 0.0 for line in following)
    close = second <= _WIDER * measures.leading < below
    return close and _is_short(following[0]) and not style_of(following[0], measures).numbering


def _is_short(line: PrintLine) -> bool:
    return line.right < line.edge_right - 2 * line.size


def _is_heading(
    line: PrintLine,
    text: str,
    style: HeadingStyle,
    measures: Measures,
    *,
    short: bool,
    apart_below: bool,
) -> bool:
    """Tell whether lines that may be a heading are one; `line` is the first, `text` all of it."""
    apart = line.gap is None or line.gap > _WIDER * measures.leading
    numbered_in_bold = style.bold and style.numbering != "" and short
    is_large = line.size >= _LARGER * measures.size or style.size >= _LARGE_WORDS * measures.size
    if not _may_be_title(text) or not (apart or numbered_in_bold):
        return False
    if is_large or is_common_title(text):
        return is_large or short
    is_sentence = ends_sentence(text) and not text.endswith("?") and not _is_number(text)
    if style.bold or style.capitals:
        return not is_sentence or style.numbering != "" or len(text) < _LONGEST_SENTENCE
    if is_sentence or not short or measures.is_small(line):
        return False
    is_plain = apart_below and _is_plain_heading(text, style)
    return len(text) < _LONGEST_ITALIC if style.italic else is_plain


def _may_be_title(text: str) -> bool:
    """Tell whether most of a text is letters, and its ends are those of a title."""
    letters = sum(map(str.isalpha, text))
    others = sum(not sign.isspace() and not sign.isdigit() for sign in text)
    if letters == 0 or letters < _LETTERS * others:
        return False
    return not text[0].islower() and not text.endswith((",", ";"))


def _is_plain_heading(text: str, style: HeadingStyle) -> bool:
    """Tell whether a line in the body's own type is a heading, given the space around it."""
    if style.numbering:
        return is_heading_like(text) or style.centred
    return style.centred and (
        is_heading_like(text) or sum(map(str.isalpha, text)) >= _FEWEST_LETTERS
    )


def _is_number(text: str) -> bool:
    return len(text.rstrip(".")) <= 4  # noqa: PLR2004 - “VIII.”


def _drop_lists(
    headings: list[Heading], lines: Sequence[PrintLine], measures: Measures
) -> list[Heading]:
    """Drop headings without typographic distinction that are items of a list."""
    places = {id(line): place for place, line in enumerate(lines)}
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
        if not (plain and alike):
            kept.append(heading)
    return kept


def _are_neighbours(before: Heading, heading: Heading, places: dict[int, int]) -> bool:
    return places[id(before.lines[-1])] + 1 == places[id(heading.lines[0])]
