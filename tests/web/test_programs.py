"""What programs get of the server: Gradio's API and the tools, each through a real client."""

import asyncio
import json
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from corpus.errors import FootnoteError, UnknownPaper
from corpus.formats import read_bundled_paper
from index.library import Library
from qa.workspace import Workspace, open_workspace
from tests.conftest import Footnote
from tests.serving import PROJECT, address_of
from tests.toy_encoder import ToyEncoder
from ui.web.api.programs import make_programs

QUESTION = "Which amendment led the US to withhold F-16 jets from Pakistan?"
PASSWORD = ("ada", "lovelace")
NAMES = ["ask", "cite", "outline", "papers", "search"]


PROGRAM = """
import sys
from pathlib import Path
import index.encoding.encoders
import qa.workspace
from tests.toy_encoder import ToyEncoder
from ui.accounts.accounts import SharedPassword
from ui.web.serving.server import serve
index.encoding.encoders.make_encoder = ToyEncoder
if sys.argv[2] == "bare":
    sys.modules["mcp"] = None
accounts = SharedPassword(*sys.argv[3:]) if sys.argv[3:] else None
serve(qa.workspace.open_workspace(Path(sys.argv[1])), port=0, accounts=accounts)
"""


@contextmanager
def served(folder: Path, *auth: str, state: str = "whole") -> Iterator[str]:
    """Serve the library in `folder` from a process of its own; give the address."""
    command = [sys.executable, "-c", PROGRAM, str(folder), state, *auth]
    with subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True) as process:
        ready = address_of(process)
        try:
            yield ready
        finally:
            process.terminate()
            _, errors = process.communicate(timeout=20)
            assert "Traceback" not in errors


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library with the bundled paper, over the toy encoder."""
    folder = tmp_path_factory.mktemp("served") / "library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.encoding.encoders.make_encoder", ToyEncoder)
        open_workspace(folder)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Return the address of one server for the module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTNOTE_READER", "none")
        with served(folder) as address:
            yield address


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    """Return a client of the API, as a program has it."""
    client = Client(address, verbose=False, analytics_enabled=False)
    yield client
    client.close()


@pytest.fixture
def printed(footnote: Footnote, folder: Path) -> Callable[..., Any]:
    """Return what a command prints with `--json`, over the library that is served."""

    def run(*arguments: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(footnote(*arguments, "--json", "--library", folder).output)

    return run


def timeless(document: Any) -> Any:  # noqa: ANN401 - JSON
    """Return an answer without the seconds that it took."""
    return {name: value for name, value in document.items() if name != "seconds"}


def test_the_api_offers_functions_with_their_documentation(client: Client) -> None:
    """Typed and described; what the page does for itself is not among them."""
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert sorted(endpoints) == [f"/{name}" for name in NAMES]
    parameters = {one["parameter_name"]: one for one in endpoints["/ask"]["parameters"]}
    assert parameters["question"]["type"] == {"type": "string"}
    assert parameters["limit"]["type"] == {"type": "integer"}
    assert parameters["limit"]["parameter_default"] == 0
    assert not parameters["question"]["parameter_has_default"]
    assert "in their own words" in endpoints["/ask"]["description"]


def test_ask_gives_what_the_command_prints(client: Client, printed: Callable[..., Any]) -> None:
    """The same answer with the same citations, and as many sentences as are asked for."""
    given = client.predict(question=QUESTION, limit=2, api_name="/ask")
    assert timeless(given) == timeless(printed("ask", QUESTION, "-k", "2"))
    assert given["seconds"]["total"] > 0
    assert given["citations"] or given["abstained"]


def test_search_gives_what_the_command_prints(client: Client, printed: Callable[..., Any]) -> None:
    """The same passages with the same scores, of the papers that are named."""
    paper = printed("papers")["papers"][0]["id"]
    given = client.predict("Gwadar port", [paper], 3, api_name="/search")
    assert given == printed("search", "Gwadar port", "-k", "3")
    assert len(given["hits"]) == 3


def test_outline_gives_what_the_command_prints(client: Client, printed: Callable[..., Any]) -> None:
    """Of the bundled paper where none is named, with the text if it is wanted."""
    assert client.predict(api_name="/outline") == printed("outline")
    paper = printed("papers")["papers"][0]["id"]
    given = client.predict(paper=paper[:6], text=True, api_name="/outline")
    assert given == printed("outline", paper[:6], "--text")
    assert len(given["text"]) == given["text_length"]


def test_papers_gives_what_the_command_prints(client: Client, printed: Callable[..., Any]) -> None:
    """One line for each paper of the library."""
    given = client.predict(api_name="/papers")
    assert given == printed("papers")
    assert [paper["source"] for paper in given["papers"]] == ["pakistan-russia-us.txt"]


def post(address: str, name: str, body: Any) -> httpx.Response:  # noqa: ANN401 - JSON
    """Call a function as a program does that knows nothing of Gradio."""
    return httpx.post(f"{address}/gradio_api/run/{name}", json=body, timeout=60)


@pytest.mark.parametrize("body", [{"question": QUESTION}, {"data": [QUESTION]}])
def test_a_question_alone_is_answered(
    address: str,
    printed: Callable[..., Any],
    body: Any,  # noqa: ANN401 - JSON
) -> None:
    """By name or as the first value: the rest has defaults."""
    reply = post(address, "ask", body)
    assert reply.status_code == 200
    (given,) = reply.json()["data"]
    assert timeless(given) == timeless(printed("ask", QUESTION))


def test_arguments_go_by_name_in_any_order(address: str, printed: Callable[..., Any]) -> None:
    """And a function without any needs no body."""
    (given,) = post(address, "search", {"k": 2, "query": "Gwadar port"}).json()["data"]
    assert given == printed("search", "Gwadar port", "-k", "2")
    reply = httpx.post(f"{address}/gradio_api/run/papers", timeout=60)
    assert reply.json()["data"] == [printed("papers")]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "`question` is missing; `ask` takes `question`, `papers` (or nothing), `limit`"),
        ({"data": []}, "`question` is missing"),
        ({"papers": []}, "`question` is missing"),
        ({"query": "Why?"}, "`ask` has no argument `query`"),
        ({"data": ["Why?", None, 1, 2]}, "4 values came"),
        (["Why?"], 'no JSON object of arguments, such as {"question": "…"}'),
        ("Why?", "no JSON object"),
    ],
)
def test_what_is_missing_is_said(address: str, body: Any, message: str) -> None:  # noqa: ANN401
    """As JSON, under the names that Gradio's clients and others look for."""
    reply = post(address, "ask", body)
    assert reply.status_code == 422
    told = reply.json()["detail"]
    assert message in told


