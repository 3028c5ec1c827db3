"""Names in English text, by their capitals."""

import re

from corpus.paper import Span
from index.words.terms import FUNCTION_WORDS

_NAME = re.compile(
    r"(?:[A-Z][^\W_]*(?:[-'’.][^\W_]+)*)"
    r"(?: (?:(?:of|of the|de|la|al|bin|ul|von|van) )?[A-Z][^\W_]*(?:[-'’.][^\W_]+)*)*"
)
_YEAR = re.compile(r"\b(?:1\d|20)\d\ds?\b")
_PIECE = re.compile(r"\S.*?(?:[’']s?(?= |$)|$)", re.DOTALL)
_POSSESSIVE = re.compile(r"[’']s?$")
_SHARED_LETTERS = 4
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
TITLES = frozenset(
    "president premier minister general king queen chancellor dr mr mrs ms professor senator "
    "secretary ambassador sir lord lady pope prince princess emperor governor captain".split()
)
_THINGS = frozenset(
    "act agreement alliance amendment area association bank base board bureau city committee "
    "congress conference convention corridor council court department east empire federation "
    "forces fund government group institute issue law ministry movement north office "
    "organisation organization pact party plan policy port program programme project region "
    "republic research revolution sea south states system treaty union university war west "
    "world".split()
)


def find_names(text: str) -> list[Span]:
    """Return the runs of capitalised words, without possessive endings and opening words.

    A capital that only opens a sentence (“After Pakistan’s”, “Recently”) is no name,
    and neither is a month. A possessive ends a name: “Russia’s President Putin” is two.
    """
    pieces = (
        Span(match.start() + piece.start(), match.start() + piece.end())
        for match in _NAME.finditer(text)
        for piece in _PIECE.finditer(match[0])
    )
    return [name for piece in pieces if (name := _trimmed(text, piece)) is not None]


def find_years(text: str) -> list[Span]:
    """Return the years of the last thousand, and decades such as “1960s”."""
    return [Span(*match.span()) for match in _YEAR.finditer(text)]


def _trimmed(text: str, span: Span) -> Span | None:
    start, name = span.start, text[span.start : span.end]
    words = name.split(" ")
    while words and (
        words[0].lower() in FUNCTION_WORDS | MONTHS or _only_opens(text, start, words[0])
    ):
        start += len(words[0]) + 1
        words = words[1:]
    name = _POSSESSIVE.sub("", " ".join(words))
    if name.count(".") == 1:
        name = name.rstrip(".")
    return Span(start, start + len(name)) if len(name) > 1 else None


def _only_opens(text: str, start: int, word: str) -> bool:
    """Whether a word is an adverb at the start of a sentence."""
    opens = start == 0 or text[max(0, start - 2) : start] in {". ", "? ", "! "}
    return opens and re.fullmatch(r"[A-Z]\w{3,}ly", word) is not None


def looks_like_person(name: str) -> bool:
    """Whether a name is likely a person's: it has a title, or several plain words."""
    words = [word.lower().rstrip(".") for word in name.split(" ")]
    if TITLES & set(words):
        return True
    plain = all(word.isalpha() or "-" in word or "." in word for word in words)
    return len(words) > 1 and plain and not _THINGS & set(words) and not name.isupper()


def same_word(word: str, other: str) -> bool:
    """Whether two words of names are one, or forms of one: China and Chinese."""
    if word == other:
        return True
    return len(min(word, other, key=len)) >= _SHARED_LETTERS and (
        word[:_SHARED_LETTERS] == other[:_SHARED_LETTERS]
    )
