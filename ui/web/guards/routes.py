"""The addresses that are served: what the page, its programs and its tools need, and no other."""

import re
from typing import TYPE_CHECKING

from ui.web.guards.uploads import UPLOAD

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_READ = frozenset({"GET", "HEAD"})
_SEND = frozenset({"POST"})
_FETCHING = ("/file=http:", "/file=https:", "/proxy=")
"""Routes on which Gradio would fetch an address of the visitor's choice."""
_TOOLS = re.compile(r"/gradio_api/mcp(?:/.*)?")
_SERVED = tuple(
    (methods, re.compile(pattern))
    for methods, pattern in (
        (_READ, r"/|/(?:assets|static)/.+|/theme\.css|/favicon\.ico"),
        (_READ, r"/config/?|/logout|/openapi\.json|/pages(?:/[^/]+)?"),
        (_SEND, r"/login/?"),
        (_READ, r"/gradio_api/(?:info/?|heartbeat/[^/]+|queue/data|upload_progress)"),
        (_READ, r"/gradio_api/(?:file=.+|call/[^/]+/[^/]+)"),
        (_SEND, re.escape(UPLOAD)),
        (_SEND, r"/gradio_api/(?:queue/join|cancel|reset/?)"),
        (_SEND, r"/gradio_api/(?:run|call)/[^/]+/?"),
        (frozenset({"GET", "HEAD", "POST", "DELETE"}), _TOOLS.pattern),
    )
)


class ServedRoutes:
    """An ASGI layer that knows which of Gradio's routes Footnote uses; the others are not there.

    What Gradio adds in a later version is not served either, until it stands here.
    """

    def __init__(self, app: "ASGIApp") -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or say that there is no such thing."""
        from starlette.responses import PlainTextResponse

        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        path = scope["path"]
        if any(route in path for route in _FETCHING):
            reason = "Footnote fetches nothing from elsewhere.\n"
            await PlainTextResponse(reason, 403)(scope, receive, send)
            return
        methods = [methods for methods, pattern in _SERVED if pattern.fullmatch(path)]
        if not methods:
            reply = PlainTextResponse("There is nothing at this address.\n", 404)
        elif not any(scope["method"] in served for served in methods):
            reply = PlainTextResponse("This cannot be done with this address.\n", 405)
        else:
            await self._app(scope, receive, send)
            return
        await reply(scope, receive, send)
