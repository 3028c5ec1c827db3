"""Whether something is an English word, and how common it is."""

import json
import math
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from corpus.word_lists import english_words
from index.encoding.models import DEFAULT_MODEL
from index.words.terms import FUNCTION_WORDS

RAREST = math.log10(50)
"""How common a listed word is that was never counted."""
_MOST_COMMON_PIECE, _RAREST_PIECE = 6.0, 3.5
"""How common the first and the last word of the encoder's vocabulary are taken to be."""
_ROOT = 3.0
"""How common a word is that others may derive from."""
_PART = 50_000
"""How often both parts of a compound were counted."""
_FEWEST_LETTERS = 4
"""Of what is left of a word without its prefix or suffix."""
_PREFIXES = tuple(
    "anti auto bi bio co counter cross cyber de dis electro ex extra geo hyper immuno in inter "
    "intra macro mega meta micro mid mini mis mono multi nano neo neuro non out over para photo "
    "poly post pre pro proto pseudo psycho quasi radio re self semi socio sub super tele thermo "
    "trans ultra un under uni".split()
)
_SUFFIXES = tuple(
    (ending, tuple(instead.split(",")))
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("ily", "y"),
        ("iness", "y"),
        ("ability", "able,e,"),
        ("ization", "ize"),
        ("ally", "al,ic"),
        ("es", ",e"),
        ("s", ""),
        ("ed", ",e"),
        ("ing", ",e"),
        ("er", ",e"),
        ("ers", ",e"),
        ("or", ",e"),
        ("est", ",e"),
        ("ly", ",le"),
        ("ness", ""),
        ("less", ""),
        ("like", ""),
        ("wise", ""),
        ("able", ",e"),
        ("ism", ",e"),
        ("ist", ",e"),
        ("ists", ",e"),
        ("ic", ",e,y"),
        ("al", ",e"),
        ("ian", "ia,"),
        ("ity", ",e"),
    )
)
_NEVER_BEFORE = {"a": "e", "e": "e", "i": "e", "o": "e", "s": "s"}
"""Letters that do not stay in front of a suffix with a certain first letter."""
_AMERICAN = (
    (re.compile(r"is(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|ed|es|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|er|ers|able|ably|al|ful|ite|ites|less)?$)"), "or"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
    (re.compile(r"(?=[a-z]{6})(?:ae|oe)|(?<=[a-z]{4})(?:ae|oe)"), "e"),
    (re.compile(r"(?<=[a-z]{2})ogue(?=s?$)"), "og"),
)


@cache
def _pieces() -> Mapping[str, int]:
    """Return the whole words of the default encoder's vocabulary with their numbers.

    The vocabulary begins with the commonest.
    """
    path = files("index") / "data" / DEFAULT_MODEL / "tokenizer.json"
    numbers = json.loads(path.read_bytes())["model"]["vocab"]
    return {word: number for word, number in numbers.items() if word.isalpha() and len(word) > 1}


def is_english(word: str) -> bool:
    """Whether a word, in lower case, is known: listed, or derived from what is listed.

    The vocabulary of the encoder is asked first, which reads faster than the word list.
    """
    listed = any(map(is_listed, (word, *_american_forms(word))))
    return listed or _is_derived(word) or _is_compound(word)


def is_listed(word: str) -> bool:
    """Whether the encoder's vocabulary or the English word list has a word."""
    return word in _pieces() or word in english_words()


def commonness(word: str) -> float:
    """Return the logarithm (base 10) of how often a word was counted; 0 for an unknown one."""
    number = _pieces().get(word)
    span = _MOST_COMMON_PIECE - _RAREST_PIECE
    by_piece = 0.0 if number is None else _MOST_COMMON_PIECE - span * number / len(_pieces())
    count = english_words().get(word, 0)
    by_count = math.log10(count) if count else 0.0
    # The list never counted many names, nor what became common lately.
    return max(by_piece if by_count <= RAREST else 0.0, by_count)


def is_common(word: str) -> bool:
    """Whether the word list counted a word often."""
    return math.log10(english_words().get(word, 1)) >= _ROOT


def is_inflected(word: str) -> bool:
    """Whether other forms of a word are listed, as of nouns and verbs and not of most names."""
    others = (
        *(word + ending for ending in ("s", "es", "ed", "ing")),
        word.removesuffix("y") + "ies",
    )
    return any(map(is_listed, others)) or any(map(is_listed, without_suffix(word)))


def is_doubtful(word: str) -> bool:
    """Whether a known word is no more likely than a slip in another.

    It is listed and was never counted, or is not listed and only looks derived.
    """
    forms = (word, *_american_forms(word))
    counted = any(form in _pieces() or commonness(form) > RAREST for form in forms)
    return not (counted or _is_compound(word))


def _is_compound(word: str) -> bool:
    """Whether a word consists of two common ones, like “throughput”."""
    cuts = range(_FEWEST_LETTERS - 1, len(word) - _FEWEST_LETTERS + 2)
    return any(_is_part(word[:cut]) and _is_part(word[cut:]) for cut in cuts)


def _is_part(word: str) -> bool:
    little = len(word) < _FEWEST_LETTERS and word in FUNCTION_WORDS
    return not little and english_words().get(word, 0) >= _PART


def _american_forms(word: str) -> list[str]:
    forms = (pattern.sub(instead, word) for pattern, instead in _AMERICAN)
    return [form for form in forms if form != word]


def _is_derived(word: str) -> bool:
    """Whether a word is a listed one with a prefix or a suffix or both."""
    roots = [root for root in without_suffix(word) if len(root) >= _FEWEST_LETTERS]
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            base = word.removeprefix(prefix)
            roots += [one for one in (base, *without_suffix(base)) if len(one) > _FEWEST_LETTERS]
    return any(map(_is_root, roots))


def _is_root(word: str) -> bool:
    """Whether others may derive from a word: hardly any slip leaves a common one over."""
    return any(commonness(form) >= _ROOT for form in (word, *_american_forms(word)))


def share_root(word: str, other: str) -> bool:
    """Whether two words differ in regular endings only, or one of them has none."""
    return not {word, *without_suffix(word)}.isdisjoint({other, *without_suffix(other)})


def without_suffix(word: str) -> list[str]:
    """Return what may be left of a word without its suffix, by the rules of English spelling."""
    return [
        root + instead
        for ending, replacements in _SUFFIXES
        if word.endswith(ending)
        for root in (word.removesuffix(ending),)
        for instead in replacements
        if instead or root[-1:] not in _NEVER_BEFORE.get(ending[0], "")
    ]
