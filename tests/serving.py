"""Servers that tests start in a process of their own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a program over the library in `home`, which reads no passages."""
    return {**os.environ, "FOOTNOTE_HOME": str(home), "FOOTNOTE_READER": "none"}


@contextmanager
def served(module: str, home: Path, *arguments: str) -> Iterator[str]:
    """Run a module of the tests as a server; give the address. Nothing may go wrong in it."""
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment_of(home), stderr=subprocess.PIPE, text=True
    ) as process:
        address = address_of(process)
        try:
            yield address
        finally:
            process.terminate()
            _, errors = process.communicate()
    assert errors == "", errors


def address_of(server: "subprocess.Popen[str]") -> str:
    """Wait until a server says on standard error that it is ready, and give its address."""
    assert server.stderr is not None
    line = server.stderr.readline()
    if not line.startswith("Footnote is ready at http://127.0.0.1:"):
        server.kill()
        raise AssertionError(line + server.stderr.read())
    return line.split()[-1]


def free_port() -> str:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
