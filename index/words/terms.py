"""Terms: the stemmed words by which passages are found and questions compared."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")

# The words that carry a sentence and tell nothing of its subject.
FUNCTION_WORDS = frozenset(
    "a about after all also an and any are as at be because been before being both but by can "
    "could did do does during each either for from had has have having he her here hers him his "
    "how i if in into is it its itself may me might more most must my no nor not of on or other "
    "our out over own per shall she should so some such than that the their them then there these "
    "they this those through to too under until up upon very was we were what when where whether "
    "which while who whom whose why will with within without would you your".split()
)


@cache
def _stemmer() -> "Stemmer":
    from Stemmer import Stemmer

    return Stemmer("english")


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without possessive endings."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(plain)]


def terms(text: str) -> list[str]:
    """Return the stems of the words of `text`, function words left out, in order.

    Stemmed by Snowball's English stemmer (Porter2).
    """
    return stems([word for word in words(text) if word not in FUNCTION_WORDS])


def stems(words: Sequence[str]) -> list[str]:
    """Return the stem of each word, given in lower case."""
    found: list[str] = _stemmer().stemWords(words)
    return found
