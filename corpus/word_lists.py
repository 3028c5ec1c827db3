"""Word lists, in lower case: those of our own in `corpus/data`, and the words of English."""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@cache
def read_word_list(name: str) -> frozenset[str]:
    """Read a list: words apart by white space, lines that begin with # are comments."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def english_words() -> Mapping[str, int]:
    """Return the English words that pyspellchecker lists, each with how often it counted it.

    Its file is read and its code left alone, which would take three times as long. What it
    never counted has its least count, 50.
    """
    package = find_spec("spellchecker")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pyspellchecker is missing. Install footnote-qa again.")
    file = Path(package.origin).parent / "resources" / "en.json.gz"
    counts: dict[str, int] = json.loads(gzip.decompress(file.read_bytes()))
    return counts
