"""Work that is awaited without being waited for: who stops it is free at once, whatever it does."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import closing, suppress
from threading import Event, Thread
from typing import TypeVar

Item = TypeVar("Item")


async def relay(items: Generator[Item]) -> AsyncGenerator[Item]:
    """Give each item, which another thread makes; it makes at most one more once this is left.

    A language model may be silent for a minute, and a thread cannot be interrupted.
    """
    loop = asyncio.get_running_loop()
    made: asyncio.Queue[Item | None] = asyncio.Queue()
    left = Event()

    def tell(item: Item | None) -> None:
        with suppress(RuntimeError):  # the server has ended, and nobody listens
            loop.call_soon_threadsafe(made.put_nowait, item)

    def make() -> None:
        try:
            with closing(items):
                for item in items:
                    tell(item)
                    if left.is_set():
                        break
        finally:
            tell(None)

    Thread(target=make, daemon=True).start()
    try:
        while (item := await made.get()) is not None:
            yield item
    finally:
        left.set()
