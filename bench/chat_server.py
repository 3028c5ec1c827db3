"""The web chat at rest: how long until it answers, and how much memory it holds then."""

import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.figures import Figure
from bench.processes import FOOTNOTE, QUIET

PATIENCE = 120.0
"""Seconds to wait for the first page."""
SETTLING = 3.0
"""Seconds after it, before memory is read."""


def measure_chat_server(library: Path) -> dict[str, Figure]:
    """Start the chat on a free port, fetch its page once, and stop it. Linux only."""
    port = free_port()
    command = [str(FOOTNOTE), "--quiet", "--library", str(library), "chat", "--port", str(port)]
    start = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603 - Footnote itself
        command,
        env={**os.environ, **QUIET},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_page(server, f"http://127.0.0.1:{port}/", until=start + PATIENCE)
        ready = time.perf_counter() - start
        time.sleep(SETTLING)
        memory = resident_bytes(server.pid)
    finally:
        server.terminate()
        server.wait()
    return {"chat_ready": Figure.of([ready]), "chat_memory": Figure.of([memory])}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for_page(server: "subprocess.Popen[bytes]", address: str, *, until: float) -> None:
    """Wait for the whole first page. Stops where the server ends, or at `until`."""
    while time.perf_counter() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 - http
                page.read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"footnote chat did not answer at {address}; its status is {server.poll()}.")


def resident_bytes(process: int) -> int:
    """Return the resident memory of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    (kibibytes,) = re.findall(r"^VmRSS:\s*(\d+) kB$", status, re.MULTILINE)
    return int(kibibytes) * 1024
