"""Several people in one string, as the authors of a file are often written."""

import re

from corpus.references.names import PARTICLES

_BETWEEN = re.compile(r",\s++(?:(?:and|und)\s++)?|(?<!\s)\s++(?:and|und)\s++|(?:(?<!\s)\s++)?&\s*+")
_MOST_WORDS = 5


def split_names(written: str) -> list[str]:
    """Part “Ann B. Lee, Jan de Boer and Eve Roe”; what may be one name stays as it is."""
    parts = [part.strip() for part in re.split(r"[;\n]", written)]
    return [name for part in parts for name in _split(part) if name]


def _split(written: str) -> list[str]:
    names = _BETWEEN.split(written)
    return names if all(map(_is_full_name, names)) else [written]


def _is_full_name(written: str) -> bool:
    words = written.split()
    if not 1 < len(words) <= _MOST_WORDS or not all(map(_is_of_name, words)):
        return False
    return words[-1] not in PARTICLES


def _is_of_name(word: str) -> bool:
    return word in PARTICLES or (word[0].isalpha() and not word[0].islower())
