"""Servers that tests start in a process of their own."""

import socket
import subprocess
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def address_of(server: "subprocess.Popen[str]") -> str:
    """Wait until a server says on standard error that it is ready, and give its address."""
    assert server.stderr is not None
    line = server.stderr.readline()
    if not line.startswith("Footnote is ready at http://127.0.0.1:"):
        server.kill()
        raise AssertionError(line + server.stderr.read())
    return line.split()[-1]


def free_port() -> str:
    """Give a port of the loopback interface that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
