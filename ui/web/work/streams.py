"""Work that is awaited without being waited for: who stops it is free at once, whatever it does."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import closing, suppress
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Stream(Generic[Item]):
    """Returns each of some items, which another thread makes; to be made where a loop runs.

    A language model may be silent for a minute, and a thread cannot be interrupted: it makes
    at most one more item once this is left.
    """

    def __init__(self, items: Generator[Item]) -> None:
        self._items = items
        self._loop = asyncio.get_running_loop()
        self._made: asyncio.Queue[Item | None] = asyncio.Queue()
        self._left = Event()
        self.stopped = False

    def stop(self) -> None:
        """Let no more items be given."""
        self.stopped = True
        self._loop.call_soon_threadsafe(self._made.put_nowait, None)

    async def given(self) -> AsyncGenerator[Item]:
        """Return the items as they are made, once."""
        Thread(target=self._make, daemon=True).start()
        try:
            while (item := await self._made.get()) is not None and not self.stopped:
                yield item
        finally:
            self._left.set()

    def _make(self) -> None:
        try:
            with closing(self._items):
                for item in self._items:
                    self._tell(item)
                    if self._left.is_set():
                        break
        finally:
            self._tell(None)

    def _tell(self, item: Item | None) -> None:
        with suppress(RuntimeError):  # the server has ended, and nobody listens
            self._loop.call_soon_threadsafe(self._made.put_nowait, item)
