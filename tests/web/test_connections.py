"""Connections that bring nothing: they go after seconds, and meanwhile keep nobody out."""

import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest

from tests.raw_requests import send
from tests.web_chat import served_chat
from ui.web.page.limits import (
    CONNECTIONS_OF_ONE,
    CONNECTIONS_PER_FILE,
    MOST_CONNECTIONS,
    REQUEST_SECONDS,
)
from ui.web.serving.connections import Connection, Room, room_for_connections

FILES = 256
HEAD = b"GET / HTTP/1.1\r\nHost: {host}\r\n"
BODY = b"POST /gradio_api/call/ask HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99\r\n\r\n{"
UPLOAD = (
    b"POST /gradio_api/upload HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9999\r\n"
    b"Content-Type: multipart/form-data; boundary=edge\r\n\r\n--edge\r\n"
    b"Content-Disposition: form-data; name=files; filename=a.txt\r\n\r\nBees."
)
LONGEST = REQUEST_SECONDS + 15
"""Seconds to wait for what is due after `REQUEST_SECONDS`, on a busy machine."""

linux_only = pytest.mark.skipif(
    os.uname().sysname != "Linux", reason="other addresses of the loopback interface are Linux's"
)


@contextmanager
def few_files(count: int) -> Iterator[None]:
    """Let the programs that are started inside open no more files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


Served = tuple[str, "subprocess.Popen[bytes]", Path]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the chat from a process that may open few files; with its messages."""
    home = tmp_path_factory.mktemp("home")
    with ExitStack() as running:
        with few_files(FILES):
            chat = served_chat(home, program="tests.toy_footnote")
            address, process = running.enter_context(chat)
        yield address, process, home / "log"


def visit(address: str, *, source: str = "127.0.0.1") -> int:
    """Visit as another; give the status."""
    return send(address, "/theme.css", method="GET", headers={}, source=source)[0]


@contextmanager
def connected(
    address: str, count: int, *, saying: bytes = b"", source: str = "127.0.0.1"
) -> Iterator[list[socket.socket]]:
    """Hold connections open which say but so much, to the server under its own name."""
    place = urlsplit(address)
    saying = saying.replace(b"{host}", place.netloc.encode())
    with ExitStack() as held:
        some = []
        for _ in range(count):
            one = socket.create_connection(
                (place.hostname, place.port), timeout=10, source_address=(source, 0)
            )
            some.append(held.enter_context(one))
            one.sendall(saying)
        yield some


def is_open(one: socket.socket) -> bool:
    """Whether the server has not ended a connection, which it may have answered."""
    one.settimeout(0)
    try:
        while one.recv(4096):
            pass
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def test_silent_connections_keep_nobody_out(served: Served) -> None:
    """More of them than the server may open files: the oldest go, and no line tells of each."""
    address, _, log = served
    with connected(address, FILES + 50) as silent:
        for _ in range(5):
            start = time.monotonic()
            assert visit(address) == 200
            assert time.monotonic() - start < LONGEST / 2
        still = sum(map(is_open, silent))
        assert still <= FILES * CONNECTIONS_PER_FILE * CONNECTIONS_OF_ONE
        assert is_open(silent[-1])
    assert len(log.read_text().splitlines()) <= 3


@linux_only
def test_one_address_has_half_of_the_room(served: Served) -> None:
    """Its connections make room for each other, not those of another."""
    address, _, _ = served
    with connected(address, 20, source="127.0.0.2") as others, connected(address, FILES):
        assert all(map(is_open, others))
        assert visit(address, source="127.0.0.2") == 200


@pytest.mark.slow
def test_who_does_not_finish_a_request_is_dropped(served: Served) -> None:
    """After seconds, whether nothing more comes, or a byte now and then; an upload may be slow.

    Whose request is being answered is not silent: the page hears on one connection for hours
    that its server lives.
    """
    address, _, log = served
    stream = b"GET /gradio_api/heartbeat/someone HTTP/1.1\r\nHost: {host}\r\n\r\n"
    start = time.monotonic()
    with ExitStack() as held:

        def connect(saying: bytes) -> socket.socket:
            return held.enter_context(connected(address, 1, saying=saying))[0]

        dripping = {"head": connect(HEAD), "body": connect(BODY), "upload": connect(UPLOAD)}
        silent = {"": connect(b""), "h": connect(HEAD), "b": connect(BODY), "u": connect(UPLOAD)}
        listening = connect(stream)
        ended: dict[str, float] = {}
        while len(ended) < 6:
            assert time.monotonic() - start < LONGEST, ended
            time.sleep(0.5)
            for name, one in {**dripping, **silent}.items():
                if name not in ended and not is_open(one):
                    ended[name] = time.monotonic() - start
                elif name in dripping and name not in ended:
                    with suppress(OSError):
                        one.sendall(b"x")
        assert "upload" not in ended
        assert min(ended.values()) > REQUEST_SECONDS / 2
        assert is_open(dripping["upload"])
        assert is_open(listening)
    assert "Traceback" not in log.read_text()


