"""Words that mean the same, by their stems."""

import gzip
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


def synonyms(stem: str) -> Sequence[str]:
    """Return the stems of words that mean the same as those of a stem, the likeliest first."""
    return _synonyms().get(stem, "").split()


@cache
def _synonyms() -> Mapping[str, str]:
    content = files("qa").joinpath("data", "wordnet", "synonyms.txt.gz").read_bytes()
    lines = gzip.decompress(content).decode().splitlines()
    return {stem: others for stem, _, others in (line.partition(" ") for line in lines)}
