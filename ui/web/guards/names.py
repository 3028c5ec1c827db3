"""The names that the web chat goes by: those in the `Host` and the `Origin` of a request."""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from ui.web.address import LOOPBACK, allowed_hosts

_WEB = {"http": 80, "https": 443}
"""Ports that an address leaves out."""
_HIGHEST_PORT = 65535
_LONGEST_NAME = 253
"""Characters of a name in the Domain Name System."""
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)(?::([0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Authority:
    """A host, and the port if one is named; an IP address stands in its shortest form."""

    name: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class ServedNames:
    """What a visitor may call the server by.

    `own` are good with the port that is listened on; each of the `public` ones, which a person
    named, with its port if it has one, else also with the ports of the web.
    """

    own: frozenset[str]
    public: frozenset[Authority] = frozenset()

    def include(self, asked: Authority, *, at: tuple[str, int]) -> bool:
        """Whether `asked` is the server, where a connection came in at an address and a port.

        That address is always one of its names: nobody else can lead an IP address to it.
        """
        address, port = at
        here = asked.port == port or (asked.port is None and port in _WEB.values())
        if here and (asked.name in self.own or asked.name == _shortest(address)):
            return True
        return any(asked.name == one.name and _fits(asked, one, port) for one in self.public)


def served_names(host: str, *, public: Iterable[str] = ()) -> ServedNames:
    """Return the names of a server that listens on `host`, with those in `public` besides.

    Raises `ValueError` if one of these is no name.
    """
    own = allowed_hosts(host) or (*LOOPBACK, host.lower(), socket.gethostname().lower())
    return ServedNames(frozenset(map(_shortest, own)), frozenset(map(public_name, public)))


def public_name(text: str) -> Authority:
    """Return what a person wrote as NAME or NAME:PORT; raise `ValueError` if it is neither."""
    try:
        name = text.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    authority = read_authority(name)
    if authority is None:
        raise ValueError(f"{text!r} is no NAME or NAME:PORT, such as papers.example.org")
    return authority


def read_authority(text: str) -> Authority | None:
    """Return the host and the port that a header names, None where it names neither."""
    match = _AUTHORITY.fullmatch(text.lower())
    if not match or len(match[1]) > _LONGEST_NAME or int(match[2] or 0) > _HIGHEST_PORT:
        return None
    return Authority(_shortest(match[1]), int(match[2]) if match[2] else None)


def read_origin(text: str) -> Authority | None:
    """Return the host and the port of an origin, None of one that has neither, such as `null`."""
    scheme, _, rest = text.lower().partition("://")
    authority = read_authority(rest)
    if authority is None or scheme not in _WEB:
        return None
    return Authority(authority.name, authority.port or _WEB[scheme])


def _fits(asked: Authority, public: Authority, port: int) -> bool:
    if public.port is None:
        return asked.port in {None, *_WEB.values(), port}
    return asked.port == public.port or (asked.port is None and public.port in _WEB.values())


def _shortest(name: str) -> str:
    try:
        address = ip_address(name.strip("[]").partition("%")[0])
    except ValueError:
        return name
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
