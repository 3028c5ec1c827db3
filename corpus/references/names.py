"""Family names, made alike however they are written."""

import re
import unicodedata

PARTICLES = frozenset(
    "af al av bin da das de del della den der di do dos du el ibn la las le los op st ten ter van "
    "vom von y zu zum zur".split()
)
CORPORATE = frozenset(
    "academy administration agency alliance association authority bank bureau centre center "
    "centers collaboration commission committee community company consortium corporation council "
    "department federation force foundation fund government group initiative institut institute "
    "institution international ministry nations network office organisation organization panel "
    "parliament program programme project secretariat service services society team trust union "
    "united university working".split()
)
"""Words that say that a name is that of a body and not of a person."""
_NAME_WORD = re.compile(r"[^\W\d_]+")


def name_key(name: str) -> str:
    """Return what a name is compared by: no case, accents, hyphens or particles like “van der”."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    words = _NAME_WORD.findall(plain.replace("'", "").replace("’", ""))
    return " ".join([word for word in words if word not in PARTICLES] or words)


def is_corporate(name: str) -> bool:
    """Whether a name is that of a body."""
    words = name_key(name).split()
    return len(words) > 1 and not CORPORATE.isdisjoint(words)


def acronym(name: str) -> str:
    """Return the initials of a body's name: WHO."""
    return "".join(word[0] for word in name.split() if word[0].isupper())
