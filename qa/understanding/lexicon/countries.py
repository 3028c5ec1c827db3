"""The names of countries, of their people and of their seats of government."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+(?:[.’'](?!s\b)[^\W_]+)*")
_LONGEST_NAME = 3
"""Words of a name that is looked for."""
_ALSO_WORDS = frozenset({"us", "pak"})
"""Names that are no name in small letters."""
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {"united": ("us", "uk")}
"""Words that are no name by themselves, but by which names are known."""


def same_country(word: str, other: str) -> bool:
    """Whether two words of names, in any case, stand for one country: US and American."""
    countries = _countries_by_word()
    return not countries.get(word.lower(), frozenset()).isdisjoint(countries.get(other.lower(), ()))


def countries_named(text: str) -> frozenset[int]:
    """Return the numbers of the countries that a text has a name of."""
    return frozenset[int]().union(*(countries for _, _, countries in find_country_names(text)))


def find_country_names(text: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield where each name of a country starts and ends, and the countries that it is a name of.

    The longest name counts where one is part of another. Countries are told by their numbers.
    """
    countries = _countries_by_name()
    found = list(_WORD.finditer(text))
    place = 0
    while place < len(found):
        start = found[place].start()
        for last in range(min(place + _LONGEST_NAME, len(found)) - 1, place - 1, -1):
            name = text[start : found[last].end()]
            named = countries.get(name.lower())
            if named is not None and name not in _ALSO_WORDS:
                yield start, found[last].end(), named
                place = last
                break
        place += 1


@cache
def _countries_by_name() -> Mapping[str, frozenset[int]]:
    text = files("qa").joinpath("data", "wordnet", "countries.txt").read_text("utf-8")
    countries: dict[str, set[int]] = {}
    for number, line in enumerate(text.splitlines()):
        for name in line.split("|"):
            countries.setdefault(name.lower(), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in countries.items()}


@cache
def _countries_by_word() -> Mapping[str, frozenset[int]]:
    """Return the countries by their names and by the words that these begin with."""
    countries = _countries_by_name()
    begun = {
        word: frozenset[int]().union(*(countries[name] for name in names))
        for word, names in _BEGINNINGS.items()
    }
    return {**countries, **begun}
