"""The environment variables that HTTP clients read, whether anything is to be sent or not."""

import os
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from index.encoding.environment import changed_environment

_FILE, _FOLDER, _LOG = "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"
_PROXY = "_proxy"
"""How the names of variables with proxies end, in letters of either case."""


def without_http_variables() -> AbstractContextManager[None]:
    """Keep these variables from a library that makes a client as it is imported, for nobody."""
    proxies = [name for name in os.environ if name.lower().endswith(_PROXY)]
    return changed_environment(dict.fromkeys((_FILE, _FOLDER, _LOG, *proxies)))


def is_this_machine(host: str) -> bool:
    """Whether a host is a name or an address of the loopback interface."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def unusable_http_variables() -> str:
    """Return a clause on the variables that keep a client from being made; empty without any.

    Of a proxy only the kind is told: its address may hold a password.
    """
    return "; ".join((*_unusable_certificates(), *_unusable_proxies()))


def proxies_for(scheme: str) -> Iterator[tuple[str, str]]:
    """Return the variables that name a proxy for addresses of a scheme, with their values."""
    names = {f"{scheme}{_PROXY}", f"all{_PROXY}"}
    for name, value in os.environ.items():
        if name.lower() in names and value:
            yield name, value


def _unusable_certificates() -> Iterator[str]:
    if (file := os.environ.get(_FILE)) and (reason := _refusal(file)):
        yield f"{_FILE} names {file}, which cannot be used: {reason}"
    if (folder := os.environ.get(_FOLDER)) and not Path(folder).is_dir():
        yield f"{_FOLDER} names {folder}, which is no folder"


def _refusal(file: str) -> str | None:
    """Return why no certificates can be read from a file; None if they can."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=file)
    except ssl.SSLError:
        return "it holds no certificates"
    except OSError as error:
        return error.strerror or str(error)
    return None


def _unusable_proxies() -> Iterator[str]:
    for name, value in sorted({*proxies_for("http"), *proxies_for("https")}):
        kind = value.partition("://")[0].lower() if "://" in value else ""
        if kind in {"socks5", "socks5h"} and find_spec("socksio") is None:
            yield f"{name} names a {kind} proxy, which needs the package socksio"
        elif not _is_proxy(value):
            yield f"{name} names no proxy that can be used"


def _is_proxy(value: str) -> bool:
    from httpx2 import InvalidURL, Proxy

    try:
        Proxy(value if "://" in value else f"http://{value}")
    except (InvalidURL, ValueError):
        return False
    return True
