"""A question's words as the papers write them: compounds, numbers, capitals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.words.terms import FUNCTION_WORDS
from qa.understanding.lexicon.countries import countries_named
from qa.understanding.lexicon.proper_names import is_well_known_name
from qa.understanding.spelling.english import is_common, is_english, is_inflected
from qa.understanding.spelling.vocabulary import Vocabulary
from qa.understanding.spelling.years import write_years

_SHORTEST_COMPOUND = 4
_JOINTS = frozenset({" ", "-", "\u2010", "\u2011"})
"""What stands between the parts of a compound."""
_SMALL = (
    "zero . two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: str(number) for number, word in enumerate(_SMALL) if word != "."} | {
    word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}
"""“One” is mostly no number."""
_NUMBER_WORDS = {digits: word for word, digits in _NUMBERS.items()}
_GROUP = 3
"""Digits between the commas of a large number."""
_YEAR_DIGITS = 4
_GIVING = frozenset(
    "allow allows ask asks gave give gives help helps let lets made make makes remind reminds show "
    "shows taught teach teaches tell tells told".split()
)
"""Verbs behind which “us” is the pronoun."""
_JOINING = frozenset("and or versus vs".split())
_IN_FRONT = frozenset("are can could did do does had has have is was were will would".split())


@dataclass(frozen=True)
class Written:
    """A text cut as `wording.cut` does, and what was joined or put apart in it."""

    pieces: Sequence[str]
    changed: tuple[tuple[str, str], ...]


def as_papers_write(pieces: Sequence[str], vocabulary: Vocabulary) -> Written:
    """Write compounds, numbers and names as the papers do, where they have them.

    Capitals and what stands between known words are no matter of spelling, and not counted
    as changed.
    """
    written, changed = list(pieces), []
    for place in range(1, len(written), 2):
        typed = written[place]
        if (apart := _put_apart(typed, vocabulary)) is not None:
            written[place] = apart
            if " " in apart and typed.isalpha() and not is_english(typed.lower()):
                changed.append((typed, apart))
    for place in range(1, len(written) - 2, 2):
        first, gap, second = written[place : place + 3]
        if gap not in _JOINTS or not _may_be_compound(first, second):
            continue
        if (joined := _joined(first, second, vocabulary)) is not None:
            if not (is_english(first.lower()) and is_english(second.lower())):
                changed.append((first + gap + second, joined))
            written[place : place + 3] = ["", "", joined]
        elif (joint := _joint(first, second, vocabulary)) is not None:
            written[place + 1] = joint
    changed += write_years(written, vocabulary)
    _write_numbers(written, vocabulary)
    _write_capitals(written, vocabulary)
    return Written(written, tuple(changed))


def _put_apart(typed: str, vocabulary: Vocabulary) -> str | None:
    """Return the compound that the papers write in two words, and the question in one."""
    word = typed.lower()
    if _is_short(word) or word in FUNCTION_WORDS or vocabulary.count(word):
        return None
    found = _compounds(word, vocabulary)
    if not found and word[-1] == "s" and word[-2].isdigit():
        found = [(count, f"{form}s") for count, form in _compounds(word[:-1], vocabulary)]
    return max(found)[1] if found else None


def _is_short(word: str) -> bool:
    return len(word) < _SHORTEST_COMPOUND and not any(letter.isdigit() for letter in word)


def _compounds(word: str, vocabulary: Vocabulary) -> list[tuple[int, str]]:
    """Return how the papers write a word in two parts, each form with its count."""
    return [
        (count, form)
        for first, second in _cuts(word)
        if vocabulary.count(first) and vocabulary.count(second)
        for form, count in vocabulary.compound(first, second).items()
        if form[len(first) : -len(second)] in _JOINTS
    ]


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut a word in two; a letter by itself only in front of digits."""
    for cut in range(1, len(word)):
        first, second = word[:cut], word[cut:]
        if min(len(first), len(second)) > 1 or (first.isalpha() and second[0].isdigit()):
            yield first, second


def _may_be_compound(first: str, second: str) -> bool:
    little = {first.lower(), second.lower()} & FUNCTION_WORDS
    return bool(first and second) and not little and not (first.isdigit() and second.isalpha())


def _joined(first: str, second: str, vocabulary: Vocabulary) -> str | None:
    """Return the word that the papers write in one, and never in two as the question does."""
    word = (first + second).lower()
    if _is_short(word) or not vocabulary.count(word) or word.isdigit():
        return None
    forms = vocabulary.written(word)
    if not forms or vocabulary.compound(first.lower(), second.lower()):
        return None
    return forms.most_common(1)[0][0]


