"""The address that the web chat listens on."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import ServerError

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # Recognised here, not bound to.
_LAST_PORT = 65535


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Open a socket that listens on `host` and `port`, or on a free port if that is 0.

    Raises `ServerError` if the address cannot be had.
    """
    if not 0 <= port <= _LAST_PORT:
        raise ServerError(f"Port {port} does not exist. Give `--port` a number up to {_LAST_PORT}.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ServerError(
            f"The host {host!r} cannot be found ({error}). Use `--host 127.0.0.1` for this machine "
            "alone, or `--host 0.0.0.0` for every network that it is on."
        ) from error
    family, kind, _, _, address = found[0]
    with socket.socket(family, kind) as listener:
        try:
            if os.name == "posix":
                # Lets a restart have the port at once; on Windows it would share the port.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
        except OSError as error:
            raise ServerError(_reason(host, port, error)) from error
        yield listener


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is already in use. Stop the program that uses it, "
            f"or choose another port: `--port {port + 1 if port < _LAST_PORT else 0}`."
        )
    if error.errno == errno.EACCES:
        return (
            f"Port {port} of {host} may not be used without special rights. "
            "Choose another port: `--port 7860`."
        )
    return f"Footnote cannot listen on {host}, port {port}: {error}. Use `--host 127.0.0.1`."


def allowed_hosts(host: str) -> tuple[str, ...]:
    """Return the names of a server for this machine alone; none if it is for others as well.

    What others may call it is known to `ui.web.guards.names`.
    """
    return LOOPBACK if host in LOOPBACK else ()


def web_address(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine."""
    if host in _EVERYWHERE:
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
