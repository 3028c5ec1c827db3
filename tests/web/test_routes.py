"""Which addresses are served: those of the page, its programs and its tools, and no others."""

import inspect
import re
from collections.abc import Iterator

import pytest

from tests.toy_site import served_library
from tests.web_attack import Attacker

SERVED = {
    "GET /",
    "HEAD /",
    "GET /assets/x",
    "GET /config",
    "GET /config/",
    "GET /favicon.ico",
    "GET /gradio_api/call/x/x",
    "GET /gradio_api/file=x",
    "GET /gradio_api/heartbeat/x",
    "GET /gradio_api/info",
    "GET /gradio_api/info/",
    "GET /gradio_api/queue/data",
    "GET /gradio_api/upload_progress",
    "GET /logout",
    "GET /static/x",
    "GET /theme.css",
    "HEAD /gradio_api/file=x",
    "POST /gradio_api/call/x",
    "POST /gradio_api/call/x/",
    "POST /gradio_api/cancel",
    "POST /gradio_api/queue/join",
    "POST /gradio_api/reset",
    "POST /gradio_api/reset/",
    "POST /gradio_api/run/x",
    "POST /gradio_api/run/x/",
    "POST /gradio_api/upload",
    "POST /login",
    "POST /login/",
}
UNSERVED = {"GET": {405}, "POST": {405}, "HEAD": {404, 405}}
ABSENT = b"There is nothing at this address."


@pytest.fixture(scope="module")
def attacker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacker]:
    """Return a visitor of a server without a password."""
    with served_library(tmp_path_factory.mktemp("home")) as address:
        yield Attacker(address)


def routes_of_gradio() -> list[tuple[str, str]]:
    """Return the method and an address of each route that stands in Gradio's source."""
    from gradio import routes

    found = re.findall(
        r'@(app|router)\.(get|head|post|put|delete)\(\s*f?"([^"]*)"', inspect.getsource(routes)
    )
    addresses = [
        (method.upper(), ("/gradio_api" if place == "router" else "") + re.sub(r"{.*?}", "x", path))
        for place, method, path in found
        # What would fetch is refused before this is asked, with a reason of its own.
        if "{page}" not in path and "/proxy=" not in path
    ]
    assert len(addresses) > 80
    return addresses


def test_of_gradios_routes_only_those_that_are_needed_are_served(attacker: Attacker) -> None:
    """Every other one is not there, whatever method it is asked by."""
    served = set()
    for method, path in routes_of_gradio():
        # What goes on until the visitor leaves is not read: to its head Gradio says 405.
        if path in {"/gradio_api/heartbeat/x", "/gradio_api/call/x/x"} and method == "GET":
            there = attacker.send("HEAD", path).status == 405
        else:
            reply = attacker.send(method, path, b"" if method == "POST" else None)
            there = ABSENT not in reply.body and reply.status not in UNSERVED[method]
        served |= {f"{method} {path}"} if there else set()
    assert served == SERVED


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/component_server",
        "/gradio_api/vibe-code",
        "/gradio_api/dev/reload",
        "/gradio_api/deep_link?session_hash=a",
        "/gradio_api/token",
        "/gradio_api/stream/a/b/3/playlist.m3u8",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy%3Dhttp://127.0.0.1/",
        "/gradio_api//file=/etc/passwd",
        "//gradio_api/file=/etc/passwd",
        "/gradio_api/../gradio_api/vibe-code",
        "/gradio_api/%76ibe-code",
        "/GRADIO_API/vibe-code",
        "/monitoring/summary",
        "/gradio_api/openapi.json",
        "/docs",
        "/svelte/x",
        "/.git/config",
    ],
)
def test_what_is_not_needed_is_not_there(attacker: Attacker, path: str) -> None:
    """Not even to say that it is switched off."""
    for method in ("GET", "POST"):
        assert attacker.send(method, path).status in {403, 404}


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "X"])
def test_other_methods_are_refused(attacker: Attacker, method: str) -> None:
    """Above all the question of a browser whether another page may send something."""
    for path in ("/", "/config", "/gradio_api/queue/join", "/gradio_api/upload", "/login"):
        asked = {"Access_Control_Request_Method": "POST"} if method == "OPTIONS" else {}
        assert attacker.send(method, path, **asked).status in {400, 405, 411}


def test_where_visitors_sign_in_nobody_else_reaches_the_api(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Not even what Gradio itself leaves open, such as ending the events of others."""
    with served_library(tmp_path_factory.mktemp("home"), "ada", "lovelace") as address:
        stranger = Attacker(address).visit()
        for method, path in routes_of_gradio():
            if f"{method} {path}" in SERVED and path.startswith("/gradio_api/"):
                body = b"" if method == "POST" else None
                assert stranger.send(method, path, body).status == 401, path
        visitor = Attacker(address).visit()
        assert visitor.log_in("ada", "lovelace").status == 200
        done = visitor.send("POST", "/gradio_api/run/papers", {"data": []})
        assert len(done.json["data"][0]["papers"]) == 1
