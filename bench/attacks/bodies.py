"""Requests that are large, deep, or never end."""

import secrets
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from http import HTTPStatus

from bench.attacks.attack import PATIENCE, Attack, Outcome, refused
from bench.attacks.target import FILES, JSON, Target

_MEGABYTE = 2**20
_ROUTES = (
    "/gradio_api/queue/join",
    "/gradio_api/run/upload",
    "/gradio_api/call/ask",
    "/gradio_api/mcp/",
    "/login",
)
_SILENT = 300
_JOINED = 1500
_JOINING = 8
"""At once."""
_DROPPED = 30.0
"""Seconds after which a connection that says nothing must be gone."""
_LINES = 10
"""In the log, at most, whatever strangers do."""
_HURTING = {
    "thirty megabytes of JSON": b"[" + b"[]," * 10 * _MEGABYTE,
    "a byte more than a megabyte": b"[1]".ljust(_MEGABYTE + 1),
    "a megabyte of nested lists": b"[" * _MEGABYTE,
    "a megabyte of nested objects": b'{"a":' * (_MEGABYTE // 5),
    "a megabyte of empty lists": b"[" + b"[]," * (_MEGABYTE // 3 - 1) + b"1]",
}


def _post(body: bytes, target: Target, *, signed_in: bool) -> Outcome:
    def send(route: str) -> int:
        return target.send("POST", route, body, headers=JSON, signed_in=signed_in).status

    return refused([send(route) for route in _ROUTES])


def _post_in_chunks(target: Target, *, signed_in: bool) -> Outcome:
    def send(route: str) -> int:
        chunks = (b"[]," * 2**16 for _ in range(50))
        return target.send("POST", route, chunks, headers=JSON, signed_in=signed_in).status

    return refused([send(route) for route in _ROUTES])


def _joining(target: Target, *, data: str = "[]", encoding: str = "utf-8") -> Callable[[str], int]:
    """Return what has an event wait in the queue, under a new name, and gives the status."""
    event = next(event["id"] for event in target.config()["dependencies"] if event["queue"])

    def join(source: str) -> int:
        name = secrets.token_hex(6)
        body = f'{{"data": {data}, "fn_index": {event}, "session_hash": "{name}"}}'
        sent = body.encode(encoding)
        return target.send("POST", _ROUTES[0], sent, headers=JSON, source=source).status

    return join


def _other_encodings(target: Target) -> Outcome:
    """Send too many lists in JSON of which a sign, or a half of it, looks like a quote."""
    lists = '["\u2200", ' + "[]," * 10_000 + "[]]"
    encodings = ("utf-16", "utf-16-le", "utf-32-be")
    return refused([_joining(target, data=lists, encoding=one)("127.0.0.1") for one in encodings])


def _fill_the_queue(target: Target) -> Outcome:
    """Ask under a new name each time, more than the queue takes; and as another meanwhile."""
    join = _joining(target)
    with ThreadPoolExecutor(_JOINING) as joining:
        asked = [joining.submit(join, "127.0.0.5") for _ in range(_JOINED)]
        others = []
        while not all(one.done() for one in asked):
            others.append(join("127.0.0.6"))
            time.sleep(0.1)
    taken = sum(one.result() == HTTPStatus.OK for one in asked)
    served = others.count(HTTPStatus.OK)
    seen = f"{taken} of {_JOINED} taken, {served} of {len(others)} of another"
    return Outcome(served == len(others), seen)


def _be_silent(target: Target) -> Outcome:
    """Open more connections than the server may open files, and look after another visitor."""
    before = len(target.log.splitlines())
    with ExitStack() as held:
        for _ in range(max(_SILENT, FILES + 1)):
            with suppress(OSError):
                held.enter_context(socket.create_connection(("127.0.0.1", target.port), timeout=5))
        start = time.monotonic()
        status = target.send("GET", "/theme.css", signed_in=False).status
        waited = time.monotonic() - start
    lines = len(target.log.splitlines()) - before
    held_ = status == HTTPStatus.OK and waited < PATIENCE and lines <= _LINES
    return Outcome(held_, f"served after {waited:.1f} s, {lines} lines logged")


def _drip(target: Target) -> Outcome:
    """Send a byte of a head now and then."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", target.port), timeout=1) as slow:
        while time.monotonic() - start < _DROPPED:
            try:
                slow.sendall(b"G" if time.monotonic() - start < 1 else b"E")
                if slow.recv(1000) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    seconds = time.monotonic() - start
    return Outcome(seconds < _DROPPED, f"dropped after {seconds:.0f} s")


ATTACKS = (
    *(
        Attack("bodies", f"{name}, {when} the sign-in", partial(_post, body, signed_in=signed_in))
        for signed_in, when in ((False, "before"), (True, "after"))
        for name, body in _HURTING.items()
    ),
    *(
        Attack(
            "bodies",
            f"ten megabytes in chunks, {when} the sign-in",
            partial(_post_in_chunks, signed_in=signed_in),
        )
        for signed_in, when in ((False, "before"), (True, "after"))
    ),
    Attack("bodies", "ten thousand lists in UTF-16 and UTF-32", _other_encodings),
    Attack("queue", "a new session with each request", _fill_the_queue),
    Attack("connections", "three hundred silent ones", _be_silent),
    Attack("connections", "a byte of a head now and then", _drip, long=True),
)
