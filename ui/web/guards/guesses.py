"""Slows who guesses passwords, and nobody else."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from ui.web.page.limits import (
    FIRST_DELAY_SECONDS,
    FORGOTTEN_SECONDS,
    LONGEST_DELAY_SECONDS,
    MOST_REMEMBERED,
    TRIES_OF_A_NEWCOMER,
)


@dataclass(slots=True)
class _Tries:
    """Wrong passwords in a row, and when the next one is heard."""

    wrong: int = 0
    heard_at: float = 0.0


class Guesses:
    """Remembers wrong passwords by the address that they came from and the name they came with.

    Each try is heard only when the delay of the one before is over, so that many at once gain
    nothing: a delay doubles with each wrong one, up to a bound. An address waits for
    its own tries from the first on, and for those of others with the same name once it has
    itself given a few wrong ones. So addresses that guess one name together have its delays, and
    who comes with the right password from elsewhere is let in at once, however many guess.
    """

    def __init__(self, *, now: Callable[[], float] = monotonic) -> None:
        """Begin without any; `now` gives seconds."""
        self._now = now
        self._addresses: OrderedDict[str, _Tries] = OrderedDict()
        self._names: OrderedDict[str, _Tries] = OrderedDict()

    def take_turn(self, address: str, name: str) -> float | None:
        """Return the seconds to wait before this try is looked at; None if it is to be refused.

        It counts as wrong until `forgive` is called.
        """
        now = self._now()
        own, others = self._of(self._addresses, address), self._of(self._names, name)
        heard_at = max(now, own.heard_at)
        if own.wrong >= TRIES_OF_A_NEWCOMER:
            heard_at = max(heard_at, others.heard_at)
        if heard_at - now > LONGEST_DELAY_SECONDS:
            return None
        for tries in (own, others):
            tries.wrong += 1
            tries.heard_at = max(tries.heard_at, heard_at) + _delay(tries.wrong)
        # However many guess a name, nobody waits longer for it than for tries of their own.
        others.heard_at = min(others.heard_at, now + LONGEST_DELAY_SECONDS)
        return heard_at - now

    def forgive(self, address: str, name: str) -> None:
        """Forget the tries of an address that knew the password after all."""
        own = self._addresses.pop(address, _Tries())
        others = self._names.get(name)
        if others is not None:
            others.wrong = max(others.wrong - own.wrong, 0)
            if not others.wrong:
                del self._names[name]

    def _of(self, known: "OrderedDict[str, _Tries]", key: str) -> _Tries:
        tries = known.get(key)
        if tries is None or self._now() > tries.heard_at + FORGOTTEN_SECONDS:
            tries = known[key] = _Tries()
        known.move_to_end(key)
        if len(known) > MOST_REMEMBERED:
            known.popitem(last=False)
        return tries


def _delay(wrong: int) -> float:
    doubled: float = FIRST_DELAY_SECONDS * 2.0 ** min(wrong - 1, 30)
    return min(doubled, LONGEST_DELAY_SECONDS)
