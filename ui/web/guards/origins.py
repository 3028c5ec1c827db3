"""One rule in front of everything: only the server's own page and programs may use it.

A browser sends requests for any page that it shows, with the cookies of where they go. It says
whose they are (`Origin`, `Sec-Fetch-Site`) and under what name the server was called (`Host`).
"""

from typing import TYPE_CHECKING

from ui.web.guards.names import ServedNames, read_authority, read_origin

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Refusal = tuple[int, str]
"""A status and a reason."""

_SAID_ONCE = ("host", "content-type", "content-length", "authorization")
"""Headers of which one reader would take the first, and another the last."""
_OWN_FETCHES = ("same-origin", "none")
"""What a browser says of a request of the page itself, and of what a person asked for."""


class OriginGuard:
    """An ASGI layer that refuses what another page asks for, or asks under another name.

    A person may follow a link to the page from anywhere. What has no origin is a program.
    No other page may read a reply (no CORS header is sent), and no request of another
    page has a cookie with it.
    """

    def __init__(self, app: "ASGIApp", *, names: ServedNames) -> None:
        """Wrap `app`, which goes by `names`."""
        self._app = app
        self._names = names

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or refuse it."""
        from starlette.responses import PlainTextResponse

        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, _closed(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal[1]})
        else:
            status, reason = refusal
            headers = {"Connection": "close", "X-Content-Type-Options": "nosniff"}
            await PlainTextResponse(f"{reason}\n", status, headers)(scope, receive, send)

    def _refusal(self, scope: "Scope") -> Refusal | None:
        from starlette.datastructures import Headers

        headers = Headers(scope=scope)
        return (
            _repeated(headers)
            or self._foreign_name(headers, scope)
            or self._foreign_page(headers, scope)
        )

    def _foreign_name(self, headers: "Headers", scope: "Scope") -> Refusal | None:
        host = headers.get("host")
        if host is None:
            return 400, "A request must name one host."
        # Gradio writes its addresses with the host that a proxy says it was called by.
        forwarded = ",".join(headers.getlist("x-forwarded-host"))
        for name in (host, *(part.strip() for part in forwarded.split(",") if part.strip())):
            asked = read_authority(name)
            if asked is None:
                return 400, "The host that the request names is not a name of this server."
            if not self._names.include(asked, at=_place(scope)):
                return 400, (
                    f"This server does not go by the name {name}. If it should, start it with "
                    f"`footnote chat --public-host {name}`."
                )
        return None

    def _foreign_page(self, headers: "Headers", scope: "Scope") -> Refusal | None:
        for text in headers.getlist("origin"):
            origin = read_origin(text)
            if origin is None:
                return 403, "A page without an address of its own may not use this server."
            if not self._names.include(origin, at=_place(scope)):
                return 403, (
                    "A page of another address may not use this server. If it is a name of this "
                    "server, start it with "
                    f"`footnote chat --public-host {text.partition('//')[2]}`."
                )
        for site in headers.getlist("sec-fetch-site"):
            if site not in _OWN_FETCHES and not _opens_page(headers, scope):
                return 403, "Another page may not use this server. Open its page by itself."
        return None


def _repeated(headers: "Headers") -> Refusal | None:
    for name in _SAID_ONCE:
        if len(headers.getlist(name)) > 1:
            return 400, f"A request must not say its {name} more than once."
    return None


def _place(scope: "Scope") -> tuple[str, int]:
    address, port = scope.get("server") or ("", None)
    return address, port or 0


def _opens_page(headers: "Headers", scope: "Scope") -> bool:
    """Whether a person followed a link to the page, which then fills a window of its own."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and scope["path"] == "/"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


def _closed(send: "Send") -> "Send":
    """Send replies that no other page may read, and cookies that go with none of its requests."""

    async def close(message: "Message") -> None:
        if message["type"] == "http.response.start":
            headers = [
                (name, _strict(value) if name.lower() == b"set-cookie" else value)
                for name, value in message.get("headers", ())
                if not name.lower().startswith(b"access-control-")
            ]
            own = (b"cross-origin-resource-policy", b"same-origin")
            message = {**message, "headers": [*headers, own]}
        await send(message)

    return close


def _strict(cookie: bytes) -> bytes:
    parts = [part.strip() for part in cookie.split(b";")]
    replaced = (b"samesite", b"httponly")
    kept = [part for part in parts if part.lower().partition(b"=")[0] not in replaced]
    return b"; ".join([*kept, b"HttpOnly", b"SameSite=Strict"])
