"""The server that is attacked: started afresh, asked anything, and watched by another visitor."""

import html
import json
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from bench.chat_server import free_port
from bench.processes import QUIET, ROOT

FILES = 256
"""That the server may open."""
UPLOAD_MEGABYTES = 20
"""That it takes at once."""
STARTING = 180.0
"""Seconds to wait for it."""
REPLYING = 60.0
"""Seconds to wait for a reply."""
_PIECE = 2**16
USER = "ada"
UPLOAD = "/gradio_api/upload"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sent; status 0 where it sent nothing."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""

    def header(self, name: str) -> list[str]:
        """Return the values of a header."""
        return [value for known, value in self.headers if known.lower() == name]


@dataclass(slots=True)
class Target:
    """A server, its folder, and what it must not tell: a file in the home, and its password."""

    port: int
    home: Path
    process: "subprocess.Popen[bytes]"
    password: str
    secret: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def private(self) -> Path:
        """A file that the server can read, and nobody shall."""
        return self.home / "private.md"

    @property
    def log(self) -> str:
        """What the server has said."""
        return (self.home / "log").read_text()

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
        signed_in: bool = True,
        seconds: float = REPLYING,
    ) -> Reply:
        """Send a request from one of this machine's addresses; what is no bytes goes in chunks."""
        sent = dict(headers or {})
        if signed_in:
            sent |= self.cookies_header()
        chunked = body is not None and not isinstance(body, bytes)
        if chunked:
            sent["Transfer-Encoding"] = "chunked"
        connection = HTTPConnection(
            "127.0.0.1", self.port, timeout=seconds, source_address=(source, 0)
        )
        try:
            connection.request(method, path, body, sent, encode_chunked=chunked)
            reply = connection.getresponse()
            content = _read(reply, until=time.monotonic() + seconds).decode("utf-8", "replace")
            return Reply(reply.status, tuple(reply.getheaders()), content)
        except OSError as error:
            return Reply(0, text=f"{type(error).__name__} {error}")
        finally:
            connection.close()

    def sign_in(self, password: str, *, source: str = "127.0.0.1") -> Reply:
        """Send the form with the user's name."""
        body = f"username={USER}&password={password}".encode()
        return self.send("POST", "/login", body, headers=FORM, source=source, signed_in=False)

    def cookies_header(self) -> dict[str, str]:
        """Return the header with what the server set, if it set anything."""
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": pairs} if pairs else {}

    def keep_cookies(self, reply: Reply) -> None:
        """Send from now on what a reply set."""
        for cookie in reply.header("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value

    def config(self) -> Any:  # noqa: ANN401 - JSON
        """Return what the server says of its events and parts."""
        return json.loads(self.send("GET", "/config").text)

    def fire(self, event: Mapping[str, Any], data: list[Any], *, seconds: float = REPLYING) -> str:
        """Have an event of the page done; return all that comes of it."""
        session = secrets.token_hex(6)
        body = {"data": data, "fn_index": event["id"], "session_hash": session}
        route = "queue/join" if event["queue"] else "run/predict"
        reply = self.send(
            "POST", f"/gradio_api/{route}", json.dumps(body).encode(), headers=JSON, seconds=seconds
        )
        if event["queue"] and reply.status == HTTPStatus.OK:
            stream = f"/gradio_api/queue/data?session_hash={session}"
            reply = self.send("GET", stream, seconds=seconds)
        return html.unescape(reply.text)

    def upload(self, name: str, content: bytes) -> Reply:
        """Upload a file under a name."""
        head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        return self.send(
            "POST",
            UPLOAD,
            head.encode() + content + b"\r\n--edge--\r\n",
            headers={"Content-Type": "multipart/form-data; boundary=edge"},
        )

    def leaks(self, text: str) -> bool:
        """Whether a text has what it must not have."""
        return self.secret in text or self.password in text


@contextmanager
def attacked(module: str) -> Iterator[Target]:
    """Start `python -m MODULE chat` over a new library, behind a password; sign in."""
    with ExitStack() as held:
        home = Path(held.enter_context(tempfile.TemporaryDirectory()))
        password, secret = secrets.token_hex(8), secrets.token_hex(8)
        (home / "private.md").write_text(f"# {secret}\n\nThe {secret} lies under a stone.\n")
        port = free_port()
        errors = held.enter_context((home / "log").open("w"))
        with _few_files():
            process = subprocess.Popen(  # noqa: S603 - Footnote itself
                [
                    *(sys.executable, "-m", module, "--quiet", "chat", "--port", str(port)),
                    *("--max-upload", str(UPLOAD_MEGABYTES)),
                ],
                cwd=ROOT,
                env={
                    **os.environ,
                    **QUIET,
                    "HOME": str(home),
                    "FOOTNOTE_HOME": str(home / "footnote"),
                    "FOOTNOTE_AUTH": f"{USER}:{password}",
                },
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        held.callback(process.wait)
        held.callback(process.kill)
        target = Target(port, home, process, password, secret)
        _wait(target)
        target.keep_cookies(target.send("GET", "/"))
        target.keep_cookies(target.sign_in(password))
        yield target


def _read(reply: HTTPResponse, *, until: float) -> bytes:
    """Return a body that is there in time: a stream may send a sign of life for ever."""
    content = b""
    while piece := reply.read1(_PIECE):
        content += piece
        if time.monotonic() > until:
            raise TimeoutError("the reply did not end")
    return content


def _wait(target: Target) -> None:
    until = time.monotonic() + STARTING
    while "Footnote is ready" not in target.log:
        if target.process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"footnote chat did not start:\n{target.log}")
        time.sleep(0.1)


@contextmanager
def _few_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
