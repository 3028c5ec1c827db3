"""What an attack is, and how it is judged."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from bench.attacks.target import Target

PATIENCE = 10.0
"""Seconds that another visitor may wait: far more than a busy machine takes, far less than what
an attack that works took (20 and more)."""
STATUSES_OF_REFUSAL = frozenset({400, 401, 403, 404, 405, 408, 411, 413, 422, 429})


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an attack came to nothing, and what was seen: statuses, times, what leaked."""

    held: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack on a running server; a `long` one is left out of the short form."""

    kind: str
    name: str
    run: Callable[[Target], Outcome]
    long: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An attack that was made, and the longest that another visitor waited meanwhile."""

    attack: Attack
    outcome: Outcome
    waited: float

    @property
    def held(self) -> bool:
        """Whether it came to nothing, for the attacker and for the other visitor."""
        return self.outcome.held and self.waited < PATIENCE


def make(attack: Attack, target: Target) -> Row:
    """Make an attack while another visitor looks at the page again and again."""
    with _another_visitor(target) as waits:
        try:
            outcome = attack.run(target)
        except (OSError, ValueError, LookupError) as error:
            # The server does not answer as it should any more.
            outcome = Outcome(held=False, seen=f"{type(error).__name__}: {error}"[:60])
    return Row(attack, outcome, max(waits))


@contextmanager
def _another_visitor(target: Target) -> Iterator[list[float]]:
    waits: list[float] = []
    over = threading.Event()

    def visit() -> None:
        while not waits or not over.wait(0.1):
            start = time.monotonic()
            served = target.send("GET", "/theme.css", signed_in=False).status == HTTPStatus.OK
            waits.append(time.monotonic() - start if served else float("inf"))

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        yield waits
    finally:
        over.set()
        visitor.join()


def refused(statuses: list[int]) -> Outcome:
    """Judge requests of which none must be served."""
    seen = ", ".join(map(str, sorted(set(statuses))))
    return Outcome(all(status in STATUSES_OF_REFUSAL for status in statuses), f"status {seen}")
