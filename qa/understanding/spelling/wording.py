"""A question's wording without what depends on how it was typed: chat forms, marks, capitals."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from index.words.terms import FUNCTION_WORDS

_WORD = re.compile(r"([^\W_]+(?:'[^\W_]+)*)")
_WITHOUT_POSSESSIVE = re.compile(r"([^\W_]+(?:'(?!s\b)[^\W_]+)*)")
_APOSTROPHES = re.compile(r"[’‘\u02bc\u00b4`′](?=\w)|(?<=\w)[’\u02bc\u00b4`′]")
_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SLASHED = (
    (re.compile(r"(?<![^\s(])w/o(?!\w)", re.IGNORECASE), "without"),
    (re.compile(r"(?<![^\s(])w/\s*+(?=\w)", re.IGNORECASE), "with "),
    (re.compile(r"(?<![^\s(])b/c(?!\w)", re.IGNORECASE), "because"),
    (re.compile(r"(?<![^\s(])acc\.? to(?!\w)", re.IGNORECASE), "according to"),
)
_SHORTENED = re.compile(
    r"(?P<asked>what|who|where|when|why|how|that|there|here|it|he|she)'s"
    r"|(?P<negated>[a-z]+)n't|(?P<subject>i|you|we|they)'(?P<verb>re|ve|m)"
)
_VERBS = {"re": "are", "ve": "have", "m": "am"}
_NEGATED = {"ca": "cannot", "wo": "will not", "ai": "is not", "sha": "shall not"}
_FEWEST_WORDS = 3
_MOST_CAPITALS = 0.6
"""A text with a larger share of capitals among its letters was typed with the key locked."""
_SPELLED_IN_CAPITALS = frozenset("a i it us who or no may aids".split())
_VERBS_IN_FRONT = frozenset("am are can could did do does had has have is was were will".split())
_NAMED_BY_A_LETTER = frozenset("boat boats statistic test tests turn turns value values".split())


@dataclass(frozen=True)
class Worded:
    """A text cut into `pieces`: what stands between words and the words, by turns.

    The words have the odd places. `changed` holds what was typed in a short form, and what it
    stands for.
    """

    pieces: Sequence[str]
    changed: tuple[tuple[str, str], ...]


def cut(text: str) -> list[str]:
    """Cut a text into what stands between words and the words, which have the odd places.

    The ending of a possessive belongs to what stands between.
    """
    return _WITHOUT_POSSESSIVE.split(text)


def set_apostrophes(text: str) -> str:
    """Write the apostrophes of a text as printed papers do."""
    return _STRAIGHT.sub("’", text)


def reword(text: str, is_of_papers: Callable[[str], bool]) -> Worded:
    """Return a text in plain characters, with capitals that tell something, and in full words.

    `is_of_papers` is asked about words that may stand for themselves.
    """
    plain = _INVISIBLE.sub("", normalize("NFC", text))
    plain = _APOSTROPHES.sub("'", plain)
    changed = []
    for pattern, full in _SLASHED:
        changed += [(found.strip(), full.strip()) for found in pattern.findall(plain)]
        plain = pattern.sub(full, plain)
    pieces = _WORD.split(plain.lower() if has_idle_capitals(plain) else plain)
    for place in range(1, len(pieces), 2):
        typed = pieces[place]
        pieces[place] = _in_full(pieces, place, is_of_papers)
        # “What's” is shown as it was typed: nothing of it was misspelt.
        if pieces[place] != typed and _SHORTENED.fullmatch(typed.lower()) is None:
            changed.append((typed, pieces[place]))
    return Worded(cut("".join(pieces)), tuple(changed))


def has_idle_capitals(text: str) -> bool:
    """Whether the capitals of a text say nothing: all are, each word has one, or any letter.

    Little words have none in English, unless one opens a sentence or stands for a name.
    """
    words = [word for word in _WORD.findall(text) if word.isalpha()]
    letters = "".join(words)
    capitals = sum(letter.isupper() for letter in letters)
    if len(words) >= _FEWEST_WORDS and capitals > _MOST_CAPITALS * len(letters):
        return True
    little = [
        word
        for word in words[1:]
        if word.lower() in FUNCTION_WORDS and word.lower() not in _SPELLED_IN_CAPITALS
    ]
    odd = sum(not word.islower() and not word.istitle() and not word.isupper() for word in little)
    titled = sum(word.istitle() for word in little)
    return odd > 0 or titled > len(little) / 2


def _in_full(pieces: Sequence[str], place: int, is_of_papers: Callable[[str], bool]) -> str:
    """Return the words that one at an odd place stands for, mostly itself."""
    typed = pieces[place]
    word = typed.lower()
    if len(word) == 1 and not (typed.islower() and _is_short_form(pieces, place)):
        return typed
    shortened = _SHORTENED.fullmatch(word)
    full = _spelled_out(shortened) if shortened else _chat_form(word, is_of_papers)
    if full is None or (typed.isupper() and len(word) > 1 and "'" not in word):
        return typed
    return full[0].upper() + full[1:] if typed[0].isupper() else full


def _spelled_out(found: re.Match[str]) -> str:
    if found["asked"]:
        return f"{found['asked']} is"
    if found["negated"]:
        return _NEGATED.get(found["negated"], f"{found['negated']} not")
    return f"{found['subject']} {_VERBS[found['verb']]}"


def _is_short_form(pieces: Sequence[str], place: int) -> bool:
    """Whether a letter stands for a word, not for itself: “n” for “and”, but not in “n = 5”."""
    letter = pieces[place]
    gap_before, gap_after = pieces[place - 1], pieces[place + 1]
    before = pieces[place - 2].lower() if place > 1 else ""
    after = pieces[place + 2].lower() if place + 2 < len(pieces) else ""
    if gap_before.strip(" ,(") or gap_after.strip(" ,?!)") or after in _NAMED_BY_A_LETTER:
        return False
    if letter == "u":
        return before not in {"the", "a", "whitney"}
    if letter == "r":
        return after in {"u", "you", "they", "we", "the", "these", "those", "there"}
    if letter == "n":
        return gap_after == " " and after.isalpha() and before not in {"the", "of", "sample"}
    if letter == "y":
        return not before and after in _VERBS_IN_FRONT
    return letter == "w" and gap_after == " " and bool(after)


def _chat_form(word: str, is_of_papers: Callable[[str], bool]) -> str | None:
    """Return the words that a chat form stands for; None for any other word."""
    plain = word.replace("'", "")
    full = _chat_forms().get(plain)
    if full is None and (full := _chat_forms().get(f"?{plain}")) and is_of_papers(plain):
        return None
    return full


@cache
def _chat_forms() -> Mapping[str, str]:
    text = (files("qa") / "data" / "chat_forms.txt").read_text(encoding="utf-8")
    pairs = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {typed: full for typed, _, full in pairs}