def _joint(first: str, second: str, vocabulary: Vocabulary) -> str | None:
    """Return what the papers mostly write between two words: a space, a hyphen, a comma."""
    forms = vocabulary.compound(first.lower(), second.lower())
    allowed = _JOINTS | {","} if first.isdigit() and second.isdigit() else _JOINTS
    joints: dict[str, int] = {}
    for form, count in forms.items():
        joint = form[len(first) : len(form) - len(second)]
        if joint in allowed:
            joints[joint] = joints.get(joint, 0) + count
    return max(joints, key=lambda joint: (joints[joint], joint == " "), default=None)


def _write_numbers(written: list[str], vocabulary: Vocabulary) -> None:
    """Write a number in digits or in words, with commas or without, as the papers have it."""
    for place in range(1, len(written), 2):
        number = written[place].lower()
        if place + 2 < len(written) and written[place + 1] == ",":
            _write_without_comma(written, place, vocabulary)
        other = _NUMBERS.get(number) or _NUMBER_WORDS.get(number) or _with_comma(number)
        if other and not vocabulary.count(number) and _has_number(other, vocabulary):
            written[place] = other


def _write_without_comma(written: list[str], place: int, vocabulary: Vocabulary) -> None:
    first, second = written[place], written[place + 2]
    digits = first + second
    grouped = digits.isdigit() and len(second) == _GROUP
    if grouped and not vocabulary.compound(first, second) and vocabulary.count(digits):
        written[place : place + 3] = ["", "", digits]


def _with_comma(number: str) -> str | None:
    if not number.isdigit() or len(number) < _YEAR_DIGITS:
        return None
    return f"{int(number):,}"


def _has_number(number: str, vocabulary: Vocabulary) -> bool:
    first, comma, rest = number.partition(",")
    if comma:
        return bool(vocabulary.compound(first, rest.partition(",")[0]))
    return vocabulary.count(number) > 0


def _write_capitals(written: list[str], vocabulary: Vocabulary) -> None:
    """Give names the capitals that the papers always give them, or that they have elsewhere."""
    for place in range(1, len(written), 2):
        typed = written[place]
        if typed == "us":
            if _is_country(written, place) and vocabulary.written("us")["US"]:
                written[place] = "US"
        elif typed.islower() and len(typed) > 1 and typed not in FUNCTION_WORDS:
            forms = vocabulary.written(typed)
            if forms and not any(form.islower() for form in forms) and _is_name(typed, vocabulary):
                written[place] = forms.most_common(1)[0][0]
            elif not vocabulary.count(typed) and is_well_known_name(typed):
                written[place] = typed.capitalize()
    for place in range(1, len(written) - 2, 2):
        first, gap, second = written[place : place + 3]
        if gap in _JOINTS and _may_be_compound(first, second):
            written[place], written[place + 2] = _pair(first, second, vocabulary)


def _pair(first: str, second: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return two words with capitals if the papers always give both one: “Cold War”, “F-16”."""
    if not (first.islower() or second.islower()):
        return first, second
    forms = vocabulary.compound(first.lower(), second.lower())
    pairs = [(form[: len(first)], form[len(form) - len(second) :]) for form in forms]
    if not pairs or any(part.islower() for pair in pairs for part in pair):
        return first, second
    return pairs[0]


def _is_name(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that always has a capital is a name by itself, not a part of names only.

    “Act” has one in “Foreign Assistance Act”. Whoever types “wash” means no WASH.
    """
    if is_common(word) and vocabulary.written(word).most_common(1)[0][0].isupper():
        return False
    return vocabulary.stands_alone(word) or not is_inflected(word)


def _is_country(written: Sequence[str], place: int) -> bool:
    """Whether “us” is the country: behind “the”, beside another one, before a noun, the subject."""
    before = written[place - 2].lower() if place > 1 else ""
    after = written[place + 2].lower() if place + 2 < len(written) else ""
    if before == "the" or _stands_with_country(written, place):
        return True
    if before in _GIVING:
        return False
    beside = written[place + 1] in {" ", "-"} and bool(after)
    return beside and (before in _IN_FRONT or after not in FUNCTION_WORDS)


def _stands_with_country(written: Sequence[str], place: int) -> bool:
    """Whether “and” or the like joins a word with the name of a country."""
    for step in (-2, 2):
        joint, other = place + step, place + 2 * step
        if 0 < other < len(written) and written[joint].lower() in _JOINING:
            return bool(countries_named(written[other]))
    return False
