"""Years and decades typed in short, written out as the papers have them: “in 79”, “the 90s”."""

import re
from collections.abc import Iterator, Mapping

from index.words.terms import FUNCTION_WORDS
from qa.understanding.spelling.vocabulary import Vocabulary

_CENTURIES = ("19", "20", "18")
"""Those that a short form may stand for, the likeliest first."""
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_DECADES: Mapping[str, str] = {word: f"{tens}0s" for tens, word in enumerate(_TENS, start=2)}
_DECADE = re.compile(r"[0-9]0s")
_YEAR = re.compile(r"[0-9]{2}")
_IN_FRONT_OF_YEARS = frozenset("in since by until till before after during from".split())
_IN_FRONT_OF_AGES = frozenset("his her their my your our".split())
_APOSTROPHES = frozenset("'’‘")


def write_years(written: list[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Write years and decades out, in a text cut as `wording.cut` does; yield what was changed.

    A short form stays as it is where the papers tell no such year or decade.
    """
    for place in range(1, len(written), 2):
        typed = written[place]
        full = _full_decade(written, place, vocabulary) or _full_year(written, place, vocabulary)
        if full is None:
            continue
        written[place] = full
        if written[place - 1][-1:] in _APOSTROPHES:
            written[place - 1] = written[place - 1][:-1]
        yield typed, full


def _full_decade(written: list[str], place: int, vocabulary: Vocabulary) -> str | None:
    word = written[place].lower()
    before = written[place - 2].lower() if place > 1 else ""
    short = _DECADES.get(word, word)
    if _DECADE.fullmatch(short) is None or before in _IN_FRONT_OF_AGES:
        return None
    return max(
        (
            f"{century}{short}"
            for century in _CENTURIES
            if _decade_count(century, short, vocabulary)
        ),
        key=lambda decade: _decade_count(decade[:2], short, vocabulary),
        default=None,
    )


def _decade_count(century: str, short: str, vocabulary: Vocabulary) -> int:
    """Count the passages that tell a decade or a year of it."""
    years = (f"{century}{short[0]}{year}" for year in range(10))
    return vocabulary.count(f"{century}{short}") + sum(map(vocabulary.count, years))


def _full_year(written: list[str], place: int, vocabulary: Vocabulary) -> str | None:
    typed = written[place]
    if _YEAR.fullmatch(typed) is None or not _stands_as_year(written, place):
        return None
    years = (century + typed for century in _CENTURIES)
    return next((year for year in years if vocabulary.count(year)), None)


def _stands_as_year(written: list[str], place: int) -> bool:
    """Whether two digits stand where a year does, and count nothing: “in 79”, not “in 79 cases”."""
    if written[place - 1][-1:] in _APOSTROPHES:
        return True
    before = written[place - 2].lower() if place > 1 else ""
    after = written[place + 2].lower() if place + 2 < len(written) else ""
    counts = written[place + 1].strip() == "" and after and after not in FUNCTION_WORDS
    marked = written[place + 1][:1] in set("%.°$€£/-")
    return before in _IN_FRONT_OF_YEARS and not counts and not marked
