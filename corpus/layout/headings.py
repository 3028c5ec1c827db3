"""Headings of plain text: which blocks of lines are headings."""

import re
from collections.abc import Mapping, Sequence

from corpus.word_lists import read_word_list

_LONGEST = 120
_MOST_WORDS = 16
_MOST_LINES = 2
_MOSTLY = 0.7
"""The share of a title's words in capitals: it may have an “in vitro”."""
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]*$")
_NUMBER = re.compile(r"(?:([0-9]{1,2}(?:\.[0-9]{1,2})*)[.)]?|([IVX]{1,5})\.)\s+\S")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_FIELD = re.compile(r"\w+:\s?[a-z0-9]")
_WORD = re.compile(r"[^\W\d_]+")


def ends_sentence(text: str) -> bool:
    """Whether `text` closes with a sentence's punctuation, quotes aside."""
    return _SENTENCE_END.search(text[-8:]) is not None


def is_common_title(text: str) -> bool:
    """Whether `text` names a section that most papers have."""
    return text.rstrip(":").lower() in read_word_list("section_titles")


def number_of(text: str) -> tuple[int, ...]:
    """Return the numbers before a heading: (3, 1) for “3.1 Data”, (4,) for “IV. Results”."""
    match = _NUMBER.match(text)
    if match is None:
        return ()
    if match[1]:
        return tuple(map(int, match[1].split(".")))
    digits = [_ROMAN[letter] for letter in match[2]]
    return (sum(-d if d < after else d for d, after in zip(digits, (*digits[1:], 0), strict=True)),)


def telling_words(text: str) -> list[str]:
    """Return the words of a title that its meaning hangs on."""
    small = read_word_list("small_words")
    return [word for word in _WORD.findall(text) if len(word) > 1 and word.lower() not in small]


def is_heading_like(text: str) -> bool:
    """Whether a line that stands alone has the form of a heading."""
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or not _WORD.search(text):
        return False
    if is_common_title(text):
        return True
    if _FIELD.match(text) or (ends_sentence(text) and not text.endswith("?")):
        return False
    if (
        ";" in text
        or text.endswith((",", ":", "-"))
        or not (text[0].isupper() or text[0].isdigit())
    ):
        return False
    return bool(number_of(text)) or is_in_capitals(text) or _is_title_case(text)


def is_marked_heading(text: str) -> bool:
    """Whether a line is a heading by more than its capitals: by its number, name or type."""
    marked = is_common_title(text) or number_of(text) or is_in_capitals(text)
    return bool(marked) and is_heading_like(text)


def is_in_capitals(text: str) -> bool:
    """Whether `text` is words in capitals, and not, say, an equation."""
    return text.isupper() and 2 * sum(map(str.isalpha, text)) > len(text)


def _is_title_case(text: str) -> bool:
    telling = telling_words(text)
    capitals = sum(word[0].isupper() for word in telling)
    return bool(telling) and capitals >= _MOSTLY * len(telling)


def find_headings(texts: Sequence[str], line_counts: Sequence[int]) -> list[int]:
    """Return the places of the blocks that are headings: short, apart, with text to follow."""
    found = [
        place
        for place in range(len(texts) - 1)
        if line_counts[place] <= _MOST_LINES
        and (is_heading_like(texts[place]) or _introduces(texts[place], texts[place + 1]))
    ]
    numbers = {place: number_of(texts[place]) for place in found}
    return [place for place in found if not _is_in_list(place, numbers)]


def _introduces(text: str, following: str) -> bool:
    """Whether a short line in sentence case stands over a real paragraph."""
    most_words, paragraph_length = 8, 200
    return (
        len(following) >= paragraph_length
        and text[:1].isupper()
        and not _FIELD.match(text)
        and text[-1:].isalnum()
        and len(text.split()) <= most_words
    )


def _is_in_list(place: int, numbers: Mapping[int, tuple[int, ...]]) -> bool:
    """Whether a numbered line stands right beside the one that counts on from it."""
    own, before, after = (numbers.get(place + step, ()) for step in (0, -1, 1))
    return _counts_on(before, own) or _counts_on(own, after)


def _counts_on(number: tuple[int, ...], following: tuple[int, ...]) -> bool:
    return bool(number) and (*number[:-1], number[-1] + 1) == following
