"""Keeps uploads small and timely."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import time
from typing import TYPE_CHECKING

from ui.web.guards.refusing import TOO_SLOW, refuse
from ui.web.guards.upload_parts import Parts
from ui.web.page.limits import MEGABYTE, REQUEST_SECONDS, UPLOAD_PARTS, UPLOAD_SECONDS

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_UPLOAD = "/gradio_api/upload"


def route_of(scope: "Scope") -> str:
    """Return the path of a request below the one that a proxy serves the page under."""
    path: str = scope.get("path", "")
    return path.removeprefix(scope.get("root_path", ""))


def is_upload(scope: "Scope") -> bool:
    """Whether a request brings files: it alone may be large."""
    return scope["type"] == "http" and route_of(scope) == _UPLOAD


class UploadGuard:
    """An ASGI layer that refuses uploads that are too large or too slow.

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
        self._under_way = 0

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, unless it is one to refuse."""
        if is_upload(scope):
            await self._take_in(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _take_in(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        length = dict(scope["headers"]).get(b"content-length", b"")
        if not length.isdigit():
            reason = "An upload must say how long it is."
            await refuse(scope, receive, send, status=411, reason=reason)
        elif int(length[:20]) > self._most_megabytes * MEGABYTE:
            reason = (
                f"The files are larger than {self._most_megabytes} MB together. Give fewer at "
                "once, or add them with `footnote add`."
            )
            await refuse(scope, receive, send, status=413, reason=reason)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.requests import ClientDisconnect

        parts = Parts(scope)

        async def send_unless_refused(message: "Message") -> None:
            if not parts.are_too_many:
                await send(message)

        self._under_way += 1
        try:
            async with asyncio.timeout(self._seconds) as clock:
                in_time = _timed(receive, clock, silence=self._silence)
                await self._app(scope, parts.counted(in_time), send_unless_refused)
        except ClientDisconnect:
            # It has gone, or seems so to Gradio: see `Parts`.
            pass
        except TimeoutError:
            reason = (
                f"The upload took more than {self._seconds:.0f} seconds, or nothing of it came for "
                f"{self._silence:.0f}."
            )
            await refuse(scope, receive, send, status=TOO_SLOW, reason=reason)
        finally:
            self._under_way -= 1
            self._sweep()
        if parts.are_too_many:
            reason = f"There are more than {UPLOAD_PARTS} files. Give fewer at once."
            await refuse(scope, receive, send, status=413, reason=reason)

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
