"""Names of people among the words of a front, told by their form and by what stands around them."""

import re
from collections.abc import Iterator, Sequence

from corpus.references.names import PARTICLES
from corpus.word_lists import read_word_list

MARK = "\x1f"
"""Stands for a raised mark behind a name: another name may follow at once."""
_SEPARATOR = re.compile(rf"[,;·•|&/{MARK}*∗†‡§¶‖+$☯\ufffd]|\b(?:and|AND|und|UND|et|ET|og|with)\b")
_SPANISH = re.compile(r"\b[yeY]\b")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`\u00b4-]|\.(?=\S))*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,4}|[^\W\d_]")
_INVERTED = re.compile(r"([^,;]{2,40}),\s*([^,;]{1,40})")
_STATE = re.compile(
    r"\s(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])$"
)
_PLACE_STEM = re.compile(
    r"universi|institut|departm|d[ée]partement|departamento|school|college|facult|fakult|lehrstuhl"
    r"|akadem|academ|laborato|hospital|hochschule|@|https?:|www\.|orcid|\bcent(?:er|re)\b|\bcnrs\b"
    r"|e-?mail|\bprofessor\b|p\.?\s?o\.?\s?box",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[<({\[]?(?:\{[^{}]{1,200}\}|[\w.+,-]{1,200})@[\w.-]{1,100}[>)}\]]?")
_ASIDE = re.compile(r"[(<\[{][^()<>\[\]{}]{0,200}[)>\]}]")
_BY = re.compile(r"^(?:written\s+)?(?:by|von|par|por|authors?\s?(?:\(s\))?:)\s*", re.IGNORECASE)
_TITLE_OF_PERSON = re.compile(r"^(?:(?:Prof|Dr|Mr|Mrs|Ms|Sir)\b\.?\s*|Professor\s+)+")
_DEGREE = re.compile(
    r"(?:M\.?\s?D|Ph\.?\s?D|D\.?\s?Phil|M\.?\s?P\.?\s?H|M\.?\s?Sc|B\.?\s?Sc|M\.?\s?A|B\.?\s?A|M\.?\s?S"
    r"|M\.?\s?B\.?\s?A|R\.?\s?N|F\.?R\.?C\.?[A-Z]{1,3}|Jr|Sr|I{2,3}|J\.?\s?D|LL\.?\s?[BMD]|Dr|"
    r"(?:Senior |Student |Associate |Life )*(?:Member|Fellow)(?: of)?|IEEE|ACM)\.?",
    re.IGNORECASE,
)
_FIRM = re.compile(r"(?:inc|ltd|llc|corp|co|gmbh|plc)\.?", re.IGNORECASE)
_SAID_ON = re.compile(r"\s(?:on|am|le)\s(?:[A-Z][a-z]{2,8}\.?\s)?\d")
"""Where a date begins behind a name that “by” leads in."""
_STREET = re.compile(r"\s*\d{2,}\s")
_BROKEN_ACCENT = re.compile(r"(?<=[^\W\d_])\s(?=[ß-ÿāăąćčďđēěęğıłńňőřśşšťůűźżž])")
"""A space before an accented letter in small type, which an accent set apart has left."""
_AROUND = ' \t*∗†‡§¶‖.,:;?#_0123456789–—-"“”'
_MOST_WORDS = 6
_MOST_INITIALS = 2
_NO_FIRST_NAMES = frozenset("the on der die das new los las santa palo stony hong san".split())


def is_place(text: str) -> bool:
    """Whether a text has a word of a place of work, or of a way to reach someone."""
    return _PLACE_STEM.search(text) is not None


def has_other_words(text: str) -> bool:
    """Whether a text has a word that names of people do not have."""
    words = (word.strip(".,;:()").lower() for word in text.split())
    return is_place(text) or not read_word_list("not_names").isdisjoint(words)


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's full name."""
    words = text.split()
    if not 1 < len(words) <= _MOST_WORDS or has_other_words(text):
        return False
    if not all(_WORD.fullmatch(word) and _is_cased(word) for word in words):
        return False
    if _STATE.search(text) and not text.isupper():
        return False
    if words[-1] in PARTICLES or words[0].lower() in _NO_FIRST_NAMES:
        return False
    return _has_family_name(words) and not _has_acronym(words, text)


def may_begin_name(text: str) -> bool:
    """Whether a text may be the first part of a name that the next line ends."""
    words = text.split()
    is_capital = bool(words) and all(_WORD.fullmatch(word) and _is_cased(word) for word in words)
    return is_capital and len(words) <= _MOST_WORDS and not has_other_words(text)


def names_of(text: str) -> list[str]:
    """Return the names that a text is a list of; places of work may stand behind them, else []."""
    if ";" in text and (upright := _turn_round(text)):
        return upright
    names, rest = split_people(text)
    if rest and _FIRM.fullmatch(rest[0]):
        names.pop()
    if rest and (not has_other_words(rest[0]) or _is_joined(rest[0], text)):
        return []
    return names


_DATED = re.compile(
    r"^(?:received|accepted|revised|published(?: online)?|available online)\s?:?\s"
    r"(?:(?:\d{1,2}|x+)\s)?"
    r"(?:[A-Z][a-z]{2,9}|x+)\.?,?\s(?:\d{4}|x+)\s+",
    re.IGNORECASE,
)


def without_date(text: str) -> str:
    """Return a line without the date in front that a journal sets beside the names."""
    return _DATED.sub("", text)


def names_declared(text: str) -> list[str]:
    """Return the names that a file says are its authors', as it says them."""
    written = " ".join(text.replace("\ufeff", "").split())
    return _turn_round(written) or split_people(re.sub(r"[;Ⱐ]", ",", written))[0]


def _turn_round(text: str) -> list[str]:
    """Return “Roe, Eve; Lee, Ann” with the given names in front; [] for what is not so written."""
    parts = [part for part in text.split(";") if part.strip()]
    found = [_INVERTED.fullmatch(part.strip(_AROUND)) for part in parts]
    names = [f"{match[2].strip()} {match[1].strip()}" for match in found if match]
    if len(parts) == 1 and found[0] and len(found[0][1].split()) > 1:
        return []
    return names if len(names) == len(parts) and all(map(is_name, names)) else []


def _is_joined(part: str, text: str) -> bool:
    """Whether “and” stands before a part, as inside a title: “ON PROOF AND PROGRESS”."""
    before = text[: max(0, text.find(part))].split()
    return bool(before) and before[-1].lower() in {"and", "und", "et", "og", "with"}


def split_people(text: str) -> tuple[list[str], list[str]]:
    """Return the names that a text begins with, and the parts behind them."""
    said_by = _BY.match(text)
    own = _SAID_ON.split(text[said_by.end() :])[0] if said_by else text
    without = _ASIDE.sub(MARK, _ADDRESS.sub(MARK, own))
    parts = [_clean(part) for part in _SEPARATOR.split(without)]
    parts = [part for part in parts if part and not _DEGREE.fullmatch(part)]
    if said_by and parts:
        parts[:1] = _cut_at_place(parts[0])
    parts = [own for part in parts for own in _split_spanish(part)]
    count = next((place for place, part in enumerate(parts) if not is_name(part)), len(parts))
    return parts[:count], parts[count:]


def _clean(part: str) -> str:
    if _STREET.match(part):
        return part.strip()
    text = _BROKEN_ACCENT.sub("", " ".join(part.split())).strip(_AROUND)
    text = _TITLE_OF_PERSON.sub("", text)
    words = text.split()
    while len(words) > 2 and _DEGREE.fullmatch(words[-1]) and words[-1].lower() != "ma":  # noqa: PLR2004 - a name has two
        words.pop()
    end = "." if part.rstrip().endswith(".") and words and _INITIALS.fullmatch(words[-1]) else ""
    return " ".join(words) + end


def _cut_at_place(part: str) -> Iterator[str]:
    """Part “Herbert Stoyan University of Erlangen”, of which “by” says that it begins with one."""
    words = part.split()
    for place, word in enumerate(words):
        if place > 1 and has_other_words(word) and is_name(" ".join(words[:place])):
            yield " ".join(words[:place])
            yield " ".join(words[place:])
            return
    yield part


def _split_spanish(part: str) -> Sequence[str]:
    """Part names joined by “y” or “e”, which may stand inside one as well."""
    pieces = [piece.strip() for piece in _SPANISH.split(part)]
    return pieces if len(pieces) > 1 and all(map(is_name, pieces)) else [part]


def _is_cased(word: str) -> bool:
    return word[0].isupper() or word.lower() in PARTICLES or word[:2] in {"d'", "d’", "al"}


def _has_family_name(words: Sequence[str]) -> bool:
    """Whether a word of three letters or more is there, or two words of two: “Xu Li”."""
    full = [word for word in words if not _INITIALS.fullmatch(word) and len(word) > 1]
    return any(len(word) > 2 for word in full) or len(full) > 1  # noqa: PLR2004 - shorter may be initials


def _has_acronym(words: Sequence[str], text: str) -> bool:
    """Whether capitals stand in a text that are neither initials nor a family name."""
    if text.isupper():
        return False
    ahead = list(words)
    while len(ahead) > 1 and ahead[-1].isupper() and len(ahead[-1]) > 1:
        # A family name may be in capitals: “Simon PEYTON JONES”.
        ahead.pop()
    capitals = [word for word in ahead if len(word) > 1 and word.isalpha() and word.isupper()]
    if len(words) == 2 or (len(words) == 3 and words[0] not in capitals):  # noqa: PLR2004 - “JS Smith”, “Eve MB Smith”
        capitals = [word for word in capitals if len(word) > _MOST_INITIALS]
    return bool(capitals)
