"""Keeps uploads small, timely and few."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import time
from typing import TYPE_CHECKING

from ui.web.guards.networks import network_of
from ui.web.guards.refusing import TOO_SLOW, refuse
from ui.web.guards.upload_parts import Counts, too_large
from ui.web.page.limits import (
    MEGABYTE,
    REQUEST_SECONDS,
    UPLOAD_SECONDS,
    UPLOADS_AT_ONCE,
    UPLOADS_OF_ONE,
)

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOAD = "/gradio_api/upload"
"""The only address that takes files."""


def is_upload(scope: "Scope") -> bool:
    """Whether a request brings files: it alone may be large."""
    return scope["type"] == "http" and bool(scope["path"] == UPLOAD)


class UploadGuard:
    """An ASGI layer that refuses uploads that are too large, too slow or too many.

    `most_megabytes` is the room for all files of one upload together. What an upload that was
    cut off left in `folder` is removed.
    """

    def __init__(
        self,
        app: "ASGIApp",
        *,
        most_megabytes: int,
        folder: "Path | None" = None,
        seconds: float = UPLOAD_SECONDS,
        silence: float = REQUEST_SECONDS,
    ) -> None:
        """Wrap `app`; it has so many `seconds`, and between two pieces so many of `silence`."""
        self._app = app
        self._most_megabytes = most_megabytes
        self._folder = folder
        self._seconds = seconds
        self._silence = silence
        self._under_way: list[str] = []

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, unless it is one to refuse."""
        if is_upload(scope):
            await self._take_in(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _take_in(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.datastructures import Headers

        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        address = network_of(scope["client"][0] if scope.get("client") else "")
        # What comes in chunks has another length than it says, if it says any.
        if "transfer-encoding" in headers or not length.isdecimal():
            reason = "An upload must say how long it is, and not come in chunks."
            await refuse(scope, receive, send, status=411, reason=reason)
        elif int(length[:20]) > self._most_megabytes * MEGABYTE:
            reason = too_large(self._most_megabytes)
            await refuse(scope, receive, send, status=413, reason=reason)
        elif not self._has_room(address):
            reason = "Other uploads are coming in. Try again in a minute."
            await refuse(scope, receive, send, status=503, reason=reason)
        else:
            self._under_way.append(address)
            try:
                await self._pass_on(scope, receive, send)
            finally:
                self._under_way.remove(address)
                self._sweep()

    def _has_room(self, address: str) -> bool:
        of_one = self._under_way.count(address)
        return len(self._under_way) < UPLOADS_AT_ONCE and of_one < UPLOADS_OF_ONE

    async def _pass_on(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.requests import ClientDisconnect

        counts = Counts(scope, most_megabytes=self._most_megabytes)

        async def send_unless_refused(message: "Message") -> None:
            if not counts.refusal:
                await send(message)

        try:
            async with asyncio.timeout(self._seconds) as clock:
                in_time = _timed(receive, clock, silence=self._silence)
                await self._app(scope, counts.counted(in_time), send_unless_refused)
        except ClientDisconnect:
            # It has gone, or seems so to Gradio: see `Counts`.
            pass
        except TimeoutError:
            reason = (
                f"The upload took more than {self._seconds:.0f} seconds, or nothing of it came for "
                f"{self._silence:.0f}."
            )
            await refuse(scope, receive, send, status=TOO_SLOW, reason=reason)
        if counts.refusal:
            await refuse(scope, receive, send, status=413, reason=counts.refusal)

    def _sweep(self) -> None:
        """Remove what cut-off uploads left: Gradio moves finished files into folders."""
        if self._folder is None:
            return
        since = time() - self._seconds if self._under_way else None
        with suppress(OSError):  # where no file can be opened now, the next upload sweeps
            for file in list(self._folder.iterdir()):
                with suppress(FileNotFoundError):
                    if file.is_file() and (since is None or file.stat().st_mtime < since):
                        file.unlink()


def _timed(receive: "Receive", clock: asyncio.Timeout, *, silence: float) -> "Receive":
    """Return `receive` that ends the block of `clock` when nothing has come for so long."""
    end = clock.when()
    now: Callable[[], float] = asyncio.get_running_loop().time

    whole = False

    async def receive_in_time() -> "Message":
        nonlocal whole
        if not whole:
            clock.reschedule(min(end or 0.0, now() + silence))
        message = await receive()
        clock.reschedule(end)
        whole = not message.get("more_body", False)
        return message

    return receive_in_time
