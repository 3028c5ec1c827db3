"""Which lines of the first page are the title: those that the file declares, or the largest."""

import re
from collections.abc import Sequence

from corpus.formats.pdf.front.authors import has_marks, is_about_people, names_in, plain_text
from corpus.formats.pdf.lines.abstract_boxes import ABSTRACT
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import Label, PrintLine
from corpus.layout.headings import is_common_title

LIKE_TITLE_SHARE = 0.97
"""Lines whose size is this share of a title's, or more, are in its type."""
_MOST_TITLE_LINES = 6
_TITLE_CHARACTERS = 350
_LARGER_THAN_TEXT_TIMES = 1.12
_LARGER_THAN_CELLS_TIMES = 1.25
NEXT_LINE_SIZES = 1.6
_NEXT_BOLD_LINE_SIZES = 1.5
_LIKE_FIRST_LINE_SHARE = 0.9
_FEWEST_DECLARED_LETTERS = 8
_FEWEST_LETTERS = 3
_RUBRIC = re.compile(
    r"(?:original |research |review |full |short |technical |regular |invited |working )?"
    r"(?:article|paper|report|research|communication|review|case report|editorial|letter)s?",
    re.IGNORECASE,
)
"""What a journal prints over a title, in its type: “Research Article”."""
_NAME_OF_JOURNAL = re.compile(
    r"(?:[A-Z]{2,6}\s)?(?:Journal of|Transactions on|Annals of|Bulletin of|Proceedings of"
    r"|Zeitschrift für)\s"
)
_LOWEST_NAMES = 12
"""Names on lines farther down are not looked for below a title in the text's type."""
_OF_JOURNAL = re.compile(
    r"\b(?:vol(?:ume|\.)|issn|isbn|doi|proceedings|journal|bulletin|session|arxiv)\b", re.IGNORECASE
)
_ABSTRACT = re.compile(rf"(?:{ABSTRACT})\b", re.IGNORECASE)
_WORDS_OF_NAME = range(2, 5)


def find_title(lines: Sequence[PrintLine], measures: Measures) -> tuple[PrintLine, ...]:
    """Return the lines of the title: the largest type among the lines of the first page."""
    letters = [line for line in lines if sum(map(str.isalpha, line.text)) >= _FEWEST_LETTERS]
    body = [ln for ln in letters if _may_be_title(ln, measures) and not _is_number_of_paper(ln)]
    body = [ln for ln in body if not _NAME_OF_JOURNAL.match(ln.text)] or body
    if not body:
        return ()
    size = max(line.size for line in body)
    if size < _LARGER_THAN_TEXT_TIMES * measures.size:
        return _distinct_start(body, measures)
    first = next(place for place, line in enumerate(body) if line.size > LIKE_TITLE_SHARE * size)
    if _is_author_over_title(body[first : first + 2], size):
        first += 1
    if _RUBRIC.fullmatch(body[first].text.strip()) and first + 1 < len(body):
        first += 1
    found = [body[first]]
    for line in body[first + 1 : first + _MOST_TITLE_LINES]:
        near = line.y - found[-1].y < NEXT_LINE_SIZES * size
        if not near or line.size < _LIKE_FIRST_LINE_SHARE * size:
            break
        found.append(line)
    text = " ".join(line.text for line in found)
    return () if len(text) > _TITLE_CHARACTERS or is_common_title(text) else tuple(found)


def _may_be_title(line: PrintLine, measures: Measures) -> bool:
    """Whether a line is text, or in so large a type that it is no row of a table."""
    is_large = line.size > _LARGER_THAN_CELLS_TIMES * measures.size
    return line.label is Label.BODY or (line.label is Label.TABLE and is_large)


def _is_number_of_paper(line: PrintLine) -> bool:
    """Whether a line is one word with figures in it, such as “ABC2023-1234”."""
    return len(line.text.split()) == 1 and sum(map(str.isdigit, line.text)) > 1


def find_declared(lines: Sequence[PrintLine], declared: str) -> Sequence[PrintLine]:
    """Return the lines that together have the letters of a declared title; () if none have."""
    wanted = _letters(declared)
    if len(wanted) < _FEWEST_DECLARED_LETTERS or len(declared.split()) < 2:  # noqa: PLR2004 - a word is none
        return ()
    for start, first in enumerate(lines):
        found = ""
        for end in range(start, min(start + _MOST_TITLE_LINES, len(lines))):
            found += _letters(plain_text(lines[end]))
            if found == wanted and first.label is Label.BODY:
                return lines[start : end + 1]
    return ()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_author_over_title(lines: Sequence[PrintLine], size: float) -> bool:
    """Whether the first of two lines in the largest type may be the author's name."""
    if len(lines) < 2 or lines[1].size <= LIKE_TITLE_SHARE * size:  # noqa: PLR2004 - the name and the title
        return False
    name, title = lines
    apart = title.y - name.y > NEXT_LINE_SIZES * size
    words = name.text.split()
    is_short = len(words) in _WORDS_OF_NAME and len(name.text) < len(title.text)
    return apart and is_short and all(word.isalpha() for word in words)


def _distinct_start(body: Sequence[PrintLine], measures: Measures) -> tuple[PrintLine, ...]:
    """Return the page's first lines if they are bold or in capitals, and no section's title.

    What is above them in small type is no title, nor is the author's name or the journal's.
    """
    found: list[PrintLine] = []
    for line in _below_masthead(body, measures):
        if not ((line.bold and not measures.bold) or line.text.isupper()):
            break
        if found and line.y - found[-1].y > _NEXT_BOLD_LINE_SIZES * line.size:
            break
        found.append(line)
    text = " ".join(line.text for line in found[:_MOST_TITLE_LINES])
    if not found or is_common_title(text) or len(text) > _TITLE_CHARACTERS:
        return _above_names(body, measures)
    return tuple(found[:_MOST_TITLE_LINES])


def _below_masthead(body: Sequence[PrintLine], measures: Measures) -> Sequence[PrintLine]:
    place = 0
    while place < min(len(body) - 1, _MOST_TITLE_LINES) and (
        body[place].size < _LIKE_FIRST_LINE_SHARE * measures.size
        or _OF_JOURNAL.search(body[place].text)
        or names_in(body[place])
    ):
        place += 1
    return body[place:]


def _above_names(body: Sequence[PrintLine], measures: Measures) -> tuple[PrintLine, ...]:
    """Return the lines right above the first names, if they may be a title in the text's type."""
    first = next((place for place, line in enumerate(body[:_LOWEST_NAMES]) if names_in(line)), 0)
    end = first
    while end < len(body) and names_in(body[end]):
        end += 1
    if not first or not _are_of_authors(body, first, end):
        return ()
    above = _below_masthead(body[:first], measures)
    text = " ".join(line.text for line in above)
    is_title = len(text.split()) > 2 and len(text) < _TITLE_CHARACTERS  # noqa: PLR2004 - words
    return tuple(above) if is_title and not text.endswith(".") else ()


def _are_of_authors(body: Sequence[PrintLine], start: int, end: int) -> bool:
    """Whether lines of names have marks, or a place of work or the abstract below them."""
    below = body[end] if end < len(body) else None
    is_last = below is not None and bool(is_common_title(below.text) or _ABSTRACT.match(below.text))
    return (
        is_last
        or any(map(has_marks, body[start:end]))
        or any(map(is_about_people, body[start : end + 2]))
    )
