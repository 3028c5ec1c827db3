"""Numbers in a text, with their units, compared by value."""

import re
from dataclasses import dataclass

_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "b": 1e9,
    "bn": 1e9,
}
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {
    **{word: float(value) for value, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: 10.0 * value for value, word in enumerate(_TENS, start=2)},
}
_UNITS = {
    "%": "percent",
    "per cent": "percent",
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "kilometre": "km",
    "kilometer": "km",
    "metre": "meter",
    "kilogram": "kg",
    "minute": "min",
    "hr": "hour",
}
_PLAIN_UNITS = (
    "percent dollar pound euro rupee ruble yen mile km meter cm mm nm foot inch kg gram mg ton "
    "tonne second min hour day week month year decade century hertz degree"
)
_UNIT_NAMES = sorted({*_UNITS, *_PLAIN_UNITS.split()} - set("$£€"), key=len, reverse=True)
_AMOUNT = re.compile(
    r"(?P<currency>[$£€])?\s?(?<![\w.,-])(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>(?:(?:\s|-)?(?:thousand|million|billion|trillion|mn|bn)|[kmb])\b)?"
    rf"(?:(?:\s|-)?(?P<unit>{'|'.join(map(re.escape, _UNIT_NAMES))})(?:s|es)?(?!\w))?(?!\w)",
    re.IGNORECASE,
)
_WORD_AMOUNT = re.compile(
    rf"\b(?P<figure>(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?"
    rf"|{'|'.join([*_TEENS, *_ONES])})\b"
    r"(?:(?:\s|-)(?P<scale>thousand|million|billion|trillion)\b)?"
    rf"(?:(?:\s|-)(?P<unit>{'|'.join(map(re.escape, _UNIT_NAMES))})(?:s|es)?\b)?",
    re.IGNORECASE,
)
_YEARS = (1000.0, 2100.0)
_SHORT_RANGE = re.compile(r"\b(1\d|20)(\d\d)[-–/](\d\d)(?![-–/\d])")
_RANGE = re.compile(r"(?<=\d)[-–—](?=\d)")
_CURRENCY_CODE = re.compile(r"(?<=[A-Za-z])(?=[$£€]\d)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is written (`text`), its value, and its unit if one is named."""

    text: str
    value: float
    unit: str | None

    @property
    def is_year(self) -> bool:
        """Whether it looks like a year: four digits and no unit."""
        return self.unit is None and self.text.isdigit() and _YEARS[0] <= self.value < _YEARS[1]


def find_amounts(text: str) -> list[Amount]:
    """Return the numbers in figures or in words, in no order: “US$7 million”, “twelve”, “1979”.

    The number in a name, as in “F-16” or “COVID-19”, is none, and neither is an ordinal; a
    range has two, and “2018–19” the years 2018 and 2019. “One” mostly counts nothing, and
    does here only with a unit or a scale.
    """
    text = _RANGE.sub(" – ", _SHORT_RANGE.sub(r"\1\2 – \1\3", text))
    text = _CURRENCY_CODE.sub(" ", text)
    figures = [_amount(match) for match in _AMOUNT.finditer(text)]
    return figures + [
        _amount(match)
        for match in _WORD_AMOUNT.finditer(text)
        if match["figure"].lower() != "one" or match["scale"] or match["unit"]
    ]


def _amount(match: re.Match[str]) -> Amount:
    parts = match.groupdict()
    figure, scale = parts["figure"].lower(), (parts["scale"] or "").lower().lstrip(" -")
    if figure[0].isdigit():
        value = float(figure.replace(",", ""))
    else:
        value = sum(_NUMBER_WORDS[word] for word in re.split(r"[-\s]", figure))
    value *= _SCALES.get(scale, 1.0)
    unit = parts.get("currency") or (parts["unit"] or "").lower() or None
    return Amount(match[0].strip(), value, _UNITS.get(unit, unit) if unit else None)
