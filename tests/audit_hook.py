"""Copied as sitecustomize.py: notes what a Python program does, for tests/watching.py."""

import json
import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_CONTACTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_CHANGES = frozenset(
    f"os.{call}" for call in ("mkdir", "rename", "link", "symlink", "remove", "rmdir", "truncate")
)
_notes = os.open(os.environ["WATCHED_DEEDS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def _note(kind: str, target: str) -> None:
    os.write(_notes, f"{json.dumps([kind, target])}\n".encode())


def _path(path: str | bytes, folder: int = -1) -> str:
    there = Path.readlink(Path(f"/proc/self/fd/{folder}")) if folder > 0 else Path.cwd()
    return os.path.normpath(there / os.fsdecode(path))


def _is_number(host: object) -> bool:
    try:
        ip_address(str(host))
    except ValueError:
        return host in {None, ""}
    return True


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, str | bytes) and isinstance(flags, int) and flags & _WRITING:
            _note("file", _path(path))
    elif event in _CHANGES:
        folders = [part for part in arguments if isinstance(part, int)]
        _note("file", _path(arguments[0], folders[-1] if folders else -1))
    elif event in _LOOK_UPS and not _is_number(arguments[0]):
        _note("look-up", str(arguments[0]))
    elif event == "socket.bind" and isinstance(arguments[1], tuple):
        # The port may be any that is free: the address stands for all of them.
        _note("own port", str(arguments[1][0]))
    elif event in _CONTACTS and arguments[1] is not None:
        address = arguments[1] if isinstance(arguments[1], tuple) else arguments[1:2]
        _note("connection", ":".join(map(str, address[:2])))


sys.addaudithook(_watch)
