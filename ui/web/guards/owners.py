"""Whose the conversations and the feedback are that a request asks for or adds to."""

from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING

from ui.conversations.store import NOBODY
from ui.web.address import LOOPBACK
from ui.web.guards.login import user_of
from ui.web.guards.names import read_authority
from ui.web.guards.proxies import PROXIED
from ui.web.guards.visitors import token_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ui.accounts.accounts import Accounts

_OWNER = "footnote.owner"


def owner_of(request: "Request | None") -> str | None:
    """Return whose things a request is about; None of whom nothing can be kept."""
    owner: str | None = request.scope.get(_OWNER) if request else None
    return owner


class OwnerGuard:
    """An ASGI layer that finds out whose things each request is about.

    Who has an account of their own is known by its name, on whatever machine. Of those who share
    a password each browser has its own things, by the cookie that it has from the page. Without
    any sign-in they are those of the user of this machine, and nobody's who comes from elsewhere.
    """

    def __init__(self, app: "ASGIApp", *, accounts: "Accounts | None") -> None:
        """Wrap `app`."""
        self._app = app
        self._accounts = accounts

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        from starlette.requests import Request

        if scope["type"] == "http":
            scope = {**scope, _OWNER: self._owner(Request(scope))}
        await self._app(scope, receive, send)

    def _owner(self, request: "Request") -> str | None:
        if self._accounts is None:
            return NOBODY if _is_local(request) else None
        user = user_of(request)
        if user is None or not self._accounts.shared:
            return user
        token = token_of(request)
        # No name has a line feed in it; whoever reads the file cannot make the cookie of it.
        return token and f"{user}\n{sha256(token.encode('ascii')).hexdigest()[:32]}"


def _is_local(request: "Request") -> bool:
    """Whether a request comes straight from a program of this machine."""
    host = read_authority(request.headers.get("host", ""))
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    called_here = host is not None and host.name in LOOPBACK
    return mapped.is_loopback and called_here and not request.scope.get(PROXIED)
