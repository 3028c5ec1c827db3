"""What an examination finds."""

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How something is: in order, something to know, or wrong."""

    SOUND = "sound"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, the fact, and the remedy if there is something to do."""

    name: str
    state: State
    fact: str
    remedy: str | None = None


def sound(name: str, fact: str) -> Finding:
    """Return a finding that something is in order."""
    return Finding(name, State.SOUND, fact)
