"""Requests as no browser sends them, and how long another visitor waits meanwhile."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlsplit

JSON = {"Content-Type": "application/json"}


def send(
    address: str,
    path: str,
    body: bytes | Iterable[bytes] = b"",
    *,
    method: str = "POST",
    headers: Mapping[str, str] = JSON,
    source: str = "127.0.0.1",
) -> tuple[int, str]:
    """Return the status and the text of the reply; a body that is no bytes goes in chunks."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60, source_address=(source, 0))
    chunked = not isinstance(body, bytes)
    try:
        connection.request(
            method,
            path,
            body,
            {**headers, **({"Transfer-Encoding": "chunked"} if chunked else {})},
            encode_chunked=chunked,
        )
        reply = connection.getresponse()
        return reply.status, reply.read().decode()
    finally:
        connection.close()


@contextmanager
def waits_of_another(address: str, *, path: str = "/theme.css") -> Iterator[list[float]]:
    """Visit again and again beside what is done inside; give the seconds of each visit."""
    waits: list[float] = []
    over = Event()

    def visit() -> None:
        while not waits or not over.wait(0.05):
            start = time.perf_counter()
            assert send(address, path, method="GET", headers={})[0] == 200
            waits.append(time.perf_counter() - start)

    thread = Thread(target=visit)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()
    assert waits
