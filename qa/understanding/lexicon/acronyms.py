"""What the abbreviations of a paper stand for, by where it defines them: “weapon states (NNWS)”."""

import re
from collections.abc import Mapping

_DEFINED = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,9})[;,)]")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_EXTRA_WORDS = 5
"""Words that a long form may have beyond one for each letter: “of”, “the”, “and”."""
_FEWEST_CAPITALS = 2
_CHARACTERS_BACK = 160


def find_acronyms(text: str) -> Mapping[str, str]:
    """Return abbreviations with what they stand for, as a text has them in brackets behind it.

    The letters of one are found in its long form from the last to the first, which opens a word.
    Schwartz and Hearst 2003.
    """
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match[1].removesuffix("s")
        if short in found or sum(map(str.isupper, short)) < _FEWEST_CAPITALS:
            continue
        before = text[max(0, match.start() - _CHARACTERS_BACK) : match.start()].rstrip()
        long = _long_form(short, before)
        if long is not None:
            found[short] = " ".join(long.split())
    return found


def as_abbreviated_in(passage: str, question: str, acronyms: Mapping[str, str]) -> str:
    """Return a question with the form of what is abbreviated that a passage has, if but one."""
    for pair in acronyms.items():
        for asked, told in (pair, pair[::-1]):
            place = _place_of(asked, question)
            if place and _place_of(told, passage) and not _place_of(asked, passage):
                question = f"{question[: place[0]]}{told}{question[place[1] :]}"
    return question


def _long_form(short: str, before: str) -> str | None:
    """Return the end of a text that an abbreviation behind it stands for."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    lower, place = before.lower(), len(before)
    for number, letter in reversed(list(enumerate(letters))):
        place = lower.rfind(letter, 0, place)
        while place > 0 and number == 0 and lower[place - 1].isalnum():
            place = lower.rfind(letter, 0, place)
        if place < 0:
            return None
    long = before[place:]
    count = len(_WORD.findall(long))
    few, many = 2, min(len(letters) + _EXTRA_WORDS, 2 * len(letters))
    return long if few <= count <= many and not re.search(r"[.;:()]", long) else None


def _place_of(words: str, text: str) -> tuple[int, int] | None:
    """Return where words that stand by themselves in a text start and end, if they do.

    The last may have an s more. Small letters are told from capitals only in a single word, which
    is an abbreviation.
    """
    sought, there = _WORD.findall(words), list(_WORD.finditer(text))
    any_case = len(sought) > 1
    for first in range(len(there) - len(sought) + 1):
        found = there[first : first + len(sought)]
        if all(
            _is_same(one, match[0], any_case=any_case)
            for one, match in zip(sought, found, strict=True)
        ):
            return found[0].start(), found[-1].end()
    return None


def _is_same(word: str, other: str, *, any_case: bool) -> bool:
    if any_case:
        word, other = word.lower(), other.lower()
    return other in {word, f"{word}s"}
