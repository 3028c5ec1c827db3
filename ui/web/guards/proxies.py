"""A proxy in front of the server: the path that it serves it under, and what it tells of visitors.

What a request says of its own way (`X-Forwarded-For`, `-Proto`, `-Host`) is believed only where it
comes from a proxy that a person named; the rest of the server never sees these headers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from ui.web.guards.names import read_authority

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROXIED = "footnote.proxied"
"""Where a scope tells whether the request came, or may have come, by a proxy."""
_BELIEVED = "footnote.believed"
_ROOT = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+")
_SCHEMES = frozenset({"http", "https"})
_TELLING = (b"x-forwarded-", b"forwarded", b"via", b"x-real-ip", b"x-gradio-server")
"""How the names of headers begin that tell of a way, or that Gradio would take for its address."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """What is known of proxies: `root` as in ``/papers``, empty for the whole host.

    `believed` has the networks of those whose headers count.
    """

    root: str = ""
    believed: frozenset[IPv4Network | IPv6Network] = frozenset()

    @property
    def expected(self) -> bool:
        """Whether a person said that there is one."""
        return bool(self.root or self.believed)

    def believe(self, address: str) -> bool:
        """Whether an address is that of a proxy whose headers count."""
        try:
            known = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(known, "ipv4_mapped", None) or known
        return any(mapped in network for network in self.believed)

    def client_of(self, told: str) -> str | None:
        """Return the visitor's address of what proxies appended to a list; None if it has none."""
        places = [_address(place.strip()) for place in told.split(",")]
        return next(
            (place for place in reversed(places) if place is None or not self.believe(place)), None
        )


def root_path(text: str) -> str:
    """Return a path such as ``/papers`` without a slash at its end.

    Raises `ValueError` if it is none that a browser would leave as it is.
    """
    path = "/" + text.strip("/")
    if path == "/":
        return ""
    if not _ROOT.fullmatch(path):
        raise ValueError(f"{text!r} is no path of letters, digits and . _ ~ -, such as /papers")
    return path


def believed_network(text: str) -> IPv4Network | IPv6Network:
    """Return the network that a person wrote, or that of one address. Raises `ValueError`."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ValueError(
            f"{text!r} is no IP address, such as 127.0.0.1, and no network, such as 10.0.0.0/8"
        ) from None


class ProxyGuard:
    """The outermost ASGI layer: inside it the server is at the root, and visitors are who they are.

    Whether the proxy takes its path off a request or leaves it there makes no difference.
    """

    def __init__(self, app: "ASGIApp", *, proxies: Proxies) -> None:
        """Wrap `app`."""
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        from starlette.responses import RedirectResponse

        root = self._proxies.root
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif root and scope["path"] == root:
            await RedirectResponse(f"{root}/")(scope, receive, send)
        else:
            placed = _moved(root, send) if root else send
            await self._app(self._seen(_at_root(scope, root)), receive, placed)

    def _seen(self, scope: "Scope") -> "Scope":
        """Return a scope with the visitor's address and scheme, as far as they are known."""
        from starlette.datastructures import Headers

        headers = Headers(scope=scope)
        address, port = scope.get("client") or ("", 0)
        believed = self._proxies.believe(address)
        tells = any(name.startswith(_TELLING) for name, _ in scope["headers"])
        seen = {**scope, PROXIED: tells or self._proxies.expected, _BELIEVED: believed}
        if believed:
            told = self._proxies.client_of(",".join(headers.getlist("x-forwarded-for")))
            seen["client"] = (told, 0) if told else (address, port)
            scheme = ",".join(headers.getlist("x-forwarded-proto")).rpartition(",")[2].strip()
            if scheme in _SCHEMES:
                seen["scheme"] = scheme
        return seen


class ForwardedGuard:
    """An ASGI layer behind which a request says nothing of its way.

    The name that a believed proxy was called by takes the place of the `Host`. Both have been
    looked at by then.
    """

    def __init__(self, app: "ASGIApp") -> None:
        """Wrap `app`."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            scope = {**scope, "headers": list(_plain(scope))}
        await self._app(scope, receive, send)


def _plain(scope: "Scope") -> Iterable[tuple[bytes, bytes]]:
    named = dict(reversed(scope["headers"])).get(b"x-forwarded-host", b"")
    called = named.partition(b",")[0].strip() if scope.get(_BELIEVED) else b""
    for name, value in scope["headers"]:
        if name == b"host" and called:
            yield name, called
        elif not name.startswith(_TELLING):
            yield name, value


def _at_root(scope: "Scope", root: str) -> "Scope":
    if not root or not scope["path"].startswith(f"{root}/"):
        return scope
    raw: bytes = scope.get("raw_path") or b""
    # What is left of the path is what the rest of the server looks at, escaped or not.
    rest = {"raw_path": raw.removeprefix(root.encode("ascii"))} if raw else {}
    return {**scope, "path": scope["path"][len(root) :], **rest}


def _moved(root: str, send: "Send") -> "Send":
    """Send replies whose cookies and redirections stay below `root`."""

    async def move(message: "Message") -> None:
        if message["type"] == "http.response.start":
            headers = [(name, _below(root, name, value)) for name, value in message["headers"]]
            message = {**message, "headers": headers}
        await send(message)

    return move


def _below(root: str, name: bytes, value: bytes) -> bytes:
    if name.lower() == b"set-cookie":
        parts = [part.strip() for part in value.split(b";")]
        place = f"Path={root}/".encode("ascii")
        return b"; ".join(place if part.lower() == b"path=/" else part for part in parts)
    if name.lower() == b"location":
        from urllib.parse import urlsplit, urlunsplit

        address = urlsplit(value.decode("latin-1"))
        if not f"{address.path}/".startswith(f"{root}/"):
            return urlunsplit(address._replace(path=root + address.path)).encode("latin-1")
    return value


def _address(text: str) -> str | None:
    """Return an IP address without the port that may stand behind it; None if it is none."""
    named = read_authority(text)
    try:
        return str(ip_address(named.name if named else text))
    except ValueError:
        return None
