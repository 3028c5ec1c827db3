"""The word lists that come with Footnote: English, lower case, in `corpus/data`."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@cache
def read_word_list(name: str) -> frozenset[str]:
    """Read a list: words apart by white space, lines that begin with # are comments."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
