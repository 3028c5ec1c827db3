"""Passwords that are guessed."""

import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from bench.attacks.attack import PATIENCE, Attack, Outcome
from bench.attacks.target import Target

_IN_TURN = 4
_AT_ONCE = 20
_LEAST = 3.0
"""Seconds that the guesses in turn must take together."""


def _guess_in_turn(target: Target) -> Outcome:
    start = time.monotonic()
    statuses = [target.sign_in("wrong", source="127.0.0.2").status for _ in range(_IN_TURN)]
    seconds = time.monotonic() - start
    held = HTTPStatus.OK not in statuses and seconds > _LEAST
    return Outcome(held, f"{_IN_TURN} took {seconds:.1f} s")


def _guess_at_once(target: Target) -> Outcome:
    """Guess in parallel, and let the owner sign in from elsewhere meanwhile."""

    def guess(_: int) -> int:
        return target.sign_in("wrong", source="127.0.0.3").status

    with ThreadPoolExecutor(_AT_ONCE) as guessers:
        guesses = guessers.map(guess, range(_AT_ONCE))
        start = time.monotonic()
        status = target.sign_in(target.password, source="127.0.0.4").status
        waited = time.monotonic() - start
        heard = sum(one != HTTPStatus.TOO_MANY_REQUESTS for one in guesses)
    held = status == HTTPStatus.OK and waited < PATIENCE and heard < _AT_ONCE / 2
    return Outcome(held, f"{heard} of {_AT_ONCE} heard; the owner waited {waited:.1f} s")


def _look_into_the_log(target: Target) -> Outcome:
    told, leaked = target.log.count("A wrong password"), target.password in target.log
    return Outcome(told >= _IN_TURN and not leaked, f"{told} lines")


ATTACKS = (
    Attack("guesses", "one after the other", _guess_in_turn),
    Attack("guesses", "at once, while the owner comes from elsewhere", _guess_at_once, long=True),
    Attack("guesses", "in the log, without the password", _look_into_the_log),
)
