"""Keeps the page to itself: a browser fetches nothing from elsewhere and runs no stray script."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# What a link preview would show: the name, the address and the pictures of Gradio.
_PREVIEW = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*')
# Nothing is at that address. A browser that is told of no icon looks for one at the root of the
# host, which behind a proxy may be another server's.
_MANIFEST = re.compile(rb'<link rel="manifest" href="/manifest\.json" />')
_ICON = b'<link rel="icon" href="favicon.ico" />'
# Gradio compiles its templates in the page, so evaluation must be allowed; its style
# sheets and pictures are partly inline.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' {scripts}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class PageGuard:
    """An ASGI layer that sends every page with the rules of what it may load and run.

    The scripts that stand in the page as it is sent are named by their hashes (Content Security
    Policy Level 3, W3C). So a script in what its events bring later, such as an answer with the
    text of a paper, would not run even if it had not been escaped. What is in the page
    from the start is not covered: whatever script stood there would be named as well.
    """

    def __init__(self, app: "ASGIApp") -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; hold a page back until its scripts are known."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def guard(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff")]
            if not held and not _starts_page(message):
                await send(message)
                return
            held.append(message)
            if not message.get("more_body", message is held[0]):
                for finished in _guarded(held[0], [part["body"] for part in held[1:]]):
                    await send(finished)

        await self._app(_uncompressed(scope), receive, guard)


def _starts_page(message: "Message") -> bool:
    return message["type"] == "http.response.start" and any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in message["headers"]
    )


def _uncompressed(scope: "Scope") -> "Scope":
    """Ask for a page, and only for a page, as plain bytes: its scripts must be read."""
    from starlette.datastructures import Headers

    if not any("text/html" in kinds for kinds in Headers(scope=scope).getlist("accept")):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def _guarded(start: "Message", parts: "list[bytes]") -> "tuple[Message, Message]":
    body = _MANIFEST.sub(_ICON, _PREVIEW.sub(b"", b"".join(parts)))
    hashes = [b64encode(sha256(script).digest()) for script in _INLINE_SCRIPT.findall(body)]
    scripts = " ".join(f"'sha256-{digest.decode()}'" for digest in hashes)
    headers = [
        *((name, value) for name, value in start["headers"] if name.lower() != b"content-length"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", _POLICY.format(scripts=scripts).encode()),
        (b"referrer-policy", b"same-origin"),
    ]
    return {**start, "headers": headers}, {"type": "http.response.body", "body": body}