def test_the_api_is_described_under_our_name(address: str) -> None:
    """With our version, each function with its arguments, and no word of what serves it."""
    text = httpx.get(f"{address}/openapi.json").text
    document = json.loads(text)
    assert document["info"]["title"] == "Footnote"
    assert document["info"]["version"] == version("footnote-qa")
    assert "FastAPI" not in text
    paths = document["paths"]
    assert sorted(paths) == [f"/gradio_api/run/{name}" for name in NAMES]
    schema = paths["/gradio_api/run/ask"]["post"]["requestBody"]["content"]["application/json"]
    assert schema["schema"]["required"] == ["question"]


def test_the_tools_greet_as_footnote(address: str) -> None:
    """With our version, not that of what speaks the protocol."""
    greeting = with_tools(address, lambda session: session.initialize()).serverInfo
    assert (greeting.name, greeting.version) == ("Footnote", version("footnote-qa"))


def test_a_quote_is_given_ready_to_be_pasted(address: str, printed: Callable[..., Any]) -> None:
    """By the place that a citation tells, in the style that is named."""
    hit = printed("search", "Pressler Amendment", "-k", "1")["hits"][0]
    place = {"paper": hit["paper_id"], "start": hit["start"], "end": hit["start"] + 40}
    (given,) = post(address, "cite", {**place, "style": "mla"}).json()["data"]
    assert given["quote"] == hit["text"][:40]
    assert given["page"] == hit["page"]
    assert given["text"] == f"“{' '.join(given['quote'].split())}” {given['in_text']}"
    assert given["in_text"].endswith(f" {given['page']})")
    assert hit["title"] in given["reference"]
    (harvard,) = post(address, "cite", place).json()["data"]
    assert harvard["in_text"].endswith(f", p. {given['page']})")


