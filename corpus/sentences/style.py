"""How a text writes its sentences: in which language, with which abbreviations, how carefully."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.word_lists import english_words

_FOLDER = Path(__file__).parents[1] / "data" / "sentences"
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru")
_ENGLISH = "en"
_SAMPLE_CHARACTERS = 30_000
"""Of a text, to tell its language by."""
_CLEARLY_TIMES = 1.3
"""How much more of a text another language must know than English does."""
_PART = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_WORDS = re.compile(r"[^\W\d_]+")
_LONGEST_ABBREVIATION = 6
"""Letters of a word that a paper may abbreviate without our list knowing."""
_BEFORE_NUMBER = 5
"""Letters of such a word that only numbers follow."""
_SHORT_WORD = re.compile(rf"(?<![\w.'’-])([^\W\d_]{{2,{_LONGEST_ABBREVIATION}}})(?![\w'’-])(\.?)")
_GOES_ON = re.compile(r"\s?[,;)]|\s+([^\W\d_]+)\b")
_NUMBER_FOLLOWS = re.compile(r"\s+\d")
_COMMON = 2_000
"""How often English words were counted that are no abbreviations, whatever follows."""
_CARELESS_SHARE, _FEW = 0.2, 3
_STOPS = re.compile(r"(?<=[^\W\d_]{4})\.\s+[\"“‘(]?([^\W\d_])")


@dataclass(frozen=True, slots=True)
class SentenceStyle:
    """What tells where sentences of a text end. Words are in lower case, without a last stop.

    Something always follows the `leading` abbreviations, the others may end a sentence;
    `starters` begin one behind these. In a text that `starts_small`, sentences begin with small
    letters. `has_ordinals` says that a full stop makes an ordinal of a number.
    """

    abbreviations: frozenset[str]
    leading: frozenset[str]
    starters: frozenset[str]
    starts_small: bool = False
    has_ordinals: bool = False


@cache
def style_of_language(language: str) -> SentenceStyle:
    """Return what holds for all texts of a language, such as “de”."""
    lists = _read_lists(language)
    return SentenceStyle(
        lists["abbreviations"] | lists["leading"],
        lists["leading"],
        lists["starters"],
        has_ordinals=language == "de",
    )


def plain_style() -> SentenceStyle:
    """Return the style of English, for texts too short to show their own."""
    return style_of_language(_ENGLISH)


def style_of(text: str) -> SentenceStyle:
    """Return the style of a whole text: its language's, and what it shows of its own."""
    style = style_of_language(language_of(text[:_SAMPLE_CHARACTERS]))
    return replace(
        style,
        abbreviations=style.abbreviations | _own_abbreviations(text),
        starts_small=_starts_small(text),
    )


@cache
def _read_lists(language: str) -> Mapping[str, frozenset[str]]:
    """Read the lists of a language: parts under headings, lines that begin with # are comments."""
    lines = (_FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    parts = _PART.split("\n".join(line for line in lines if not line.startswith("#")))
    return {
        name: frozenset(words.split()) for name, words in zip(parts[1::2], parts[2::2], strict=True)
    }


def language_of(text: str) -> str:
    """Return the language whose little words a text has most of; English in doubt."""
    counts = Counter(_WORDS.findall(text.lower()))
    known = {
        language: sum(counts[word] for word in _read_lists(language)["words"])
        for language in _LANGUAGES
    }
    best = max(known, key=lambda language: known[language])
    return best if known[best] > _CLEARLY_TIMES * known[_ENGLISH] else _ENGLISH


def _own_abbreviations(text: str) -> frozenset[str]:
    """Return short words, rare in English, that a text never writes without a full stop.

    It goes on behind them in small letters, with a comma, or with a number behind very short ones.
    """
    bare: set[str] = set()
    goes_on: set[str] = set()
    for match in _SHORT_WORD.finditer(text):
        word = match[1].lower()
        if not match[2]:
            bare.add(word)
        elif _goes_on(text, match.end(), len(word)):
            goes_on.add(word)
    return frozenset(word for word in goes_on - bare if english_words().get(word, 0) < _COMMON)


def _goes_on(text: str, end: int, letters: int) -> bool:
    """Whether a sentence goes on behind the full stop of a word of so many letters."""
    if letters <= _BEFORE_NUMBER and _NUMBER_FOLLOWS.match(text, end):
        return True
    following = _GOES_ON.match(text, end)
    if following is None:
        return False
    word = following[1]
    return not word or str(word).islower()


def _starts_small(text: str) -> bool:
    """Whether full stops behind long words are often followed by small letters."""
    following = [str(match[1]) for match in _STOPS.finditer(text)]
    small = sum(letter.islower() for letter in following)
    return small >= _FEW and small > _CARELESS_SHARE * len(following)
