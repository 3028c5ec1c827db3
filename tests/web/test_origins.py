"""Pages of other addresses, and other names for this one: refused, whatever they ask for."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.chromium import BROWSER_TEST
from tests.web_attack import Attacker, Json, Reply
from tests.web_chat import served_chat

PAPERS: Json = {"data": []}
ROUTES: list[tuple[str, str, Json]] = [
    ("GET", "/", None),
    ("GET", "/config", None),
    ("GET", "/theme.css", None),
    ("GET", "/pages?paper=a", None),
    ("GET", "/gradio_api/info", None),
    ("GET", "/gradio_api/file=/etc/passwd", None),
    ("GET", "/gradio_api/queue/data?session_hash=a", None),
    ("GET", "/gradio_api/mcp/schema", None),
    ("GET", "/nothing", None),
    ("POST", "/gradio_api/run/papers", PAPERS),
    ("POST", "/gradio_api/call/papers", PAPERS),
    ("POST", "/gradio_api/queue/join", PAPERS),
    ("POST", "/gradio_api/upload", b""),
    ("POST", "/gradio_api/cancel", {}),
    ("POST", "/gradio_api/mcp/", {}),
    ("POST", "/login", b""),
    ("OPTIONS", "/gradio_api/run/papers", None),
    ("PUT", "/", None),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server for this machine that has a public name as well."""
    home = tmp_path_factory.mktemp("home")
    public = ("--public-host", "papers.example.org", "--public-host", "localhost:9000")
    with served_chat(home, *public, program="tests.toy_footnote") as (address, _):
        yield address


@pytest.fixture
def program(server: str) -> Attacker:
    """Return a program, which has no origin."""
    return Attacker(server)


def foreign_origins(server: str) -> list[str]:
    """Return origins that are none of the server's."""
    host, port = urlsplit(server).hostname, urlsplit(server).port or 0
    return [
        "null",
        "http://evil.example",
        f"http://evil.example:{port}",
        f"http://{host}:{port + 1}",
        f"http://{host}",
        f"http://localhost:{port}.evil.example",
        f"http://localhost.evil.example:{port}",
        f"http://evil.example@localhost:{port}/",
        f"http://127.0.0.2:{port}",
        f"http://192.168.1.5:{port}",
        "http://papers.example.org:8080",
        "http://localhost:9001",
        f"file://localhost:{port}",
        f"localhost:{port}",
        "",
        f"http://localhost:{port}, http://evil.example",
    ]


def cors_headers(reply: Reply) -> list[str]:
    """Return the names of the headers that would let other pages read a reply."""
    return [name for name, _ in reply.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_a_page_of_another_origin_gets_nothing(
    program: Attacker, method: str, path: str, body: Json
) -> None:
    """On any route, and not the leave to ask either."""
    for origin in foreign_origins(program.address):
        reply = program.send(
            method, path, body, Origin=origin, Access_Control_Request_Method="POST"
        )
        assert reply.status == 403, (origin, reply.text)
        assert "may not use this server" in reply.text
        assert cors_headers(reply) == []
        assert reply.all("set-cookie") == []


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_a_request_of_another_page_that_has_no_origin_gets_nothing(
    program: Attacker, method: str, path: str, body: Json
) -> None:
    """A browser says whose it is otherwise: pictures, scripts, forms, frames."""
    for site in ("cross-site", "same-site", "", "elsewhere"):
        for mode, target in (
            ("no-cors", "image"),
            ("no-cors", "script"),
            ("navigate", "iframe"),
            ("websocket", "websocket"),
            ("cors", "empty"),
        ):
            told = {"Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": target}
            reply = program.send(method, path, body, Sec_Fetch_Site=site, **told)
            assert reply.status == 403, (site, mode, target)
    link = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    followed = program.send(method, path, body, Sec_Fetch_Site="cross-site", **link)
    assert (followed.status == 200) == ((method, path) == ("GET", "/"))


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:1", "papers.example.org:8080", "a b", "", "<script>:1"]
)
def test_under_another_name_there_is_nothing(program: Attacker, host: str) -> None:
    """And the message says how to give the server this name, if it is one."""
    for method, path, body in ROUTES:
        for name in (
            {"Host": host},
            {"X_Forwarded_Host": host},
            {"X_Forwarded_Host": f"a, {host}"},
        ):
            if host or "Host" in name:
                reply = program.send(method, path, body, **name)
                assert reply.status == 400
                assert "<" not in reply.text
    if host in {"evil.example", "localhost:1"}:
        assert f"`footnote chat --public-host {host}`" in program.send("GET", "/", Host=host).text


