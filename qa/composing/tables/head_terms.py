"""The terms by which the heads of tables and the words of questions are compared."""

from collections.abc import Iterable

from index.words.terms import FUNCTION_WORDS, stems, words

_SIGNS = (("%", " percent "), ("±", " plus minus "), ("#", " number "), ("№", " number "))
_SAME = {
    "percentage": "percent",
    "percentages": "percent",
    "proportion": "percent",
    "share": "percent",
    "rate": "rate",
    "average": "mean",
    "avg": "mean",
    "no": "number",
    "num": "number",
    "count": "number",
    "men": "male",
    "man": "male",
    "women": "female",
    "woman": "female",
    "yrs": "year",
    "yr": "year",
    "max": "maximum",
    "min": "minimum",
    "km": "kilometre",
    "kg": "kilogram",
    "st": "standard",
    "dev": "deviation",
    "old": "age",
    "aged": "age",
    "kilometers": "kilometre",
    "kilometer": "kilometre",
    "wt": "weight",
    "temp": "temperature",
}
"""Words and the word that heads of tables have for the same, abbreviated or not."""
_IDLE = frozenset(
    stems(
        "according among amongst amount appear case cell column contain data did entry figure find "
        "get give given go got had happen indicate list listed many measure measured much note "
        "noted number observe observed obtain paper present presented receive record recorded "
        "regard report reported result row see show shown shows stated study table tell total "
        "using value values was were level levels there here exactly please say says said know "
        "regarding concerning respect around along make made want whats stand stands kind entered "
        "found name".split()
    )
)
"""Stems that ask for a cell and name none; in a head they count, but are not asked for."""


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a head or a question, each once; all its words where no other is left."""
    for sign, word in _SIGNS:
        text = text.replace(sign, word)
    found = [_SAME.get(word, word) for word in words(text)]
    kept = [word for word in found if word not in FUNCTION_WORDS] or found
    return tuple(dict.fromkeys(stems(kept)))


def is_idle(term: str) -> bool:
    """Whether a term of a question asks for something, and does not say of what."""
    return term in _IDLE


def terms_of_all(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the terms of several heads, each once."""
    return tuple(dict.fromkeys(term for text in texts for term in terms_of(text)))
