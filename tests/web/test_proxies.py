"""Behind a proxy: the page, the API, uploads, the sign-in, and who is believed."""

import asyncio
import json
import re
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from tests.conftest import Footnote
from tests.proxying import NEEDS, PASSWORD, proxied_chat
from tests.web_chat import AMENDMENT, served_chat
from ui.web.guards.proxies import Proxies, ProxyGuard, root_path

PAPERS = "gradio_api/run/papers"


@pytest.fixture(scope="module", params=[pytest.param(name, marks=NEEDS[name]) for name in NEEDS])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the page behind a proxy, under a path, with a password."""
    with proxied_chat(request.param, tmp_path_factory.mktemp("proxy")) as outside:
        yield outside


@pytest.fixture
def client(page: str) -> Iterator[httpx.Client]:
    """Return a visitor who has signed in."""
    with httpx.Client(base_url=f"{page}/", timeout=60) as signed_in:
        assert signed_in.get("").status_code == 200
        form = dict(zip(("username", "password"), PASSWORD, strict=True))
        assert signed_in.post("login", data=form).status_code == 200
        yield signed_in


def test_the_page_and_all_that_it_names_are_below_the_path(client: httpx.Client, page: str) -> None:
    """Its parts, the address that it asks at, and its cookies; the path alone leads to it."""
    assert client.get("config").json()["root"] == page
    html = client.get("").text
    assert json.dumps(page)[1:-1] in html
    assert '<link rel="icon" href="favicon.ico" />' in html
    assert re.findall(r'(?:href|src)="/[^"]*"', html) == []
    for part in ("theme.css", "favicon.ico"):
        assert client.get(part).status_code == 200
    assert {cookie.path for cookie in client.cookies.jar} == {"/papers/"}
    bare = httpx.get(page, follow_redirects=False)
    assert bare.status_code in {301, 302, 307, 308}
    assert bare.headers["location"].endswith("/papers/")
    left = client.get("logout", follow_redirects=False)
    assert urlsplit(left.headers["location"]).path.rstrip("/") == "/papers"


def test_programs_are_answered(page: str) -> None:
    """By Gradio's client, which signs in, uploads and listens; and by a plain request."""
    client = Client(f"{page}/", auth=PASSWORD, verbose=False, analytics_enabled=False)
    assert len(client.predict(api_name="/papers")["papers"]) == 1
    assert client.predict(AMENDMENT, api_name="/ask")["question"] == AMENDMENT
    client.close()


def test_a_file_is_uploaded(client: httpx.Client) -> None:
    """To the visitor's own folder."""
    reply = client.post("gradio_api/upload", files={"files": ("ants.md", b"# Ants\n")})
    assert reply.status_code == 200
    (path,) = reply.json()
    assert client.get(f"gradio_api/file={path}").text == "# Ants\n"


def test_tools_are_called(page: str) -> None:
    """Also at the address without the slash, which leads to the one with it."""
    pytest.importorskip("mcp")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def converse() -> Any:  # noqa: ANN401 - JSON
        async with (
            httpx.AsyncClient(auth=PASSWORD, timeout=30, follow_redirects=True) as http,
            streamable_http_client(f"{page}/gradio_api/mcp", http_client=http) as streams,
            ClientSession(streams[0], streams[1]) as session,
        ):
            await session.initialize()
            return await session.call_tool("papers", {})

    assert len(asyncio.run(converse()).structuredContent["papers"]) == 1


