"""Where the authors work: what raised numbers at their names stand for, and not notes."""

import re
from collections.abc import Iterable, Sequence

from corpus.formats.pdf.notes.markers import marks_in, read_marks
from corpus.formats.pdf.values import PrintLine

_PLACE = re.compile(
    r"universi|institut|\bdep(?:t\b|artment|artament)|d[ée]partement|hospital|h[ôo]pital"
    r"|\bclini[ck]|klinik|\bschool\b|\bcollege\b|facult|fakult|\bcent(?:er|re|ro)\b|zentrum"
    r"|laborato|academy|akademie|\bministry\b|foundation|\bcouncil\b|\bcnrs\b|\binserm\b|\bcsic\b"
    r"|\bdivision of\b|\bunit\b|\bresearch group\b|\b(?:ltd|inc|gmbh)\b",
    re.IGNORECASE,
)
_FEWEST_NAMES, _MOST_WORDS_OF_NAME, _LEAST_CAPITALS_SHARE = 3, 4, 0.85
"""How many names are in a line of authors, of how many words, most of them with capitals."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME_CHARACTERS = 60
_LEAST_PLACES_SHARE = 0.5
"""Of the texts for the marks at names, so many name places where all are affiliations."""


def marks_at_names(front: Iterable[PrintLine]) -> set[str]:
    """Return the numbers and letters that are raised in the lines of the authors."""
    found = {mark for line in front for mark in marks_in([line])}
    return {each for mark in found if mark[0].isalnum() for each in re.split(r"[-–—]", mark)}


def lists_names(line: PrintLine) -> bool:
    """Whether a line has many authors, each with a raised number: “A. Aad⁸⁵, B. Abbott¹¹³,”."""
    marked = sum(bool(read_marks(piece.text)) for piece in line.pieces if piece.raised)
    names = [
        word for piece in line.pieces if not piece.raised for word in _WORD.findall(piece.text)
    ]
    capital = sum(word[0].isupper() for word in names)
    few = len(names) <= _MOST_WORDS_OF_NAME * (marked + 1)
    return marked >= _FEWEST_NAMES and few and capital >= _LEAST_CAPITALS_SHARE * len(names)


def names_place(text: str) -> bool:
    """Whether a text begins with where people work."""
    return _PLACE.search(text[:_LONGEST_NAME_CHARACTERS]) is not None


def are_affiliations(texts: Sequence[str]) -> bool:
    """Whether the texts for the marks at authors' names say where these work."""
    places = sum(_PLACE.search(text) is not None for text in texts)
    return places > 0 and places >= _LEAST_PLACES_SHARE * len(texts)
