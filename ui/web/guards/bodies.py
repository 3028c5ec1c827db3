"""Keeps the bodies of requests small, whole and plain before anything is made of them."""

import asyncio
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from ui.web.guards.refusing import TOO_SLOW, refuse
from ui.web.guards.uploads import is_upload
from ui.web.page.limits import (
    BODY_DEPTH,
    BODY_LISTS,
    BODY_MEGABYTES,
    BODY_VALUES,
    MEGABYTE,
    REQUEST_SECONDS,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Without its end quote as well: otherwise one that lacks it would be looked at from each quote.
_STRING = re.compile(rb'"(?>(?:[^"\\]++|\\.)*)"?', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")
# As JSON in UTF-16 or UTF-32 begins, which Python reads as well; without such a mark, and in the
# big end of UTF-32, it has bytes of zero.
_OTHER_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)


class BadBody(Exception):
    """A body that is refused with `status`; the message says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class BodyGuard:
    """An ASGI layer that takes in a body itself, and passes on what is small and simple.

    The application begins when all of it is there: what Gradio would parse is counted
    before, and who sends slowly holds nothing but a connection.
    """

    def __init__(
        self,
        app: "ASGIApp",
        *,
        most_bytes: int = BODY_MEGABYTES * MEGABYTE,
        seconds: float = REQUEST_SECONDS,
    ) -> None:
        """Wrap `app`; `seconds` is what a body may take to come in."""
        self._app = app
        self._most_bytes = most_bytes
        self._seconds = seconds

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, with its body, unless that is one to refuse."""
        if scope["type"] != "http" or is_upload(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await read_body(
                scope, receive, most_bytes=self._most_bytes, seconds=self._seconds
            )
            if body is None:
                return
            check_json(body)
        except BadBody as bad:
            await refuse(scope, receive, send, status=bad.status, reason=str(bad))
        else:
            await self._app(scope, replayed(body, receive), send)


async def read_body(
    scope: "Scope", receive: "Receive", *, most_bytes: int, seconds: float = REQUEST_SECONDS
) -> bytes | None:
    """Return the whole body of a request; None if the visitor has gone.

    Raises `BadBody` if it is too large, as soon as that is known, or too slow.
    """
    from starlette.datastructures import Headers

    length = Headers(scope=scope).get("content-length", "0")
    if len(length) > len(str(most_bytes)) or int(length) > most_bytes:
        raise _too_large(most_bytes)
    pieces = bytearray()
    try:
        async with asyncio.timeout(seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                pieces += message.get("body", b"")
                if len(pieces) > most_bytes:
                    raise _too_large(most_bytes)
                more = message.get("more_body", False)
    except TimeoutError:
        raise BadBody(TOO_SLOW, f"The request took more than {seconds:.0f} seconds.") from None
    return bytes(pieces)


def replayed(body: bytes, receive: "Receive") -> "Receive":
    """Return what gives the body that was read, and then what else comes."""
    given = False

    async def receive_again() -> "Message":
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def check_json(body: bytes) -> None:
    """Raise `BadBody` for JSON that is small to send and large, or deep, to work with.

    It need not be JSON: only what stands outside double quotes is counted. What has another
    encoding than UTF-8 could not be counted.
    """
    if b"\0" in body or body.startswith(_OTHER_MARKS):
        raise BadBody(400, "The request is not in UTF-8.")
    if body.count(b"[") + body.count(b"{") + body.count(b",") <= BODY_DEPTH:
        return
    plain = _STRING.sub(b"", body)
    opened = plain.count(b"[") + plain.count(b"{")
    if opened > BODY_LISTS or opened + plain.count(b",") > BODY_VALUES:
        raise BadBody(400, "The request has more values than Footnote takes.")
    if opened > BODY_DEPTH and _depth(plain) > BODY_DEPTH:
        raise BadBody(400, f"The request nests lists more than {BODY_DEPTH} deep.")


def _depth(plain: bytes) -> int:
    depth = deepest = 0
    for bracket in _BRACKETS.finditer(plain):
        depth = depth + 1 if bracket[0] in b"[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _too_large(most_bytes: int) -> BadBody:
    size = f"{most_bytes // MEGABYTE} MB" if most_bytes >= MEGABYTE else f"{most_bytes // 1024} kB"
    return BadBody(413, f"The request is larger than {size}.")
