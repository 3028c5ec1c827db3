"""What a request may bring: so much, so simple, and within so much time."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from tests.raw_requests import send, waits_of_another
from tests.toy_site import served_library
from ui.web.guards.bodies import BadBody, BodyGuard, check_json
from ui.web.page.limits import BODY_DEPTH, BODY_LISTS, BODY_MEGABYTES, BODY_VALUES, MEGABYTE

MOST = BODY_MEGABYTES * MEGABYTE
ROUTES = (
    "/gradio_api/queue/join",
    "/gradio_api/call/ask",
    "/gradio_api/call/upload",
    "/gradio_api/run/ask",
    "/gradio_api/run/upload",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/mcp/",
    "/gradio_api/mcp/upload",
    "/login",
)
PATIENCE = 5.0
"""Seconds that another visitor may wait on a busy machine; parsing 30 MB took twenty."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a chat in which nothing may go wrong."""
    with served_library(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.mark.parametrize("route", ROUTES)
def test_a_body_beyond_the_limit_is_refused(address: str, route: str) -> None:
    """By its length, or as soon as more has come where it gives none; at once in either case."""
    with waits_of_another(address) as waits:
        for body in (b"[],".ljust(MOST + 1), b"[]," * 10 * MEGABYTE):
            status, text = send(address, route, body)
            assert (status, "larger than 1 MB" in text) == (413, True)
        assert send(address, route, (b"[]," * 2**16 for _ in range(10)))[0] == 413
    assert max(waits) < PATIENCE


@pytest.mark.parametrize("route", ROUTES[:7])
@pytest.mark.parametrize(
    "body",
    [
        b"[" * MOST,
        b'{"a":' * (MOST // 5),
        b"[" + b"[]," * (MOST // 4) + b"1]",
        b'{"data":' + b"[" * 200 + b"]" * 200 + b"}",
        b'"' + b'\\"' * (MOST // 2 - 1),
        b"9" * MOST,
        b'["\\ud800", 1e999, NaN]',
        b"\xff\xfe",
    ],
    ids=["lists", "objects", "wide", "deep", "quotes", "digits", "odd", "bytes"],
)
def test_json_that_hurts_is_refused(address: str, route: str, body: bytes) -> None:
    """In moments, and without a word in the log, which the fixture looks at."""
    with waits_of_another(address) as waits:
        status, text = send(address, route, body)
    assert status in {400, 422}
    assert len(text) < 200
    assert max(waits) < PATIENCE


def test_a_question_of_four_hundred_words_is_answered(address: str) -> None:
    """It is far below the limits, brackets and quotes included."""
    question = 'Why is the port of [Gwadar] {important}, as in "trade"? ' + "indeed " * 388
    body = json.dumps({"data": [question, None, 3]}).encode()
    status, text = send(address, "/gradio_api/call/ask", body)
    assert status == 200
    event = json.loads(text)["event_id"]
    _, told = send(address, f"/gradio_api/call/ask/{event}", method="GET", headers={})
    assert "event: complete" in told


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_json_in_another_encoding_is_refused(address: str, encoding: str) -> None:
    """Python reads it, and half of a sign may look like the quote that begins a text."""
    nested = "[" * (BODY_DEPTH + 1) + "]" * (BODY_DEPTH + 1)
    for text in (
        f'{{"data": ["\u2200", {nested}]}}',
        f'{{"data": {nested}}}',
        '{"data": [""]}',
        "[]",
    ):
        with pytest.raises(BadBody, match="UTF-8") as refused:
            check_json(text.encode(encoding))
        assert refused.value.status == 400
    status, reason = send(address, ROUTES[0], f'{{"data": {nested}}}'.encode(encoding))
    assert (status, "not in UTF-8" in reason) == (400, True)


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    message = await receive()
    assert not message["more_body"]
    await PlainTextResponse(str(len(message["body"])))(scope, receive, send)


def test_a_body_at_the_limit_passes_whole() -> None:
    """However it is cut; a byte more does not."""
    taking = TestClient(BodyGuard(_echo, most_bytes=100))
    for pieces in ([b"a" * 100], [b"a" * 60, b"", b"a" * 40]):
        assert taking.post("/", content=iter(pieces)).text == "100"
        assert taking.post("/", content=iter([*pieces, b"a"])).status_code == 413
    assert taking.post("/", content=b"a" * 100).text == "100"
    assert taking.post("/", content=b"a" * 101).status_code == 413
    assert taking.get("/").text == "0"


def test_a_body_that_stalls_is_refused() -> None:
    """Nothing begins meanwhile; one whose visitor goes is answered to nobody."""
    sent: list[Message] = []

    async def ask(*messages: Message) -> None:
        left = list(messages)

        async def receive() -> Message:
            if left:
                return left.pop(0)
            return await asyncio.Future()

        async def keep(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        await BodyGuard(_echo, seconds=0.01)(scope, receive, keep)

    piece = {"type": "http.request", "body": b"a", "more_body": True}
    asyncio.run(ask(piece))
    assert sent[0]["status"] == 408
    sent.clear()
    asyncio.run(ask(piece, {"type": "http.disconnect"}))
    assert sent == []


def test_the_shape_of_json_is_bounded_at_its_limits() -> None:
    """The last that passes, and the first that does not."""
    nested = [b"[" * depth + b"]" * depth for depth in (BODY_DEPTH, BODY_DEPTH + 1)]
    lists = [b"[" + b",".join([b"{}"] * count) + b"]" for count in (BODY_LISTS - 1, BODY_LISTS)]
    values = [b"[1" + b",1" * count + b"]" for count in (BODY_VALUES - 1, BODY_VALUES)]
    for passes, fails in (nested, lists, values):
        check_json(passes)
        with pytest.raises(BadBody, match=r"deep|values") as refused:
            check_json(fails)
        assert refused.value.status == 400


@given(st.text(st.sampled_from('[]{},"\\a'), max_size=30))
def test_what_stands_in_a_text_does_not_count(text: str) -> None:
    """Whatever brackets, quotes and backslashes it has, and however often."""
    check_json(json.dumps([text * 500]).encode())


def test_a_text_that_never_ends_is_looked_at_once() -> None:
    """From each of its quotes it would take hours."""
    endless = b'"' + b'\\"' * MOST
    check_json(b"[" * BODY_DEPTH + endless)
    with pytest.raises(BadBody, match="deep"):
        check_json(b"[" * (BODY_DEPTH + 1) + endless)
