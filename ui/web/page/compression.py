"""Sends the page compressed to browsers that take it so."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_FEWEST_BYTES = 1000


class CompressedPage:
    """An ASGI layer around those that read the page or write in it, which need it as it is.

    Nothing secret stands in the page beside what a visitor wrote, so its length tells nobody
    anything. Gradio compresses its own scripts.
    """

    def __init__(self, app: "ASGIApp") -> None:
        """Wrap `app`."""
        from starlette.middleware.gzip import GZipMiddleware

        self._app = app
        self._compressed = GZipMiddleware(app, minimum_size=_FEWEST_BYTES)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; compress what comes of one that asks for a page."""
        from starlette.datastructures import Headers

        kinds = Headers(scope=scope).getlist("accept") if scope["type"] == "http" else []
        asks = any("text/html" in kind for kind in kinds)
        await (self._compressed if asks else self._app)(scope, receive, send)
