"""The lines between a title and the text: names of people, and where they work."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.body.floats import CELL_GAP_SIZES
from corpus.formats.pdf.front.people import (
    MARK,
    has_other_words,
    is_name,
    is_place,
    may_begin_name,
    names_of,
    split_people,
    without_date,
)
from corpus.formats.pdf.notes.markers import read_marks
from corpus.formats.pdf.values import PrintLine

_LONGEST_PLACE_CHARACTERS = 150
_LEAST_GAP_SIZES, _WIDE_TIMES = 0.55, 1.8
"""A gap between names side by side is wider than this, in sizes of type and in the least gaps."""
_SAME_TYPE_POINTS = 0.6
"""Lines of names differ in size by no more than this."""


def plain_text(line: PrintLine) -> str:
    """Return a line without its raised markers."""
    return _text(line, mark="")


def names_in(line: PrintLine) -> list[str]:
    """Return the names of people that a line begins with; [] if something else is among them.

    Names far apart stand side by side, over where each of them works.
    """
    cells = [names_of(text) for text in _cells(line)]
    if len(cells) > 1 and all(cells):
        return [name for names in cells for name in names]
    return names_of(_text(line, mark=MARK))


def find_authors(front: Sequence[PrintLine]) -> list[str]:
    """Return the names of people in the lines of a front, in order, each once.

    A list of names may go on over lines. All are set alike: a name below the first in another
    type is that of a place.
    """
    found: list[str] = []
    first: PrintLine | None = None
    place = 0
    while place < len(front):
        line = front[place]
        names, taken = _names_from(front, place)
        goes_on = place and _ends_inside_place(front[place - 1])
        if names and not goes_on and (first is None or _is_alike(line, first)):
            first = first or line
            found += names
        place += taken
    return list(dict.fromkeys(found))


def people_among(front: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the lines up to the last that has a name, an address or a place of work."""
    told = [place for place, line in enumerate(front) if names_in(line) or is_about_people(line)]
    return list(front[: told[-1] + 1]) if told else []


def is_about_people(line: PrintLine) -> bool:
    """Whether a line says where people work, or how to reach them."""
    return len(line.text) < _LONGEST_PLACE_CHARACTERS and is_place(line.text)


def _names_from(front: Sequence[PrintLine], place: int) -> tuple[list[str], int]:
    """Return the names that begin in a line, and over how many lines they run."""
    line = front[place]
    alone = names_in(line)
    text = _text(line, mark=MARK)
    taken = 1
    while place + taken < len(front) and _runs_on(text, front[place + taken], line):
        following = _text(front[place + taken], mark=MARK)
        is_broken = split_people(text)[1] or _begins_with_family_name(following)
        text = f"{text}{' ' if is_broken else MARK}{following}"
        taken += 1
    joined = names_of(text) or split_people(text)[0] if taken > 1 else []
    return (joined, taken) if len(joined) > len(alone) else (alone, 1)


def _ends_inside_place(line: PrintLine) -> bool:
    """Whether a line ends within the address of where people work."""
    _, rest = split_people(_text(line, mark=MARK))
    return bool(rest) and has_other_words(rest[0]) and line.text.rstrip().endswith(",")


def _runs_on(text: str, following: PrintLine, first: PrintLine) -> bool:
    """Whether a list of names goes on in the next line."""
    names, rest = split_people(text)
    if not names or not _is_alike(following, first):
        return False
    if _begins_with_family_name(_text(following, mark=MARK)):
        return True
    more, other = split_people(_text(following, mark=MARK))
    if len(rest) == 1 and may_begin_name(rest[0]):
        return bool(more) or not other or may_begin_name(other[0])
    ends_open = text.rstrip(f" {MARK}").endswith((",", " and", "&", ";", "·"))
    return not rest and bool(more or (ends_open and other and may_begin_name(other[0])))


def _begins_with_family_name(text: str) -> bool:
    """Whether a line begins with one word and goes on with names: “Stein, Eva Ruiz”."""
    names, other = split_people(text)
    is_word = not names and len(other) > 1 and len(other[0].split()) == 1
    return is_word and may_begin_name(other[0]) and all(map(is_name, other[1:]))


def _is_alike(line: PrintLine, first: PrintLine) -> bool:
    is_marked = has_marks(line) and has_marks(first)
    return abs(line.size - first.size) < _SAME_TYPE_POINTS and (
        is_marked or (line.bold, line.italic) == (first.bold, first.italic)
    )


def has_marks(line: PrintLine) -> bool:
    """Whether a line has raised marks, as behind names."""
    return any(piece.raised and read_marks(piece.text) for piece in line.pieces[1:])


def _text(line: PrintLine, *, mark: str) -> str:
    """Return a line in which `mark` stands for each raised marker."""
    kept = [mark if p.raised and read_marks(p.text) else p.text for p in line.pieces]
    return without_date(" ".join("".join(kept).split(" ")).strip())


def _cells(line: PrintLine) -> Iterator[str]:
    """Part a line where it has wide gaps: wider than others in it, or than any between words."""
    gaps = [word.left - before.right for before, word in pairwise(line.words) if word.spaced]
    least = min(gaps, default=0.0) / line.size
    wide = min(CELL_GAP_SIZES, max(_LEAST_GAP_SIZES, _WIDE_TIMES * least))
    words = [line.words[0].text]
    for before, word in pairwise(line.words):
        if word.left - before.right > wide * line.size:
            yield " ".join(words)
            words = []
        words.append(word.text)
    yield " ".join(words)
