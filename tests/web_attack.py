"""A visitor who keeps to no rule: any request, with any headers, to a real server."""

import html
import json
import secrets
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

Json = Any
"""What JSON holds."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def json(self) -> Json:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body, read as text."""
        return self.body.decode()

    def all(self, name: str) -> list[str]:
        """Return the headers of a name."""
        return [value for known, value in self.headers if known.lower() == name]


@dataclass(slots=True)
class Attacker:
    """Sends requests to the server at `address`, with the cookies that it was given."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    session: str = field(default_factory=lambda: secrets.token_hex(6))

    def send(self, method: str, target: str, body: Json = None, **headers: str) -> Reply:
        """Send a request; a body that is no bytes goes as JSON. Headers are written a_b for a-b."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.request(method, target, body, sent)
            response = connection.getresponse()
            return Reply(response.status, tuple(response.getheaders()), response.read())
        finally:
            connection.close()

    def visit(self) -> "Attacker":
        """Open the page as a browser does, and keep the cookies that come with it."""
        self._keep(self.send("GET", "/"))
        return self

    def log_in(self, user: str, password: str) -> Reply:
        """Log in, and keep the cookies that come of it."""
        data = f"username={quote(user)}&password={quote(password)}".encode()
        kind = "application/x-www-form-urlencoded"
        reply = self.send("POST", "/login", data, Content_Type=kind)
        self._keep(reply)
        return reply

    def _keep(self, reply: Reply) -> None:
        for cookie in reply.all("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file; return its path on the server."""
        head = f'--edge\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + b"\r\n--edge--\r\n"
        kind = "multipart/form-data; boundary=edge"
        reply = self.send("POST", "/gradio_api/upload", body, Content_Type=kind)
        assert reply.status == 200, reply.text
        path: str = reply.json[0]
        return path

    def file(self, path: str) -> Reply:
        """Ask for a file."""
        return self.send("GET", f"/gradio_api/file={quote(path)}")

    def config(self) -> Json:
        """Return what the server says of its events and parts."""
        return self.send("GET", "/config").json

    def run(self, event: int, data: list[Json], **more: Json) -> Reply:
        """Have an event done that does not wait in the queue, as any may."""
        body = {"data": data, "fn_index": event, "session_hash": self.session, **more}
        return self.send("POST", "/gradio_api/run/predict", body)

    def queue(self, event: int, data: list[Json], **more: Json) -> str:
        """Have an event done that waits in the queue; return all that comes of it."""
        session = secrets.token_hex(6)
        body = {"data": data, "fn_index": event, "session_hash": session, **more}
        joined = self.send("POST", "/gradio_api/queue/join", body)
        if joined.status != 200:
            return joined.text
        stream = self.send("GET", f"/gradio_api/queue/data?session_hash={session}").text
        return html.unescape(stream)


@dataclass(frozen=True, slots=True)
class Event:
    """An event that the page tells of: the kinds of the parts it reads, and what stands in them."""

    number: int
    name: str
    kinds: tuple[str, ...]
    values: tuple[Json, ...]
    queued: bool
    on_server: bool


def events_of(config: Json) -> list[Event]:
    """Return the events of a page."""
    kinds = {part["id"]: part["type"] for part in config["components"]}
    values = {part["id"]: part["props"].get("value") for part in config["components"]}
    return [
        Event(
            one["id"],
            str(one["api_name"]),
            tuple(kinds[part] for part in one["inputs"]),
            tuple(
                values[part] or ("" if kinds[part] == "textbox" else values[part])
                for part in one["inputs"]
            ),
            one["queue"],
            one["backend_fn"],
        )
        for one in config["dependencies"]
    ]


def file_object(path: str | Path, **more: Json) -> dict[str, Json]:
    """Return what Gradio would take for a file."""
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}, **more}
