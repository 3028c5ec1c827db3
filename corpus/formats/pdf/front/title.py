"""What a PDF opens with: its title, and the lines above and below it up to the text."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.formats.pdf.front.authors import (
    has_marks,
    is_about_people,
    names_in,
    plain_text,
)
from corpus.formats.pdf.front.people import is_name, is_place
from corpus.formats.pdf.front.title_lines import (
    LIKE_TITLE_SHARE,
    NEXT_LINE_SIZES,
    find_declared,
    find_title,
)
from corpus.formats.pdf.headings.styles import HeadingStyle, is_centred, style_of
from corpus.formats.pdf.lines.abstract_boxes import ABSTRACT
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import Label, PrintLine
from corpus.layout.headings import ends_sentence, is_common_title

_MOST_MASTHEAD_LINES = 6
_OF_JOURNAL = re.compile(r"journal|keywords|received|accepted|volume", re.IGNORECASE)
_SHORT_WORD = 3
"""A line that ends with a word as short as this goes on, as behind “of” and “the”."""
_NOT_TEXT_TIMES = 1.07
_FULL_TEXT_LINE_SHARE = 0.8
_LONGEST_MASTHEAD_CHARACTERS = 100
_ABSTRACT = re.compile(
    rf"(?:{ABSTRACT}|kurzfassung|sommario|article info(?:rmation)?|article history)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """What a paper opens with: its title, the lines between that and the text, what is above.

    `lines` has the names right above the title too, if none are below it; `masthead` is what
    else is above, as the journal's name.
    """

    title: Sequence[PrintLine] = ()
    lines: Sequence[PrintLine] = ()
    masthead: Sequence[PrintLine] = ()


def find_front(
    pages: Sequence[Sequence[PrintLine]], measures: Measures, *, declared: str = ""
) -> Front:
    """Return what stands in front of the text, none of which is a heading.

    `declared` is the title that the file says it has: lines that read so are the title.
    """
    first = next((lines for lines in pages if lines), ())
    title = list(find_declared(first, declared) or find_title(first, measures))
    if not title:
        return Front()
    start = max(place for place, line in enumerate(first) if line in title) + 1
    below = _find_below(first[start:], measures)
    above = _find_above(first, title[0], below, measures)
    has_names = any(names_in(line) for line in below)
    while _ends_with_author(title, has_names=has_names):
        below, has_names = [title.pop(), *below], True
    names = [line for line in above if _may_be_author(line, title[0]) and not has_names]
    masthead = [line for line in above if line not in names]
    return Front(title, [*names, *below], masthead)


def _ends_with_author(title: Sequence[PrintLine], *, has_names: bool) -> bool:
    """Whether the last line of a title is the author's name, in the same type, or several."""
    if len(title) == 1 or not title[-1].text[:1].isupper():
        return False
    names = names_in(title[-1])
    if len(names) > 1 and has_marks(title[-1]):
        return True
    if has_names or not (is_name(plain_text(title[-1])) or (names and has_marks(title[-1]))):
        return False
    last = plain_text(title[-2]).split()[-1]
    return last[-1] in "?!" or (
        last[-1].isalnum() and last[0].isupper() and len(last) > _SHORT_WORD
    )


def _may_be_author(line: PrintLine, title: PrintLine) -> bool:
    return bool(names_in(line)) or line.size > LIKE_TITLE_SHARE * title.size


def _find_above(
    lines: Sequence[PrintLine],
    title: PrintLine,
    below: Sequence[PrintLine],
    measures: Measures,
) -> Sequence[PrintLine]:
    """Return the few short lines above a title; () if there is text above it.

    What is `below` it in reading order may stand above it as well, beside it.
    """
    before = lines[: lines.index(title)]
    top = title.y - title.size
    above = [*before, *(ln for ln in lines[len(before) + 1 :] if ln.y < top)]
    for line in above:
        style = style_of(line, measures)
        is_long = len(line.text) > _LONGEST_MASTHEAD_CHARACTERS or ends_sentence(line.text)
        is_other = line.label is not Label.BODY and line not in below
        if is_long or is_other or line.y > title.y:
            return ()
        if style.numbering and (line.bold or line.size > measures.size):
            return ()
        if is_common_title(line.text):
            return ()
    return above if len(above) <= _MOST_MASTHEAD_LINES else ()


def _find_below(lines: Sequence[PrintLine], measures: Measures) -> list[PrintLine]:
    """Return the lines behind a title up to the text or its first heading."""
    front: list[PrintLine] = []
    for line, following in zip_longest(lines, lines[1:]):
        if line.label is Label.TABLE and not any(map(str.isalpha, line.text)):
            continue  # a rule made of dots
        is_row = line.label is Label.TABLE and (names_in(line) or _is_below_names(front, line))
        ends = line.label is not Label.BODY or _begins_text(line, following, measures)
        if ends and not is_row:
            break
        front.append(line)
    return front


def _is_below_names(front: Sequence[PrintLine], line: PrintLine) -> bool:
    """Whether a row stands below names side by side, as the places where people work."""
    return bool(front) and line.gap is not None and line.gap < NEXT_LINE_SIZES * line.size


def _begins_text(line: PrintLine, following: PrintLine | None, measures: Measures) -> bool:
    """Whether the paper's text, or its first heading, begins with this line."""
    text = plain_text(line)
    if is_common_title(text) or _ABSTRACT.match(text):
        return True
    if style_of(line, measures).numbering in {"decimal", "roman"}:
        return True
    if names_in(line):
        return False
    if following is None or is_centred(line) or is_centred(following):
        return False
    if line.size >= _NOT_TEXT_TIMES * measures.size:
        return False
    width = line.edge_right - line.edge_left
    runs_on = line.right - line.left > _FULL_TEXT_LINE_SHARE * width
    return runs_on and not _is_of_front(text) and following.size == line.size


def _is_of_front(text: str) -> bool:
    """Whether a full line tells of places of work or of the journal, as none of the text does."""
    return is_place(text) or _OF_JOURNAL.search(text) is not None


def strip_headings(
    front: Sequence[PrintLine], styles: Collection[HeadingStyle], measures: Measures
) -> Sequence[PrintLine]:
    """Take off the end of the front what looks like headings of the text.

    A line of names right below the title stays, however it looks.
    """
    looks = {style.without_number for style in styles}
    end = len(front)
    while end and not (end == 1 and names_in(front[0])):
        last = front[end - 1]
        # Names and places may be set as headings are, but have commas between them.
        names_people = is_about_people(last) or "," in last.text or has_marks(last)
        if names_people or style_of(last, measures).without_number not in looks:
            break
        end -= 1
    return front[:end]


def looks_like(title: PrintLine, styles: Collection[HeadingStyle], measures: Measures) -> bool:
    """Whether what is taken for the title looks like a heading of the text."""
    return style_of(title, measures).without_number in {style.without_number for style in styles}
