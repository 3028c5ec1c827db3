"""Work in threads of which only so much runs, and only so much waits."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


class Limiter:
    """Runs calls in threads, `at_once` of them together, while at most `most_waiting` wait.

    A limiter of anyio counts who waits a moment late: calls that come together would all wait.
    """

    def __init__(self, *, at_once: int, most_waiting: int) -> None:
        from anyio import CapacityLimiter

        self._limiter = CapacityLimiter(at_once)
        self._most = at_once + most_waiting
        self._under_way = 0

    @property
    def full(self) -> bool:
        """Whether whoever comes now is to be told to come again."""
        return self._under_way >= self._most

    async def run(self, call: Callable[[], Made]) -> Made:
        """Wait for a turn, and give what the call gives."""
        from anyio import to_thread

        self._under_way += 1
        try:
            return await to_thread.run_sync(call, limiter=self._limiter)
        finally:
            self._under_way -= 1