@linux_only
def test_where_no_file_can_be_opened_it_is_said_once(served: Served) -> None:
    """Visitors wait, and are served as soon as there are files again."""
    address, process, log = served
    before = resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (3, hard_limit()))
    try:
        with connected(address, 3):
            time.sleep(3)
            text = log.read_text()
    finally:
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, before)
    assert text.count("No more visitors are let in for now") == 1
    assert "Raise `ulimit -n`" in text
    assert len(text.splitlines()) <= 3
    assert visit(address) == 200


def test_what_is_no_http_leaves_no_word_in_the_log(served: Served) -> None:
    """At the beginning, in a body that is read, and in one whose answer has been given."""
    address, _, log = served
    before = log.read_text()
    head = b"POST %b HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
    for saying, status in (
        (b"\x00\r\n\r\n", b" 400 "),
        (head % b"/gradio_api/run/ask", b" 400 "),
        (head % b"/gradio_api/upload", b" 411 "),
        (head % b"/nowhere", b" 404 "),
    ):
        with connected(address, 1, saying=saying) as (one,):
            if status != b" 400 ":
                assert status in one.recv(4096)
            with suppress(OSError):
                one.sendall(b"no chunk\r\n")
                while reply := one.recv(4096):
                    assert status in reply or b"HTTP/" not in reply
            assert not is_open(one)
    assert log.read_text() == before


def hard_limit() -> int:
    """Return the limit that no process may raise."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


class _Transport:
    def __init__(self) -> None:
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True


class _Held:
    def __init__(self, room: Room, address: str, at: float) -> None:
        self.transport = _Transport()
        self.key = cast("Connection", self)
        room.enter(self.key, address, at=at)

    @property
    def there(self) -> bool:
        return not self.transport.aborted


def test_room_is_made_by_the_longest_silent() -> None:
    """At the limit everybody stays; one more ends the oldest that is silent, of any address."""
    room = Room(4)
    first, second = _Held(room, "a", 1), _Held(room, "b", 2)
    third, fourth = _Held(room, "c", 3), _Held(room, "d", 4)
    assert all(one.there for one in (first, second, third, fourth))
    room.spoke(first.key)
    fifth = _Held(room, "e", 5)
    assert [one.there for one in (first, second, third, fifth)] == [True, False, True, True]
    room.fell_silent(first.key, at=6)
    sixth = _Held(room, "f", 7)
    assert [one.there for one in (first, third, fourth, sixth)] == [True, False, True, True]


def test_where_all_are_served_the_new_one_goes() -> None:
    """Of one address at its half, or of all; and who leaves makes room."""
    room = Room(4)
    busy = [_Held(room, "a", 1), _Held(room, "a", 2)]
    for one in busy:
        room.spoke(one.key)
    assert not _Held(room, "a", 3).there
    others = [_Held(room, "b", 4), _Held(room, "c", 5)]
    for one in others:
        room.spoke(one.key)
    assert not _Held(room, "d", 6).there
    room.leave(busy[0].key)
    assert _Held(room, "a", 7).there
    assert all(one.there for one in busy + others)


def test_an_address_that_has_left_is_forgotten() -> None:
    """Where all are served, the new one goes, whoever was served before and has left."""
    room = Room(2)
    first, second = _Held(room, "a", 1), _Held(room, "b", 2)
    for one in (first, second):
        room.spoke(one.key)
        room.spoke(one.key)
    room.leave(first.key)
    third = _Held(room, "c", 3)
    room.spoke(third.key)
    assert not _Held(room, "d", 4).there
    assert second.there
    assert third.there
    assert room._silent == {}


@pytest.mark.parametrize(("files", "most"), [(8, 6), (FILES, 192), (4_096, MOST_CONNECTIONS)])
def test_the_room_is_part_of_what_the_system_allows(files: int, most: int) -> None:
    """A quarter of the files is left for what the server reads and writes."""
    if resource.RLIM_INFINITY != hard_limit() < files:
        pytest.skip("the system allows no more")
    with few_files(files):
        assert room_for_connections() == most
