"""Title, authors, year and journal of a PDF, from its first page, cover and metadata."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from corpus.assembly import FrontMatter
from corpus.formats.pdf.front.authors import find_authors, plain_text
from corpus.formats.pdf.front.covers import Cover
from corpus.formats.pdf.front.people import names_declared
from corpus.formats.pdf.front.published import find_year, read_publication
from corpus.formats.pdf.labelling import Reading
from corpus.formats.pdf.print.document import Print
from corpus.formats.pdf.values import Label, PrintLine
from corpus.layout.hyphens import Hyphenation

_SMALL_TYPE_TIMES = 0.95
_LOWER_PART = 0.55
"""Where on the first page, from its top, small type may tell of the copyright."""
_LETTERS_SHARE = 0.6
_LABEL_OF_TITLE = re.compile(r"^(?:title|titel|titre|título)\s?:\s*", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"microsoft|untitled|\.(?:docx?|pdf|dvi|tex|indd|qxd|eps|ps|html?)\b|^doi:|^\S+$"
    r"|proceedings of the",
    re.IGNORECASE,
)
_LISTING_MEMBERS = frozenset({"ResearchGate"})
"""Repositories whose covers name only those of the authors who are members."""


def read_front_matter(
    reading: Reading, print_: Print, cover: Cover | None, *, source: str
) -> FrontMatter:
    """Return what a PDF says of the paper as a whole; its file's name if it has no title."""
    first = _first_page(reading)
    words = " ".join(line.text for line in first)
    edges = _edges(reading)
    front = [*edges, *_around_title(reading, first), _subject(print_)]
    below = list(_below(reading, first))
    if cover is not None:
        front += cover.text.split("\n")
    return FrontMatter(
        title=_title(reading, print_, cover, words) or PurePath(source).stem,
        authors=tuple(_authors(reading, print_, cover, words)),
        year=(cover and cover.year) or find_year(front, below, edges, print_.metadata),
        publication=read_publication([*front, *below], print_.metadata),
    )


def sane_title(declared: str) -> str:
    """Return a title that a file declares, "" if a program made it up."""
    title = " ".join(declared.split())
    return "" if _NO_TITLE.search(title) else title


def _subject(print_: Print) -> str:
    return print_.metadata.get("Subject", "")


def _first_page(reading: Reading) -> Sequence[PrintLine]:
    return next((lines for lines in reading.pages if lines), ())


def _edges(reading: Reading) -> list[str]:
    """Return the running lines of the first page."""
    page = next((place for place, lines in enumerate(reading.pages) if lines), 0)
    return [line.text for line in reading.furniture[page].lines]


def _around_title(reading: Reading, first: Sequence[PrintLine]) -> Iterator[str]:
    """Return the lines above the title, and those between it and the text."""
    apart = {*reading.title, *reading.front}
    yield from (ln.text for ln in first if ln in apart or ln.label is Label.HEAD)


def _below(reading: Reading, first: Sequence[PrintLine]) -> Iterator[str]:
    """Return the notes of the first page, and what is in small type far down."""
    height = max((line.y for line in first), default=0.0)
    for line in first:
        small = line.size < _SMALL_TYPE_TIMES * reading.measures.size
        if line.label is Label.NOTE or (small and line.y > _LOWER_PART * height):
            yield line.text


def _title(reading: Reading, print_: Print, cover: Cover | None, words: str) -> str:
    printed = Hyphenation(words.split()).join([plain_text(line) for line in reading.title])
    printed = _LABEL_OF_TITLE.sub("", printed)
    declared = sane_title(print_.metadata.get("Title", ""))
    if declared and _agrees(declared, words) and (not printed or _is_part(printed, declared)):
        return declared
    if cover is not None and cover.title and not _agrees(printed, cover.text):
        return cover.title
    return printed if _is_readable(printed) else ""


def _is_readable(text: str) -> bool:
    """Whether a title is letters and figures, and not signs of a font that tells none."""
    return _LETTERS_SHARE * sum(not c.isspace() for c in text) < sum(map(str.isalnum, text))


def _is_part(printed: str, declared: str) -> bool:
    """Whether a title that was found on the page is a part of that which the file declares."""
    few, many = _words(printed), _words(declared)
    return len(few) < len(many) and set(few) <= set(many)


def _authors(reading: Reading, print_: Print, cover: Cover | None, words: str) -> Sequence[str]:
    """Return the names on the page, or those that the file declares if it has more of them."""
    printed = find_authors(reading.front)
    declared = names_declared(print_.metadata.get("Author", ""))
    if len(declared) > 1 and _are_named(declared, words):
        return declared
    if not printed and declared and _are_named(declared, words):
        return declared
    if cover is not None and cover.authors:
        lists_all = cover.repository not in _LISTING_MEMBERS
        has_more = lists_all and len(printed) > len(cover.authors)
        if not printed or (has_more and _are_named(cover.authors, words)):
            return cover.authors
    return printed


def _agrees(declared: str, printed: str, *, share: float = 0.8) -> bool:
    """Whether most words of the metadata stand on the page as well."""
    words, on_page = _words(declared), set(_words(printed))
    return len(words) > 1 and sum(word in on_page for word in words) >= share * len(words)


def _are_named(people: Sequence[str], printed: str) -> bool:
    """Whether the last word of each name, as a rule the family's, stands on the page.

    First names may be short there, or in full: “Ben” and “Benjamin M.”.
    """
    on_page = set(_words(printed))
    last = [_words(name)[-1:] for name in people]
    return all(word and word[0] in on_page for word in last) and _agrees(
        " ".join(people), printed, share=0.5
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w{2,}", text.casefold())