def test_a_request_names_one_host(server: str) -> None:
    """None is what a very old program sends, two are a trick."""
    place = urlsplit(server)
    for hosts in ([], [f"Host: {place.netloc}", "Host: evil.example"]):
        lines = "\r\n".join(["GET / HTTP/1.0", *hosts, "", ""])
        with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
            connection.sendall(lines.encode())
            assert connection.recv(100).split()[1] == b"400"


def test_the_servers_own_names_and_pages_are_let_in(program: Attacker) -> None:
    """With or without an origin, and no reply may be read by another page."""
    port = urlsplit(program.address).port
    own = (f"127.0.0.1:{port}", f"localhost:{port}", "papers.example.org", "localhost:9000")
    for host in own:
        for origin in ({}, {"Origin": f"http://{host}"}, {"Origin": f"http://localhost:{port}"}):
            reply = program.send(
                "POST", "/gradio_api/run/papers", PAPERS, Host=host, **origin,
                Sec_Fetch_Site="same-origin",
            )  # fmt: skip
            assert reply.status == 200, reply.text
            assert cors_headers(reply) == []
            assert reply.all("cross-origin-resource-policy") == ["same-origin"]
    proxied = {"X_Forwarded_Host": "localhost:9000", "Origin": "http://localhost:9000"}
    assert program.send("POST", "/gradio_api/run/papers", PAPERS, **proxied).status == 200
    assert program.send("GET", "/", Sec_Fetch_Site="none").status == 200
    secure = program.send(
        "GET", "/config", Host="papers.example.org", Origin="https://papers.example.org"
    )
    assert secure.status == 200


def test_no_websocket_is_opened(server: str) -> None:
    """Nothing of the page needs one."""
    place = urlsplit(server)
    asked = (
        f"GET /gradio_api/queue/join HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n"
    )
    for origin in ("", "Origin: http://evil.example\r\n", f"Origin: {server}\r\n"):
        with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
            connection.sendall(f"{asked}{origin}\r\n".encode())
            assert connection.recv(100).split()[1] in {b"403", b"404", b"405"}


@contextmanager
def another_page(html: str, *, host: str) -> Iterator[str]:
    """Serve a page at another address; give it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:  # noqa: ANN401
            pass

    with ThreadingHTTPServer((host, 0), Handler) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        try:
            yield f"http://{host}:{other.server_port}/"
        finally:
            other.shutdown()
            thread.join()


ATTACKS = """<!doctype html><title>Another page</title><body><script>
const read = async (path, options) => {
  try {
    const reply = await fetch(BASE + path, {credentials: "include", ...options});
    return `${reply.type} ${reply.status} ${(await reply.text()).slice(0, 40)}`;
  } catch { return "refused"; }
};
const load = (name, attributes) => new Promise((done) => {
  const element = document.createElement(name);
  element.onload = () => done("loaded");
  element.onerror = () => done("refused");
  Object.assign(element, attributes);
  document.body.append(element);
});
const send = {method: "POST", body: JSON.stringify({data: [], fn_index: 3, session_hash: "evil"})};
const json = {...send, headers: {"Content-Type": "application/json"}};
const form = new FormData();
form.append("files", new Blob(["# Evil"]), "evil.md");
const attack = async () => ({
  config: await read("/config"),
  page: await read("/"),
  join: await read("/gradio_api/queue/join", json),
  plain: await read("/gradio_api/queue/join", send),
  run: await read("/gradio_api/run/papers", json),
  upload: await read("/gradio_api/upload", {method: "POST", body: form}),
  tools: await read("/gradio_api/mcp/", json),
  unread: await read("/gradio_api/run/papers", {...send, mode: "no-cors"}),
  script: await load("script", {src: BASE + "/config"}),
  picture: await load("img", {src: BASE + "/favicon.ico"}),
  style: await load("link", {rel: "stylesheet", href: BASE + "/theme.css"}),
  socket: await new Promise((done) => {
    const socket = new WebSocket(BASE.replace("http", "ws") + "/gradio_api/queue/join");
    socket.onopen = () => done("opened");
    socket.onerror = () => done("refused");
  }),
});
</script>"""
NOTHING = {
    "config": "refused",
    "page": "refused",
    "join": "refused",
    "plain": "refused",
    "run": "refused",
    "upload": "refused",
    "tools": "refused",
    "unread": "opaque 0 ",
    "script": "refused",
    "picture": "refused",
    "style": "refused",
    "socket": "refused",
}


@pytest.fixture(scope="module", params=["127.0.0.1", "127.0.0.2"])
def visited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Return the address of a server with a password, for this machine or on an address."""
    home = tmp_path_factory.mktemp("home")
    options = ("--host", request.param, "--auth", "ada:lovelace")
    with served_chat(home, *options, program="tests.toy_footnote") as (address, _):
        yield address


