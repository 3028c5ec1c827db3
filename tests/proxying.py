"""Proxies in front of the web chat, set up as docs/serving.md says."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.serving import PROJECT, free_port
from tests.web_chat import served_chat

PASSWORD = ("ada", "lovelace")

_FENCE = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
NGINX, CADDY = (
    shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin"),
    shutil.which("caddy"),
)
NEEDS = {
    "nginx": pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
    "caddy": pytest.mark.skipif(CADDY is None, reason="Caddy is not installed"),
}


def printed_settings(name: str) -> str:
    """Return what the page on serving prints for a proxy, `nginx` or `caddy`."""
    first, second, *_ = _FENCE.findall(
        (PROJECT / "docs" / "serving.md").read_text(encoding="utf-8")
    )
    return str(first if name == "nginx" else second)


@contextmanager
def proxied(name: str, folder: Path, *, port: str, upstream: str) -> Iterator[str]:
    """Run a proxy on `port` before the server at `upstream`, HOST:PORT; give the page's address.

    Only its ports, and the names that it serves, are others than on the page.
    """
    settings = printed_settings(name).replace("127.0.0.1:7860", upstream)
    command = (_nginx if name == "nginx" else _caddy)(folder, settings, port)
    with (folder / f"{name}.log").open("w") as log:
        # Caddy keeps its settings somewhere.
        environment = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        process = subprocess.Popen(command, stderr=log, stdout=log, cwd=folder, env=environment)
        try:
            _wait(f"http://127.0.0.1:{port}/papers/theme.css", folder / f"{name}.log")
            yield f"http://127.0.0.1:{port}/papers"
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def proxied_chat(name: str, folder: Path) -> Iterator[str]:
    """Serve the chat with a password behind a proxy; give the page's address there."""
    port, home = free_port(), folder / "home"
    home.mkdir()
    options = ("--public-host", f"127.0.0.1:{port}", "--root-path", "/papers/")
    trust = ("--forwarded-from", "127.0.0.1", "--auth", ":".join(PASSWORD))
    with (
        served_chat(home, *options, *trust, program="tests.toy_footnote") as (address, _),
        proxied(name, folder, port=port, upstream=urlsplit(address).netloc) as outside,
    ):
        yield outside


def _nginx(folder: Path, settings: str, port: str) -> list[str]:
    assert NGINX is not None
    settings = settings.replace("listen 80;", f"listen 127.0.0.1:{port};")
    scratch = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = f"""
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{ access_log off; {scratch} {settings} }}
"""
    path = folder / "nginx.conf"
    path.write_text(text)
    return [NGINX, "-e", "stderr", "-p", str(folder), "-c", str(path)]


def _caddy(folder: Path, settings: str, port: str) -> list[str]:
    assert CADDY is not None
    served = settings.replace("papers.example.org {", f"http://:{port} {{\n    bind 127.0.0.1")
    path = folder / "Caddyfile"
    path.write_text(f"{{\n    admin off\n}}\n{served}")
    return [CADDY, "run", "--config", str(path), "--adapter", "caddyfile"]


def _wait(address: str, log: Path) -> None:
    for _ in range(200):
        try:
            if httpx.get(address).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text())
