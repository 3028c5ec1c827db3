"""A question put in the words of a passage, where these mean the same as its own."""

import re
from collections.abc import Iterator

from index.words.terms import FUNCTION_WORDS, stems
from qa.understanding.lexicon.countries import find_country_names
from qa.understanding.lexicon.synonyms import synonyms

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_SAYING_LITTLE = frozenset(
    "author authors became become becomes came come comes did does doing done find first "
    "found gave get gets give gives go goes going gone got happen happened happens kind know "
    "last made make makes many mean means much name named new one other paper papers said say "
    "says see sort study take takes tell thing things think took two use used uses want way "
    "went work works year years".split()
)
"""Words with so many meanings that another word for them says nothing."""

_Change = tuple[int, int, str]
"""Where a question is changed, from and to, and the words that go there."""


def in_words_of(passage: str, question: str) -> str:
    """Return a question with words of a passage for those that the passage lacks, if it has any.

    These are other names of a country (“Washington” and “the US”) and synonyms; capitals and
    grammar are no matter. A question that is in the passage's words already stays as it is.
    """
    for start, end, words in sorted(_changes(passage, question), reverse=True):
        question = f"{question[:start]}{words}{question[end:]}"
    return question


def _changes(passage: str, question: str) -> Iterator[_Change]:
    named = [(start, end) for start, end, _ in find_country_names(question)]
    yield from _other_names(passage, question)
    words = [match for match in _WORD.finditer(question) if _may_change(match, question)]
    own = [word for word in words if not any(a <= word.start() < b for a, b in named)]
    if not own:
        return
    told = _WORD.findall(passage)
    there = dict(zip(stems([word.lower() for word in told]), told, strict=True))
    for word, stem in zip(own, stems([word[0].lower() for word in own]), strict=True):
        if stem not in there:
            other = next((there[one] for one in synonyms(stem) if one in there), None)
            if other is not None and other.lower() not in FUNCTION_WORDS:
                yield word.start(), word.end(), other


def _other_names(passage: str, question: str) -> Iterator[_Change]:
    """Yield the names of countries that a passage has another name for."""
    there = [
        (passage[start:end], countries) for start, end, countries in find_country_names(passage)
    ]
    told = {name.lower() for name, _ in there}
    for start, end, countries in find_country_names(question):
        if question[start:end].lower() in told:
            continue
        other = next((name for name, named in there if named & countries), None)
        if other is not None:
            yield start, end, other


def _may_change(word: re.Match[str], question: str) -> bool:
    """Whether a word has a meaning of its own, and is no name."""
    lower = word[0].lower()
    opens = not question[: word.start()].strip(" “\"'(")
    return (
        len(lower) >= _SHORTEST
        and lower not in FUNCTION_WORDS
        and lower not in _SAYING_LITTLE
        and (opens or word[0].islower())
    )
