"""Files of the machine, and pages of its network, asked of the server."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import quote

from bench.attacks.attack import Attack, Outcome, refused
from bench.attacks.target import JSON, Target

_TAKING = {"textbox", "file"}
"""Parts of the page whose events take what a visitor gives."""
_COPY = re.compile(r"/[^\s\"'\\<>]*footnote-[^\s\"'\\<>]+")
_SECONDS = 20.0
"""For an event."""


def _events(target: Target) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Return the events that take texts or files, with the kinds of what they take."""
    config = target.config()
    kinds = {part["id"]: part["type"] for part in config["components"]}
    for event in config["dependencies"]:
        taken = [kinds[part] for part in event["inputs"]]
        if event["backend_fn"] and _TAKING & set(taken):
            yield event, taken


def _give(target: Target, file: dict[str, Any]) -> str:
    """Send a file object where a text or files are expected; return all that comes of it."""
    told = []
    for event, kinds in _events(target):
        single: list[Any] = [file if kind in _TAKING else None for kind in kinds]
        listed: list[Any] = [[file] if kind == "file" else file for kind in kinds]
        given = [single, listed] if "file" in kinds else [single]
        told += [target.fire(event, data, seconds=_SECONDS) for data in given]
    return "\n".join(told)


def _read_by_events(target: Target, path: str) -> Outcome:
    text = _give(target, {"path": path, "meta": {"_type": "gradio.FileData"}})
    copies = set(_COPY.findall(text))
    texts = [text, *(target.send("GET", f"/gradio_api/file={quote(copy)}").text for copy in copies)]
    papers = json.dumps({"data": []}).encode()
    joined = target.send("POST", "/gradio_api/call/papers", papers, headers=JSON)
    if joined.status == HTTPStatus.OK:
        event = json.loads(joined.text)["event_id"]
        texts.append(target.send("GET", f"/gradio_api/call/papers/{event}").text)
    leaked = any(map(target.leaks, texts))
    return Outcome(not leaked, f"{len(copies)} copies, {'read' if leaked else 'nothing read'}")


def _read_a_file(target: Target) -> Outcome:
    return _read_by_events(target, str(target.private))


def _read_the_environment(target: Target) -> Outcome:
    return _read_by_events(target, "/proc/self/environ")


def _read_by_address(target: Target) -> Outcome:
    library = next(path for path in (target.home / "footnote").rglob("*") if path.is_file())
    paths = (
        "/etc/hostname",
        "/proc/self/environ",
        str(target.private),
        str(library),
        "../../../../../../etc/hostname",
        "..%2f..%2f..%2f..%2f..%2fetc%2fhostname",
        "/etc/../etc/hostname",
        "file:///etc/hostname",
    )
    routes = ("/gradio_api/file=", "/file=", "/gradio_api/file/", "/static/", "/assets/")
    replies = [target.send("GET", route + path) for route in routes for path in paths]
    outcome = refused([reply.status for reply in replies])
    return Outcome(
        outcome.held and not any(target.leaks(one.text) for one in replies), outcome.seen
    )


def _fetch(target: Target) -> Outcome:
    with _listener() as (address, asked):
        for file in (
            {"path": f"{address}/a.md", "meta": {"_type": "gradio.FileData"}},
            {"path": "a.md", "url": f"{address}/b.md", "meta": {"_type": "gradio.FileData"}},
        ):
            _give(target, file)
        for route in ("/gradio_api/file=", "/file=", "/gradio_api/proxy=", "/proxy="):
            target.send("GET", f"{route}{address}/c.md")
    return Outcome(not asked, f"{len(asked)} fetched")


@contextmanager
def _listener() -> Iterator[tuple[str, list[str]]]:
    """Serve nothing; give the address, and what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - as the library calls it

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


ATTACKS = (
    Attack("reads", "a file of the home, given to every event", _read_a_file),
    Attack("reads", "/proc/self/environ, given to every event", _read_the_environment),
    Attack("reads", "foreign paths, asked for by address", _read_by_address),
    Attack("reads", "a page elsewhere, named as a file", _fetch),
)
