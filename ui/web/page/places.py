"""The addresses of the page's places: a conversation, a paper, the library, an evaluation.

    /c/CONVERSATION   /p/PAPER#START-END   /library   /evaluation   /evaluation/RUN

All of them are the one page, whose script shows what its address names.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PLACE = re.compile(r"/(?:library|(?:c|p|evaluation)/[^/]+|evaluation)")
_BASE = b'<base href="./" />'
_BASE_BELOW = b'<base href="../" />'


class Places:
    """An ASGI layer in front of all others: at the address of a place it asks for the page.

    What the page loads, it names from where the server begins; so that is told in the page.
    """

    def __init__(self, app: "ASGIApp") -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, as one for the page if it is for a place of it."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        place = scope["path"].removeprefix(root)
        if _PLACE.fullmatch(place) is None:
            await self._app(scope, receive, send)
            return
        page = f"{root}/"
        asked = {**scope, "path": page, "raw_path": page.encode()}
        is_below = place.count("/") > 1
        await self._app(asked, receive, _moved_down(send) if is_below else send)


def _moved_down(send: "Send") -> "Send":
    """Send a page that lies one level below the place it is written for."""
    held: list[Message] = []

    async def move(message: "Message") -> None:
        if message["type"] == "http.response.start" and _is_plain_page(message):
            held.append(message)
            return
        if held:
            start, body = held.pop(), message["body"]
            grown = len(_BASE_BELOW) - len(_BASE) if _BASE in body else 0
            await send({**start, "headers": _longer(start["headers"], grown)})
            message = {**message, "body": body.replace(_BASE, _BASE_BELOW, 1)}
        await send(message)

    return move


def _is_plain_page(start: "Message") -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    kind = headers.get(b"content-type", b"")
    return kind.startswith(b"text/html") and b"content-encoding" not in headers


def _longer(headers: "list[tuple[bytes, bytes]]", grown: int) -> "list[tuple[bytes, bytes]]":
    return [
        (name, b"%d" % (int(value) + grown) if name.lower() == b"content-length" else value)
        for name, value in headers
    ]
