"""Dates in English text: years, decades, centuries, months, days, and spans of years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.paper import Span

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1\d|20)\d\d"
_DECADES = {
    word: 10 * place
    for place, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2
    )
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
        "nineteenth twentieth".split(),
        start=10,
    )
} | {"twenty-first": 21}
_PORTIONS = {
    "early": (0, 33),
    "mid": (34, 66),
    "late": (67, 99),
    r"first\shalf": (0, 49),
    r"second\shalf": (50, 99),
    r"first\sdecade": (0, 9),
    r"last\sdecade": (90, 99),
}
"""Years of a century, by what stands before it."""
_DATE = re.compile(
    rf"""
    (?<![\w.,$£€/])(?:
        (?P<ago>\d{{1,3}}(?>(?:,\d{{3}})+)|\d++)\s(?:years\sago|years\sbefore\sthe\spresent|BP\b|BCE?\b)
      | (?>(?:(?P<part>early|mid|late)[\s-](?:the\s)?)?)(?P<decade>{_YEAR[:-2]}0)[’']?s\b
      | (?P<from>{_YEAR})\s?(?:[-–—/]|\bto\b|\buntil\b)\s?(?P<to>{_YEAR}|\d\d)\b(?![-–/\d])
      | (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_MONTH})
        (?:\s(?P<day_behind>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?%))?(?:,?\s(?:of\s)?(?P<month_year>{_YEAR})\b)?
      | (?P<year>{_YEAR})\b(?![-–/,.]?\d)
        (?!-(?!present|current|now|today)[a-z])(?!\s?(?:%|per\scent))
      | (?>(?:(?P<portion>{"|".join(_PORTIONS)})[\s-](?:of\s)?(?:the\s)?)?)
        (?P<century>\d{{1,2}}(?:st|nd|rd|th)|{"|".join(_ORDINALS)})[\s-]centur(?:y|ies)\b
      | 9/11\b(?P<attacks>)
    )
    |\b(?:the|early|mid|late)[\s-](?P<word>{"|".join(_DECADES)})\b
    """,
    re.VERBOSE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|during|after|before|early|mid|late|year|and|or|to"
    r"|between|around|about|the|through|summer|spring|autumn|winter|fall)[\s-]|^|[(–—-])$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d{4}\s?(?:[-–—/]|to|until)\s?\d{2,4}", re.IGNORECASE)
_COUNTS = re.compile(r"\s[a-z][a-z-]*s\b")
"""What behind a number of four digits makes it an amount: “1500 patients”."""
_CITED = re.compile(r"\([^()A-Z]*+[A-Z][^()]*+\)|\bet al\.?,? \(\d{4}[a-z]?\)")
"""Works cited in brackets, whose years date nothing: “(Smith, 2004)”."""
_RELATION = re.compile(r"\b(?:after|before|since|until|by)(?: the)?[ ]$", re.IGNORECASE)
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_ATTACKS = (2001, 9, 11)
_LAST = (12, 31)

Day = tuple[int, int, int]
"""Year, month and day; a year before the common era is below 0, one not told is 0."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date at `span` of a text: from `first` to `last`, told as `label`."""

    span: Span
    first: Day
    last: Day
    label: str

    @property
    def has_year(self) -> bool:
        """Whether the year is told."""
        return self.first[0] != 0

    def meets(self, other: "Date") -> bool:
        """Whether some day belongs to both."""
        return self.first <= other.last and other.first <= self.last

    def in_year(self, year: int) -> "Date":
        """Return a day and month in a year that the text told before."""
        return Date(self.span, (year, *self.first[1:]), (year, *self.last[1:]), self.label)


def find_dates(text: str) -> list[Date]:
    """Return the dates in a text, in its order; those of works cited are none of its own."""
    cited = [Span(*match.span()) for match in _CITED.finditer(text)]
    return [date for date in _dates(text) if not any(work.holds(date.span) for work in cited)]


def asked_period(question: str) -> Date | None:
    """Return the time that a question confines itself to, from its first date to its last."""
    dates = [date for date in find_dates(question) if date.has_year]
    if not dates:
        return None
    first, last = min(date.first for date in dates), max(date.last for date in dates)
    if len(dates) == 1 and not _is_range(question, dates[0].span):
        before = question[: dates[0].span.start]
        if re.search(r"\b(?:since|after|from)(?: the)? $", before, re.IGNORECASE):
            last = (9999, *_LAST)
        elif re.search(r"\b(?:until|till|before|to)(?: the)? $", before, re.IGNORECASE):
            first = (-(10**9), 1, 1)
    return Date(dates[0].span, first, last, dates[0].label)


def _is_range(text: str, span: Span) -> bool:
    """Whether a date tells where it begins and where it ends: “1850 to 1870”."""
    return _RANGE.fullmatch(text, span.start, span.end) is not None


def _dates(text: str) -> Iterator[Date]:
    for match in _DATE.finditer(text):
        if match["year"] and not _is_year(text, match):
            continue
        period = _period(match)
        if period is not None:
            yield Date(Span(*match.span()), *period, _label(text, match))


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year, and count nothing."""
    if _BEFORE_YEAR.search(text[max(0, match.start() - 12) : match.start()]):
        return _COUNTS.match(text, match.end()) is None or match["year"][:2] in {"19", "20"}
    return _COUNTS.match(text, match.end()) is None


def _period(match: re.Match[str]) -> tuple[Day, Day] | None:
    if match["ago"]:
        year = -int(match["ago"].replace(",", ""))
        return _years(year, year)
    if match["attacks"] is not None:
        return _ATTACKS, _ATTACKS
    if match["from"]:
        first, last = match["from"], match["to"]
        return _years(int(first), int(last if len(last) > 2 else first[:2] + last))  # noqa: PLR2004
    if match["month"]:
        return _month(match)
    if match["year"]:
        return _years(int(match["year"]), int(match["year"]))
    return _many_years(match)


def _many_years(match: re.Match[str]) -> tuple[Day, Day]:
    if match["century"]:
        told = match["century"].lower()
        number = _ORDINALS.get(told) or int(told[:-2])
        portion = " ".join((match["portion"] or "").split()).replace(" ", r"\s")
        low, high = _PORTIONS.get(portion, (0, 99))
        return _years(100 * (number - 1) + low, 100 * (number - 1) + high)
    first = int(match["decade"]) if match["decade"] else 1900 + _DECADES[match["word"].lower()]
    low, high = _PARTS.get((match["part"] or "").lower(), (0, 9))
    return _years(first + low, first + high)


def _years(first: int, last: int) -> tuple[Day, Day]:
    return (first, 1, 1), (last, *_LAST)


def _month(match: re.Match[str]) -> tuple[Day, Day] | None:
    """Return the day or the month; “May” and “March” alone may be no month."""
    year = int(match["month_year"] or 0)
    day = int(match["day"] or match["day_behind"] or 0)
    if not year and not day:
        return None
    month = next(
        number
        for number, name in enumerate(_MONTHS, start=1)
        if name.startswith(match["month"].lower().rstrip(".")[:3])
    )
    return (year, month, day or 1), (year, month, day or _LAST[1])


def _label(text: str, match: re.Match[str]) -> str:
    """Return a date as the text tells it, with “after” and the like in front."""
    relation = _RELATION.search(text[max(0, match.start() - 12) : match.start()])
    label = (relation[0] if relation else "") + match[0].rstrip(".")
    return label[:1].upper() + label[1:]
