"""Which lines are entries of a bibliography, which may be in small type as notes are."""

from collections.abc import Iterator, Sequence

from corpus.formats.pdf.headings.candidates import HEADING_GAP_LEADINGS
from corpus.formats.pdf.headings.statements import names_references
from corpus.formats.pdf.headings.styles import HeadingStyle, style_of
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.values import Label, PrintLine

_LONGEST_TITLE_CHARACTERS = 60
_MOST_WORDS_OF_TITLE = 5


def lines_of_entries(pages: Sequence[Sequence[PrintLine]], measures: Measures) -> set[PrintLine]:
    """Return the lines below the titles of bibliographies, up to the next like them."""
    found: set[PrintLine] = set()
    title: HeadingStyle | None = None
    for line in (line for lines in pages for line in lines if line.label is Label.BODY):
        if _is_title(line, measures):
            title = style_of(line, measures).without_number
        elif (
            title is not None
            and _is_apart(line, measures)
            and style_of(line, measures).without_number == title
        ):
            title = None
        elif title is not None:
            found.add(line)
    return found


def _is_title(line: PrintLine, measures: Measures) -> bool:
    text = line.text
    if (
        len(text) > _LONGEST_TITLE_CHARACTERS
        or len(text.split()) > _MOST_WORDS_OF_TITLE
        or text.endswith(".")
    ):
        return False
    return (
        names_references(text)
        and (text[0].isupper() or text[0].isdigit())
        and any(_distinctions(line, measures))
    )


def _distinctions(line: PrintLine, measures: Measures) -> Iterator[bool]:
    style = style_of(line, measures)
    yield style.bold or style.capitals or style.italic or style.centred
    yield style.size > measures.size
    yield line.gap is None and line.right < line.edge_right - 2 * line.size
    yield _is_apart(line, measures) and line.right < line.edge_right - 2 * line.size


def _is_apart(line: PrintLine, measures: Measures) -> bool:
    return line.gap is None or line.gap > HEADING_GAP_LEADINGS * max(measures.leading, line.size)
