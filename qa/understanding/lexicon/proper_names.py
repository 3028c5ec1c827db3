"""Well-known names, by which one is known that was typed in small letters."""

import gzip
from functools import cache
from importlib.resources import files

_SHORTEST = 4


def is_well_known_name(word: str) -> bool:
    """Whether a word in small letters is always a name, or the plural of one: “kurds”."""
    return len(word) >= _SHORTEST and word in _names()


@cache
def _names() -> frozenset[str]:
    content = files("qa").joinpath("data", "wordnet", "names.txt.gz").read_bytes()
    return frozenset(gzip.decompress(content).decode().split())