MISTAKES = [
    ("cite", {"paper": "nowhere", "start": 0, "end": 1}, "nowhere"),
    ("ask", {"question": " "}, "The question is empty"),
    ("ask", {"question": "Why?", "papers": ["nowhere"]}, "nowhere"),
    ("ask", {"question": "Why?", "limit": -1}, "`limit` is -1; it must be .* from 0 to 20"),
    ("search", {"query": "Why?", "k": 101}, "`k` is 101; it must be .* from 1 to 100"),
    ("outline", {"paper": "nowhere"}, "nowhere"),
]


@pytest.mark.parametrize(("name", "arguments", "message"), MISTAKES)
def test_a_mistake_is_explained_to_a_client(
    client: Client, name: str, arguments: dict[str, Any], message: str
) -> None:
    """The message is the one of the command line, without a traceback."""
    with pytest.raises(AppError, match=message) as caught:
        client.predict(**arguments, api_name=f"/{name}")
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize("question", [None, 7, True, ["Why?"], {"question": "Why?"}])
@pytest.mark.parametrize("name", ["ask", "search"])
def test_a_question_that_is_no_text_is_refused(client: Client, name: str, question: object) -> None:
    """With what it is instead; nothing goes wrong inside."""
    with pytest.raises(AppError, match=r"`(question|query)` must be of the type str; [\w ]+ came"):
        client.predict(question, None, 3, api_name=f"/{name}")


def test_half_of_a_surrogate_pair_in_a_request_is_replaced(address: str) -> None:
    """JSON can hold one, and no file or answer can."""
    url = f"{address}/gradio_api/call/search"
    body = b'{"data": ["Gwadar \\ud800 port", null, 1]}'
    event = httpx.post(url, content=body, headers={"Content-Type": "application/json"}).json()
    stream = httpx.get(f"{url}/{event['event_id']}", timeout=60).text
    assert "event: complete" in stream
    assert "Gwadar \\ufffd port" in stream or "Gwadar \ufffd port" in stream


