"""Whose files are whose: a visitor gets what they uploaded and what was made for them alone."""

import json
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ui.web.guards.login import user_of
from ui.web.guards.uploads import UPLOAD

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Visitor = tuple[str, str]
"""The user who signed in, if any, and what else tells visitors apart: a cookie, or an address."""

_COOKIE = "footnote-visitor"
_TOKEN_BYTES = 32
_KEPT_SECONDS = 400 * 24 * 3600
"""For which browsers keep a cookie at most (RFC 6265bis); then its conversations are not found."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_FILE = "/gradio_api/file="


def visitor_of(request: "Request", user: str | None) -> Visitor:
    """Return who sends a request. A program that keeps no cookies is told by its address."""
    address = f"address {request.client.host if request.client else ''}"
    return user or "", token_of(request) or address


def token_of(request: "Request") -> str | None:
    """Return what tells a browser from others; None of one that has not opened the page yet."""
    token = request.cookies.get(_COOKIE, "")
    return token if _TOKEN.fullmatch(token) else None


class VisitorFiles:
    """The files in `folder` by the visitors that may have them, under their names there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._uploaded: dict[str, set[Visitor]] = {}
        self._made: dict[str, set[Visitor]] = {}

    def add_uploaded(self, visitor: Visitor, paths: Iterable[str]) -> None:
        """Note what a visitor uploaded."""
        self._add(self._uploaded, visitor, paths)

    def add_made(self, visitor: Visitor, paths: Iterable[str]) -> None:
        """Note what was made for a visitor."""
        self._add(self._made, visitor, paths)

    def is_uploaded(self, visitor: Visitor, path: str) -> bool:
        """Whether this visitor uploaded the file that has just this path, and it is still it."""
        return visitor in self._uploaded.get(path, ()) and self._is_here(path)

    def may_read(self, visitor: Visitor, path: str) -> bool:
        """Whether the file with just this path is one of this visitor's."""
        made = visitor in self._made.get(path, ()) and self._is_here(path)
        return made or self.is_uploaded(visitor, path)

    def _is_here(self, path: str) -> bool:
        # What the path led to when it was noted, a link could have changed.
        file = Path(path).resolve()
        return file.is_relative_to(self._folder) and file.is_file()

    @staticmethod
    def _add(owners: dict[str, set[Visitor]], visitor: Visitor, paths: Iterable[str]) -> None:
        for gone in [path for path in owners if not os.path.lexists(path)]:
            del owners[gone]
        for path in paths:
            owners.setdefault(path, set()).add(visitor)


class VisitorGuard:
    """An ASGI layer that tells visitors apart, and gives no file to another than its owner."""

    def __init__(self, app: "ASGIApp", *, files: VisitorFiles) -> None:
        """Wrap `app`, in which the owners of `files` are noted."""
        self._app = app
        self._files = files

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, unless it is for a file of somebody else."""
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, path = Request(scope), scope["path"]
        visitor = visitor_of(request, user_of(request))
        if path == UPLOAD:
            await self._app(scope, receive, self._noting(visitor, send))
        elif path == "/" and token_of(request) is None:
            await self._app(scope, receive, _naming(send, secure=scope["scheme"] == "https"))
        elif path.startswith(_FILE) and not self._files.may_read(visitor, path[len(_FILE) :]):
            refusal = PlainTextResponse("This is no file of yours.\n", 403)
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _noting(self, visitor: Visitor, send: "Send") -> "Send":
        """Send the reply to an upload once its files are noted; it is a list of their paths."""
        status = 0
        body = b""

        async def note(message: "Message") -> None:
            nonlocal status, body
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if status == 200 and not message.get("more_body"):  # noqa: PLR2004 - it went well
                    self._files.add_uploaded(visitor, json.loads(body))
            await send(message)

        return note


def _naming(send: "Send", *, secure: bool) -> "Send":
    """Send the page with a cookie that tells its visitor from others."""
    attributes = f"; Path=/; Max-Age={_KEPT_SECONDS}{'; Secure' if secure else ''}"
    cookie = f"{_COOKIE}={secrets.token_urlsafe(_TOKEN_BYTES)}{attributes}".encode()

    async def name(message: "Message") -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie)]}
        await send(message)

    return name
