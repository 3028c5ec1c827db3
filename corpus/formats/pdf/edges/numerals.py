"""Numbers printed on pages, arabic and roman."""

import re
from dataclasses import dataclass

_ARABIC = r"\d{1,4}"
# In ASCII: to whoever ignores case, an i without a dot is an i.
_ROMAN = r"(?a:m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_BARE = re.compile(
    rf"\W*+(?:(?:page|seite|página|pagina|pág|pag|pp?|s)\b\W*+)?({_ARABIC}|{_ROMAN})"
    rf"(?:\s?(?:of|von|sur|de|di|/)\s?{_ARABIC})?\W*+",
    re.IGNORECASE,
)
_AT_START = re.compile(rf"({_ARABIC})(?=\s|\W\s)")
_AT_END = re.compile(rf"(?<=\s)({_ARABIC})$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed. `system` tells arabic, small and large roman numerals apart."""

    text: str
    system: str
    value: int


def read_bare_number(text: str) -> Numeral | None:
    """Read what is nothing but a page number, such as ``12``, ``– xii –`` or ``Page 3 of 9``."""
    match = _BARE.fullmatch(text)
    return _numeral(match[1]) if match and match[1] else None


def read_outer_numbers(text: str) -> list[Numeral]:
    """Read the numbers that a line begins or ends with."""
    found = (_AT_START.match(text), _AT_END.search(text))
    return [_numeral(match[1]) for match in found if match]


def _numeral(text: str) -> Numeral:
    if text.isdecimal():
        return Numeral(text, "arabic", int(text))
    return Numeral(text, "roman" if text.islower() else "ROMAN", _roman_value(text.lower()))


def _roman_value(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
