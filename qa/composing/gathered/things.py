"""Things of the kind that a question wants listed, found in a sentence by their form."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.words.terms import FUNCTION_WORDS, terms
from qa.support.amounts import find_amounts
from qa.understanding.lexicon.countries import countries_named, same_country
from qa.understanding.names import TITLES, find_names, looks_like_person, same_word
from qa.understanding.parts.listed import Items, Listed
from qa.understanding.question import Question

_RANK = r"(?:Chief|Deputy|Foreign|Former|Prime|Vice)"
_TITLED = re.compile(
    rf"(?:\b(?!{_RANK}\b)(?P<before>[A-Z][\w-]{0, 30}+) )?(?:{_RANK} )?"
    rf"\b(?P<title>(?i:{'|'.join(sorted(TITLES))}))\b\.?"
    r"(?: (?:of|for) (?:the )?(?P<of>[A-Z][\w-]{0,30}+)|(?: [a-z]{1,20}+){0,3}(?=,))?"
    r",? (?P<name>[A-Z][\w-]{1,30}+(?: (?:bin|de|von|van|al)\b)?(?: [A-Z][\w-]{1,30}+){0,3})"
)
_ADMINISTRATION = re.compile(r"\b(?P<name>[A-Z][a-z]\w++)(?:[’']s)? administration\b")


def find_things(
    texts: Sequence[str], listed: Listed, question: Question
) -> list[frozenset[Hashable]]:
    """Return the things of the kinds listed in each sentence, as far as their form can tell.

    People by their last names, amounts by value and unit, other things by a name that ends in
    the noun: “the Glenn Amendment”. Whoever has a title that is another country's than the
    question's (“the US President”) in one of the sentences counts in none.
    """
    people = _People.of(texts, listed, question)
    return [_things_in(text, listed, people) for text in texts]


@dataclass(frozen=True, slots=True)
class _People:
    """Last names of people with titles, those of others, and first names with the last."""

    titled: frozenset[str]
    others: frozenset[str]
    last_names: Mapping[str, str]

    @classmethod
    def of(cls, texts: Sequence[str], listed: Listed, question: Question) -> "_People":
        if Items.TITLED not in listed.kinds:
            return cls(frozenset(), frozenset(), {})
        asked = [word for name in question.named for word in name.lower().split()]
        titled: set[str] = set()
        others: set[str] = set()
        last_names: dict[str, str] = {}
        for match in (match for text in texts for match in _TITLED.finditer(text)):
            *first, last = match["name"].split(" ")
            last_names.update(dict.fromkeys(first, last))
            fits = not listed.titles or match["title"].lower() in listed.titles
            (titled if fits and _is_asked(match, asked) else others).add(last)
        for match in (match for text in texts for match in _ADMINISTRATION.finditer(text)):
            if not match["name"].isupper():
                titled.add(match["name"])
        return cls(frozenset(titled), frozenset(others), last_names)


def _is_asked(match: re.Match[str], asked: Sequence[str]) -> bool:
    """Whether a title is nobody's in particular, or of a country that the question names."""
    said = [match[part] for part in ("before", "of") if match[part]]
    # “US” is no “us”.
    whose = [one.lower() for one in said if one.isupper() or one.lower() not in FUNCTION_WORDS]
    if not asked or not whose:
        return True
    return any(
        same_word(one, other) or same_country(one, other) for one in whose for other in asked
    )


def _things_in(text: str, listed: Listed, people: _People) -> frozenset[Hashable]:
    found: set[Hashable] = set()
    names = [text[span.start : span.end] for span in find_names(text)]
    if Items.TITLED in listed.kinds:
        found.update(_titled(text, names, people))
    if Items.PEOPLE in listed.kinds:
        found.update(name.split(" ")[-1] for name in names if looks_like_person(name))
    if Items.AMOUNTS in listed.kinds:
        found.update((one.value, one.unit) for one in find_amounts(text) if one.unit)
    if Items.ANY in listed.kinds:
        found.update(name for name in names if _bears_noun(name, listed))
    return frozenset(found)


def _titled(text: str, names: Sequence[str], people: _People) -> Iterator[str]:
    """Return the last names of the people asked for, however they are called in a sentence."""
    called = {match["name"] for match in _ADMINISTRATION.finditer(text)} | set(names)
    for name in called:
        last = name.split(" ")[-1]
        last = people.last_names.get(last, last)
        if last in people.titled - people.others:
            yield last


def _bears_noun(name: str, listed: Listed) -> bool:
    """Whether a name ends in what is listed: an “Act”. No country is one of some “states”."""
    ends_so = " " in name and bool(set(terms(name)[-1:]) & listed.stems)
    return ends_so and not countries_named(name)