class TestInChromium:
    """A person has logged in, and opens the page of somebody else in the same browser."""

    pytestmark = BROWSER_TEST

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.3"])
    def test_another_page_gets_nothing(self, browser: Browser, visited: str, host: str) -> None:
        """Whether it is of another port of this machine or of another one."""
        html = ATTACKS.replace("BASE", json.dumps(visited))
        with another_page(html, host=host) as elsewhere:
            context = browser.new_context()
            page = context.new_page()
            page.goto(visited)
            log_in = "fetch('/login', {method: 'POST', body: new URLSearchParams(known)})"
            known = {"username": "ada", "password": "lovelace"}
            status = page.evaluate(f"async (known) => (await {log_in}).status", known)
            assert status == 200
            assert {cookie["sameSite"] for cookie in context.cookies()} == {"Strict"}
            assert all(cookie["httpOnly"] for cookie in context.cookies())
            papers = page.evaluate(
                "async () => (await fetch('/gradio_api/run/papers', {method: 'POST', headers: "
                "{'Content-Type': 'application/json'}, body: '{\"data\": []}'})).status"
            )
            assert papers == 200
            page.goto(elsewhere)
            assert page.evaluate("attack()") == NOTHING
            framed = page.evaluate(
                """(html) => new Promise((done) => {
                  onmessage = (event) => done(event.data);
                  const frame = document.createElement("iframe");
                  frame.sandbox = "allow-scripts";
                  frame.srcdoc = html + "<script>attack().then((one) => " +
                    "parent.postMessage(one, '*'))</" + "script>";
                  document.body.append(frame);
                })""",
                html,
            )
            assert framed == NOTHING
            context.close()

    def test_a_form_of_another_page_is_not_taken(self, browser: Browser, visited: str) -> None:
        """It would fill the window with the reply, which is a refusal."""
        html = (
            f'<form method=post action="{visited}/login"><input name=username value=ada>'
            "<input name=password value=lovelace><button>Send</button></form>"
        )
        with another_page(html, host="127.0.0.3") as elsewhere:
            context = browser.new_context()
            page = context.new_page()
            page.goto(elsewhere)
            with page.expect_navigation() as navigation:
                page.get_by_role("button").click()
            assert navigation.value.status == 403
            assert context.cookies() == []
            context.close()

    def test_a_link_of_another_page_opens_the_page(self, browser: Browser, visited: str) -> None:
        """It is only a link; who had logged in elsewhere in the browser logs in again."""
        with another_page(f'<a href="{visited}/">Footnote</a>', host="127.0.0.3") as elsewhere:
            context = browser.new_context()
            page = context.new_page()
            page.goto(elsewhere)
            page.get_by_role("link").click()
            expect(page.get_by_role("textbox", name="username")).to_be_visible(timeout=20_000)
            context.close()


def test_a_server_on_every_network_goes_by_its_address(tmp_path: Path) -> None:
    """By that which was reached, and by the name of the machine; a foreign name gets nothing."""
    options = ("--host", "0.0.0.0")  # noqa: S104
    with served_chat(tmp_path, *options, program="tests.toy_footnote") as (address, _):
        port = urlsplit(address).port
        for reached in ("127.0.0.1", "127.0.0.2"):
            program = Attacker(f"http://{reached}:{port}")
            for host in (
                f"{reached}:{port}",
                f"localhost:{port}",
                f"{socket.gethostname()}:{port}",
            ):
                assert program.send("GET", "/config", Host=host).status == 200
            for host in ("evil.example", f"evil.example:{port}", f"192.0.2.1:{port}"):
                reply = program.send("GET", "/config", Host=host)
                assert reply.status == 400
                assert f"--public-host {host}" in reply.text
