"""Work in threads of which only so much runs, and only so much waits."""

import asyncio
from threading import Event

from ui.web.work.limiter import Limiter


def test_calls_that_come_together_are_counted_at_once() -> None:
    """None has begun to wait when the next one asks; each is counted all the same."""

    async def ask() -> tuple[list[int | None], bool]:
        bounded, go = Limiter(at_once=1, most_waiting=2), Event()

        async def one(number: int) -> int | None:
            if bounded.full:
                return None
            return await bounded.run(lambda: number if go.wait(30) else -1)

        asked = [asyncio.create_task(one(number)) for number in range(5)]
        await asyncio.sleep(0)
        go.set()
        return await asyncio.gather(*asked), bounded.full

    assert asyncio.run(ask()) == ([0, 1, 2, None, None], False)


def test_a_call_that_fails_makes_room() -> None:
    """The one after it is heard."""

    async def ask() -> bool:
        bounded = Limiter(at_once=1, most_waiting=0)
        result = await asyncio.gather(bounded.run(lambda: 1 // 0), return_exceptions=True)
        assert isinstance(result[0], ZeroDivisionError)
        return bounded.full

    assert not asyncio.run(ask())
