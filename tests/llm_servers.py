"""Servers of language models: one that says what a test wants, and llama.cpp with a real model.

python -m tests.llm_servers serves the installed model until it is killed, and tells its address.
"""

import json
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any

KEY = "a key that nobody guesses"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent to one request: the pieces, `pause` seconds before each, and then the end.

    With `breaks_off`, more was promised than comes.
    """

    pieces: Iterable[bytes]
    status: int = 200
    content_type: str = "text/event-stream"
    pause: float = 0.0
    breaks_off: bool = False


def event(content: str | None, finish: str | None = None) -> bytes:
    """Return one event of a stream of a chat completion."""
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": finish}
    chunk = {"object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n".encode()


def said(text: str, *, size: int = 7, pause: float = 0.0) -> Reply:
    """Return a reply that says a text in pieces, and ends as it should."""
    cuts = [text[start : start + size] for start in range(0, len(text), size)]
    return Reply([*map(event, cuts), event(None, "stop"), b"data: [DONE]\n\n"], pause=pause)


@dataclass(slots=True)
class ScriptedServer:
    """Answers each request by the next reply of `script`, the last one again and again."""

    url: str
    script: list[Reply]
    models: dict[str, Any] | None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    @property
    def told(self) -> str:
        """All that it was told, in every message of every request."""
        return "\n".join(
            message["content"] for request in self.asked for message in request["messages"]
        )

    def next_reply(self) -> Reply:
        """Return the reply whose turn it is."""
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def scripted_server(
    *script: Reply, models: dict[str, Any] | None = None
) -> Iterator[ScriptedServer]:
    """Serve a script on the loopback interface; without `models`, it lists none."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(state.models).encode()
            self._send(Reply([body], 200 if state.models else 404, "application/json"))

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            state.asked.append(json.loads(self.rfile.read(length)))
            state.keys.append(self.headers["Authorization"])
            self._send(state.next_reply())

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            if reply.breaks_off:
                self.send_header("Content-Length", str(sum(map(len, reply.pieces)) + 100))
            self.end_headers()
            try:
                for piece in reply.pieces:
                    sleep(reply.pause)
                    self.wfile.write(piece)
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = ScriptedServer(f"http://127.0.0.1:{server.server_port}/v1", list(script), models)
    # Its answers to those who have gone are not waited for.
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _serve_installed_model() -> None:
    from qa.llm.local import start_server
    from qa.llm.settings import LLMSettings, parse_address

    file = LLMSettings(parse_address("local")).file
    assert file is not None
    server = start_server(file, context=2_048, key=KEY)
    print(f"{server.listening_address}/v1", flush=True)  # noqa: T201  # a test reads it
    sys.stdin.read()


if __name__ == "__main__":
    _serve_installed_model()
