"""Keeps what comes in small and timely, and Gradio's routes for files to files."""

import asyncio
from typing import TYPE_CHECKING

from ui.web.limits import MEGABYTE, UPLOAD_SECONDS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FETCHING = ("/file=http:", "/file=https:", "/proxy=")
"""Routes on which Gradio would fetch an address of the visitor's choice."""


class UploadGuard:
    """An ASGI layer that refuses uploads that are too large or too slow.

    `most_megabytes` is the room for all files of one upload together. Nor does it let
    Gradio fetch pages from elsewhere: Footnote serves what it has, and nothing else.
    """

    def __init__(
        self, app: "ASGIApp", *, most_megabytes: int, seconds: float = UPLOAD_SECONDS
    ) -> None:
        """Wrap `app`."""
        self._app = app
        self._most_megabytes = most_megabytes
        self._seconds = seconds

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, unless it is one to refuse."""
        path = scope.get("path", "")
        if any(route in path for route in _FETCHING):
            await _refuse(scope, receive, send, 403, "Footnote fetches nothing from elsewhere.")
        elif scope["type"] == "http" and path.endswith("/upload"):
            await self._take_in(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _take_in(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        length = dict(scope["headers"]).get(b"content-length", b"")
        if not length.isdigit():
            await _refuse(scope, receive, send, 411, "An upload must say how long it is.")
        elif int(length) > self._most_megabytes * MEGABYTE:
            reason = (
                f"The files are larger than {self._most_megabytes} MB together. Give fewer at "
                "once, or add them with `footnote add`."
            )
            await _refuse(scope, receive, send, 413, reason)
        else:
            try:
                async with asyncio.timeout(self._seconds):
                    await self._app(scope, receive, send)
            except TimeoutError:
                reason = f"The upload took more than {self._seconds:.0f} seconds."
                await _refuse(scope, receive, send, 408, reason)


async def _refuse(
    scope: "Scope", receive: "Receive", send: "Send", status: int, reason: str
) -> None:
    from starlette.responses import PlainTextResponse

    response = PlainTextResponse(reason, status_code=status, headers={"Connection": "close"})
    await response(scope, receive, send)