def test_what_goes_wrong_inside_is_not_told_to_programs(
    real_workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """They hear that something did, and where to look; the server's window has the traceback."""
    monkeypatch.setattr(real_workspace, "entries", lambda: 1 / 0)
    with pytest.raises(FootnoteError, match="Something went wrong inside Footnote") as caught:
        make_programs(real_workspace)["papers"]()
    assert "division" not in str(caught.value)
    assert "division by zero" in caplog.text


def test_an_empty_library_says_how_to_add_a_paper(library: Library) -> None:
    """The outline of no paper in particular needs one."""
    library.add([library.encode(read_bundled_paper())])
    for entry in Workspace(library).entries():
        library.remove(entry.id)
    with pytest.raises(UnknownPaper, match="footnote add"):
        make_programs(Workspace(library))["outline"]()


def with_tools(
    address: str, use: Callable[[Any], Awaitable[Any]], *, auth: tuple[str, str] | None = None
) -> Any:  # noqa: ANN401 - whatever is asked
    """Let `use` work with a session of the official client of the protocol."""
    pytest.importorskip("mcp")
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def converse() -> Any:  # noqa: ANN401
        async with (
            httpx.AsyncClient(auth=auth, timeout=30, follow_redirects=True) as http,
            streamable_http_client(f"{address}/gradio_api/mcp/", http_client=http) as streams,
            ClientSession(streams[0], streams[1]) as session,
        ):
            await session.initialize()
            return await use(session)

    return asyncio.run(converse())


def call(address: str, name: str, **arguments: Any) -> Any:  # noqa: ANN401 - JSON
    """Call a tool."""
    return with_tools(address, lambda session: session.call_tool(name, arguments))


def test_the_tools_are_typed_and_documented(address: str) -> None:
    """Each says what it gives and what its arguments are, and which of them it needs."""
    listed = with_tools(address, lambda session: session.list_tools()).tools
    tools = {tool.name: tool for tool in listed}
    assert sorted(tools) == NAMES
    schema = tools["ask"].inputSchema
    assert "verbatim quote" in tools["ask"].description
    assert schema["required"] == ["question"]
    assert schema["properties"]["limit"]["type"] == "integer"
    assert "from 1 to 20" in schema["properties"]["limit"]["description"]
    for tool in listed:
        assert tool.description
        for field in tool.inputSchema["properties"].values():
            assert field["description"]


@pytest.mark.parametrize(
    ("name", "arguments", "command"),
    [
        ("ask", {"question": QUESTION}, ["ask", QUESTION]),
        ("search", {"query": "Gwadar port", "k": 2}, ["search", "Gwadar port", "-k", "2"]),
        ("outline", {"text": True}, ["outline", "--text"]),
        ("papers", {}, ["papers"]),
    ],
)
def test_a_tool_gives_what_the_command_prints(
    address: str,
    printed: Callable[..., Any],
    name: str,
    arguments: dict[str, Any],
    command: list[str],
) -> None:
    """As JSON in the text and as structured content."""
    result = call(address, name, **arguments)
    assert not result.isError
    expected = timeless(printed(*command))
    assert timeless(json.loads(result.content[0].text)) == expected
    assert timeless(result.structuredContent) == expected


@pytest.mark.parametrize(("name", "arguments", "message"), MISTAKES)
def test_a_mistake_is_explained_to_a_tools_client(
    address: str, name: str, arguments: dict[str, Any], message: str
) -> None:
    """As the result of the call, so that a model can mend it."""
    result = call(address, name, **arguments)
    assert result.isError
    assert re.search(message, result.content[0].text)
    assert "Traceback" not in result.content[0].text


def test_arguments_of_the_wrong_kind_are_refused(address: str) -> None:
    """Before anything is asked; an unknown tool as well."""
    assert "not of type 'string'" in call(address, "ask", question=3).content[0].text
    assert "'question' is a required property" in call(address, "ask").content[0].text
    assert "There is no tool 'rm'" in call(address, "rm").content[0].text


def test_a_password_guards_the_tools_and_the_api(folder: Path) -> None:
    """Neither lists nor answers anything without it, and both do with it."""
    wrong = f"Basic {b64encode(b'ada:byron').decode()}"
    with served(folder, *PASSWORD) as address, httpx.Client(base_url=address) as visitor:
        for path in ("", "/", "/schema", "/sse", "/messages/"):
            url = f"/gradio_api/mcp{path}"
            for header in ({}, {"Authorization": "Basic ?"}, {"Authorization": "Bearer a"}):
                assert visitor.post(url, headers=header, json={}).status_code == 401
                assert visitor.get(url, headers=header).status_code == 401
        assert visitor.post(url, headers={"Authorization": wrong}, json={}).status_code == 401
        assert visitor.post("/gradio_api/call/papers", json={"data": []}).status_code == 401
        result = with_tools(address, lambda session: session.call_tool("papers"), auth=PASSWORD)
        assert len(result.structuredContent["papers"]) == 1
        client = Client(address, auth=PASSWORD, verbose=False, analytics_enabled=False)
        assert len(client.predict(api_name="/papers")["papers"]) == 1
        client.close()


def test_the_server_works_without_the_package_of_the_tools(folder: Path) -> None:
    """Where they would be it says how to add them; the page and the API are there."""
    with served(folder, state="bare") as address:
        assert httpx.get(address).status_code == 200
        for path in ("", "/", "/sse", "/messages/"):
            refusal = httpx.post(f"{address}/gradio_api/mcp{path}", json={})
            assert refusal.status_code == 501
            assert "-e '.[mcp]'" in refusal.text
        assert httpx.get(f"{address}/gradio_api/mcp/").status_code == 501
        client = Client(address, verbose=False, analytics_enabled=False)
        assert len(client.predict(api_name="/papers")["papers"]) == 1
        client.close()
