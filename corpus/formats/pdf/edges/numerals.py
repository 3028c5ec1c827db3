"""Numbers printed on pages: arabic, roman, and those behind a letter or another number."""

import re
from dataclasses import dataclass

_ARABIC = r"\d{1,5}"
# In ASCII: to whoever ignores case, an i without a dot is an i.
_ROMAN = r"(?ai:m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_LETTERED = r"[A-Za-z][.-]?\d{1,5}"
_IN_PART = r"\d{1,7}[-–]\d{1,3}"
"""S12, e212 and L74; 3-5 of chapter 3, and 043501-1 of the article 043501."""
_NUMBER = rf"{_LETTERED}|{_IN_PART}|{_ARABIC}|{_ROMAN}"
_AROUND = r"[^\w$€£¥©®™%#§°+=<>]*+"
"""What may stand around a page number: dashes and brackets; not what makes it a sum or a year."""
_BARE = re.compile(
    rf"{_AROUND}(?P<word>(?i:page|seite|página|pagina|pág|pag|pp?|s)\b\W*+)?(?P<number>{_NUMBER})"
    rf"(?P<total>\s?(?i:of|von|sur|de|di|/)\s?{_ARABIC})?{_AROUND}"
)
_AT_START = re.compile(rf"({_LETTERED}|{_IN_PART}|{_ARABIC})(?=\s|\W\s)")
_AT_END = re.compile(rf"(?<=\s)({_LETTERED}|{_IN_PART}|{_ARABIC})$")
_LAST_DIGITS = re.compile(r"(?<!\d)\d+$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_YEARS = range(1500, 2100)
ARABIC, SMALL_ROMAN, LARGE_ROMAN = "arabic", "roman", "ROMAN"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed.

    `system` tells arabic, small and large roman numerals apart; of others it is what stands in
    front of the number that counts, as ``S`` does in ``S12`` and ``3-`` in ``3-5``.
    """

    text: str
    system: str
    value: int

    @property
    def is_lettered(self) -> bool:
        """Whether the number stands behind a letter or another number."""
        return self.system not in {ARABIC, SMALL_ROMAN, LARGE_ROMAN}


def text_of(system: str, value: int) -> str | None:
    """Return a number of a system as it is printed; None for a roman one."""
    if system in {SMALL_ROMAN, LARGE_ROMAN}:
        return None
    return str(value) if system == ARABIC else f"{system}{value}"


def read_bare_number(text: str) -> Numeral | None:
    """Read what is nothing but a page number, such as ``12``, ``– xii –`` or ``Page 3 of 9``."""
    match = _BARE.fullmatch(text)
    return _numeral(match["number"]) if match and match["number"] else None


def is_page_number_alone(text: str) -> bool:
    """Whether a text is a page number though no other page has one: ``Page 3``, ``3 of 9``, ``47``.

    A number by itself may also be a year, and a roman one an abbreviation.
    """
    match = _BARE.fullmatch(text)
    if match is None or not match["number"]:
        return False
    if match["word"] or match["total"]:
        return True
    return match["number"].isdecimal() and int(match["number"]) not in _YEARS


def read_outer_numbers(text: str) -> list[Numeral]:
    """Read the numbers that a line begins or ends with."""
    found = (_AT_START.match(text), _AT_END.search(text))
    return [_numeral(match[1]) for match in found if match]


def _numeral(text: str) -> Numeral:
    if text.isdecimal():
        return Numeral(text, ARABIC, int(text))
    last = _LAST_DIGITS.search(text)
    if last is not None:
        return Numeral(text, text[: last.start()], int(last[0]))
    system = SMALL_ROMAN if text.islower() else LARGE_ROMAN
    return Numeral(text, system, _roman_value(text.lower()))


def _roman_value(text: str) -> int:
    values = [_VALUES[letter] for letter in text]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
