"""Years in what a file says of a paper or of a reference."""

import re

YEAR = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)[a-z]?(?!\d)")
"""A year since 1400: group 1 without, the whole match with the letter of ``2019a``."""


def find_year(text: str) -> int | None:
    """Return the first year in a text."""
    match = YEAR.search(text)
    return int(match[1]) if match else None
