"""The web chat under load: many people at once, on this machine alone.

python -m bench.chat_load [--people 50] [--questions 10] [--every 10] [--memory-questions 2000]

It starts a server of its own and asks it through its API, like people who each ask every
so many seconds, then like all of them at the same instant, then as fast as it answers
while its memory is read. Linux only. Exit status 1 if a question was lost or an answer
belongs to another question.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import numpy as np

from bench.chat_server import PATIENCE, free_port, resident_bytes, wait_for_page
from bench.processes import FOOTNOTE, QUIET

QUESTIONS = (
    "Which amendment led the US to withhold F-16 jets from Pakistan?",
    "Why did Pakistan join hands with the US during the Cold War?",
    "Why is the port of Gwadar important?",
    "When was the Tashkent Agreement signed?",
    "What did the visit of President Putin mean for Pakistan?",
    "What is the boiling point of water?",
    "How did the war on terror change relations with the US?",
)
AT_ONCE = 4
"""Questions under way while memory is read."""


@dataclass
class Tally:
    """What came of some questions: seconds of the answered ones, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed_up: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the figures in a line."""
        p50, p95 = np.percentile(self.seconds, [50, 95]) if self.seconds else (np.nan, np.nan)
        slowest = max(self.seconds, default=np.nan)
        return (
            f"{name}: {len(self.seconds)} answered, {len(self.errors)} errors, "
            f"{len(self.mixed_up)} mixed up; p50 {p50:.3f} s, p95 {p95:.3f} s, slowest "
            f"{slowest:.3f} s"
        )


@dataclass(frozen=True, slots=True)
class Crowd:
    """People with a session each, who ask one server."""

    client: httpx.AsyncClient
    tally: Tally

    async def ask(self, person: int, number: int) -> None:
        """Ask a question that nobody else asks, and check that the answer is to it."""
        question = f"{QUESTIONS[(person + number) % len(QUESTIONS)]} ({person}.{number})"
        start = time.perf_counter()
        try:
            document = await _answer(self.client, question, session=f"person-{person}")
        except (httpx.HTTPError, ValueError, LookupError) as error:
            self.tally.errors.append(f"{question}: {type(error).__name__} {error}")
            return
        self.tally.seconds.append(time.perf_counter() - start)
        if document["question"] != question:
            self.tally.mixed_up.append(f"{question}: {document['question']}")


async def _answer(client: httpx.AsyncClient, question: str, *, session: str) -> dict[str, str]:
    body = {"data": [question, None, 3], "session_hash": session}
    joined = await client.post("/gradio_api/call/ask", json=body)
    event = joined.raise_for_status().json()["event_id"]
    async with client.stream("GET", f"/gradio_api/call/ask/{event}") as stream:
        kind = ""
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: ") and kind in {"complete", "error"}:
                if kind == "error":
                    raise ValueError(line)
                document: dict[str, str] = json.loads(line.removeprefix("data: "))[0]
                return document
    raise LookupError("the answer never came")


async def steadily(crowd: Crowd, *, people: int, questions: int, every: float) -> None:
    """Let each person ask every so many seconds, all of them spread over that time."""

    async def one(person: int) -> None:
        start = time.perf_counter() + every * person / people
        asked = []
        for number in range(questions):
            await asyncio.sleep(max(0.0, start + number * every - time.perf_counter()))
            asked.append(asyncio.create_task(crowd.ask(person, number)))
        await asyncio.gather(*asked)

    await asyncio.gather(*map(one, range(people)))


async def at_the_same_instant(crowd: Crowd, *, people: int) -> None:
    """Let everybody ask at once."""
    await asyncio.gather(*(crowd.ask(person, 0) for person in range(people)))


async def without_a_pause(crowd: Crowd, *, questions: int) -> None:
    """Ask as fast as it is answered."""
    numbers = iter(range(questions))

    async def one(person: int) -> None:
        for number in numbers:
            await crowd.ask(person, number)

    await asyncio.gather(*map(one, range(AT_ONCE)))


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Start the chat over a new library; give its address and its process."""
    with tempfile.TemporaryDirectory() as home:
        port = free_port()
        server = subprocess.Popen(  # noqa: S603 - Footnote itself
            [str(FOOTNOTE), "--quiet", "chat", "--port", str(port)],
            env={**os.environ, **QUIET, "FOOTNOTE_HOME": home, "FOOTNOTE_AUTH": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for_page(server, f"{address}/", until=time.perf_counter() + PATIENCE)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait()


async def _measured(address: str, ask: Callable[[Crowd], Awaitable[None]]) -> Tally:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        crowd = Crowd(client, Tally())
        await ask(crowd)
        return crowd.tally


def run(options: argparse.Namespace) -> int:
    """Run the parts one after the other, print what they gave, and judge."""
    people, questions, memory = options.people, options.questions, options.memory_questions
    with served() as (address, server):

        def measure(name: str, ask: Callable[[Crowd], Awaitable[None]]) -> Tally:
            tally = asyncio.run(_measured(address, ask))
            print(tally.line(name), flush=True)
            return tally

        def megabytes() -> float:
            return resident_bytes(server) / 2**20

        warm = measure("warming up", lambda crowd: without_a_pause(crowd, questions=10))
        steady = measure(
            f"{people} people, {questions} questions each, every {options.every:g} s",
            lambda crowd: steadily(crowd, people=people, questions=questions, every=options.every),
        )
        burst = measure(
            f"{people} at the same instant",
            lambda crowd: at_the_same_instant(crowd, people=people),
        )
        before = megabytes()
        rest = measure(
            f"{memory} without a pause", lambda crowd: without_a_pause(crowd, questions=memory)
        )
        print(f"memory: {before:.0f} MB before these, {megabytes():.0f} MB behind them")
    wrong = [fault for part in (warm, steady, burst, rest) for fault in part.errors + part.mixed_up]
    for fault in wrong[:10]:
        print(fault)
    return 1 if wrong else 0


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--questions", type=int, default=10, help="of each of them")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two of one")
    parser.add_argument("--memory-questions", type=int, default=2000)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
