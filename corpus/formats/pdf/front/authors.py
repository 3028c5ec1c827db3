"""The lines between a title and the text: names of people, and where they work."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.formats.pdf.body.floats import CELL_GAP_SIZES
from corpus.formats.pdf.notes.markers import read_marks
from corpus.formats.pdf.values import PrintLine
from corpus.references.names import PARTICLES

_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w'’-]+")
_BETWEEN_NAMES = re.compile(r"(?:(?<!\s)\s++)?(?:,|;|·|•|\||&|\b(?:and|AND|und|UND|et|ET|y)\b)\s*+")
_NOT_NAME = re.compile(
    r"universi|institut|department|school|college|faculty|facultad|cent(?:er|re)|laborator|@|http"
    r"|journal|abstract|keywords|received|accepted|volume|^article|^by$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"universi|institut|department|d[ée]partement|departamento|school|college|faculty|facult[ée]"
    r"|facultad|fakult[äa]t|lehrstuhl|akademie|academy|cent(?:er|re)\b|centro|laborato|@|orcid"
    r"|\b(?:associate|assistant)?\s?professor\b|\bcnrs\b|email|e-mail",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|on|der|die|das)\s", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por)\s+", re.IGNORECASE)
_AROUND = " *∗†‡§¶.,0123456789"
_LONGEST_PLACE_CHARACTERS = 150


def plain_text(line: PrintLine) -> str:
    """Return a line without its raised markers."""
    kept = [p.text for p in line.pieces if not (p.raised and read_marks(p.text))]
    return " ".join("".join(kept).split())


def names_in(line: PrintLine) -> list[str]:
    """Return the names of people in a line that has nothing else; [] for any other line.

    Names far apart stand side by side, over where each of them works.
    """
    cells = [_names(text) for text in _cells(line)]
    if len(cells) > 1 and all(cells):
        return [name for names in cells for name in names]
    return _names(plain_text(line))


def people_among(front: Sequence[PrintLine]) -> list[PrintLine]:
    """Return the lines up to the last that has a name, an address or a place of work."""
    told = [place for place, line in enumerate(front) if names_in(line) or is_about_people(line)]
    return list(front[: told[-1] + 1]) if told else []


def is_about_people(line: PrintLine) -> bool:
    """Whether a line says where people work, or how to reach them."""
    return len(line.text) < _LONGEST_PLACE_CHARACTERS and _PLACE.search(line.text) is not None


def is_no_name(text: str) -> bool:
    """Whether a text has words that names of people do not have."""
    return _NOT_NAME.search(text) is not None


def split_names(text: str) -> list[str]:
    """Part a list of names."""
    return [part for part in _BETWEEN_NAMES.split(text) if part]


def _names(text: str) -> list[str]:
    if is_no_name(text):
        return []
    parts = [part.strip(_AROUND) for part in split_names(_BY.sub("", text))]
    parts = [part for part in parts if part]
    return parts if parts and all(_is_name(part) for part in parts) else []


def _is_name(text: str) -> bool:
    return (
        bool(_NAME.fullmatch(text))
        and not _ARTICLE.match(text)
        and all(word[0].isupper() or word.lower() in PARTICLES for word in text.split())
    )


def _cells(line: PrintLine) -> Iterator[str]:
    """Part a line where it has wide gaps."""
    words = [line.words[0].text]
    for before, word in pairwise(line.words):
        if word.left - before.right > CELL_GAP_SIZES * line.size:
            yield " ".join(words)
            words = []
        words.append(word.text)
    yield " ".join(words)