def test_what_is_no_name_of_the_server_is_refused_through_the_proxy(
    client: httpx.Client, page: str
) -> None:
    """As strictly as without it: another host, another origin, another page."""
    assert client.post(PAPERS, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.post(PAPERS, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(PAPERS, headers={"Host": "evil.example"}).status_code == 400
    origin = page.removesuffix("/papers")
    assert client.post(PAPERS, headers={"Origin": origin}).status_code == 200


LOOPBACK = Proxies(believed=frozenset({ip_network("127.0.0.0/8"), ip_network("::1")}))


def seen(proxies: Proxies, *, client: str = "127.0.0.1", path: str = "/", **headers: str) -> Any:  # noqa: ANN401
    """Return the scope as it is inside the guard."""
    kept: list[Any] = []

    async def app(scope: Any, *_: Any) -> None:  # noqa: ANN401
        kept.append(scope)

    async def nothing(*_: Any) -> Any:  # noqa: ANN401
        return {}

    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "scheme": "http", "client": (client, 9), "headers": told}
    asyncio.run(ProxyGuard(app, proxies=proxies)(scope, nothing, nothing))
    return kept[0]


def test_nobody_is_believed_unless_that_is_said() -> None:
    """Whatever comes, a visitor is who opened the connection."""
    told = {"x_forwarded_for": "192.0.2.7", "x_forwarded_proto": "https"}
    for proxies, client in ((Proxies(), "127.0.0.1"), (LOOPBACK, "10.0.0.7"), (LOOPBACK, "")):
        scope = seen(proxies, client=client, **told)
        assert scope["client"] == (client, 9)
        assert scope["scheme"] == "http"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:8080", "192.0.2.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        # Only the last that no proxy of ours wrote is known; what stands before is anybody's word.
        ("198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("198.51.100.1, 192.0.2.7, 127.0.0.2", "192.0.2.7"),
        ("192.0.2.7, no address", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("127.0.0.5", "127.0.0.1"),
        ("<script>", "127.0.0.1"),
    ],
)
def test_a_believed_proxy_tells_the_visitors_address(told: str, address: str) -> None:
    """What is no address is nobody's."""
    assert seen(LOOPBACK, x_forwarded_for=told)["client"][0] == address


@pytest.mark.parametrize(
    ("path", "inside"),
    [("/papers/config", "/config"), ("/config", "/config"), ("/papersx", "/papersx")],
)
def test_the_path_is_taken_off_once(path: str, inside: str) -> None:
    """Where the proxy has left it on."""
    assert seen(Proxies(root="/papers"), path=path)["path"] == inside


@pytest.mark.parametrize("text", ["papers/..", "/a b", "/a//b", "/ü", "/a?b", "http://a/b", "/."])
def test_a_path_that_a_browser_would_change_is_refused(footnote: Footnote, text: str) -> None:
    """With the one that is meant; the same for what is no address."""
    outcome = footnote("chat", "--root-path", text)
    assert outcome.status == 2
    assert "such as /papers" in outcome.errors
    outcome = footnote("chat", "--forwarded-from", text)
    assert outcome.status == 2
    assert "such as 127.0.0.1" in outcome.errors


def test_slashes_at_the_ends_of_a_path_mean_nothing() -> None:
    """The root of a host is no path."""
    assert [root_path(text) for text in ("/", "", "papers", "/a/b/")] == ["", "", "/papers", "/a/b"]


def test_what_an_unknown_proxy_says_changes_nothing(tmp_path: Path) -> None:
    """The page keeps its address; a foreign name in any of its headers is refused as ever."""
    with served_chat(tmp_path, program="tests.toy_footnote") as (address, _):
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        told |= {"X-Gradio-Server": "http://evil.example", "Forwarded": "host=evil.example"}
        assert httpx.get(f"{address}/config", headers=told).json()["root"] == address
        told["X-Forwarded-Host"] = "evil.example"
        assert httpx.get(f"{address}/config", headers=told).status_code == 400


def test_a_believed_proxy_tells_the_name_and_the_scheme(tmp_path: Path) -> None:
    """One that speaks TLS and changes the host: the page asks where its visitor sees it."""
    options = ("--public-host", "papers.example.org", "--forwarded-from", "127.0.0.1")
    with served_chat(tmp_path, *options, program="tests.toy_footnote") as (address, _):
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "papers.example.org"}
        told["Origin"] = "https://papers.example.org"
        reply = httpx.get(f"{address}/config", headers=told)
        assert reply.json()["root"] == "https://papers.example.org"
        cookie = httpx.get(address, headers=told).headers["set-cookie"]
        assert "Secure" in cookie
        assert "Path=/;" in f"{cookie};"
        told["X-Forwarded-Host"] = "evil.example"
        assert httpx.get(f"{address}/config", headers=told).status_code == 400
