"""Where uploads lie: in a folder of each server, which the next start sweeps if it was killed."""

import asyncio
import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from corpus.errors import ServerError
from tests.raw_requests import send
from tests.serving import PROJECT
from tests.stored_runs import answered, write_run, wrong
from tests.toy_site import served_library
from tests.web_chat import served_chat
from ui.evaluations import finished_runs
from ui.web.evaluation.reports import list_runs, show_run
from ui.web.guards.upload_folder import open_upload_folder, uploads_folder
from ui.web.guards.upload_parts import Counts
from ui.web.guards.uploads import UploadGuard
from ui.web.page.limits import MEGABYTE, UPLOAD_PARTS, UPLOADS_AT_ONCE, UPLOADS_OF_ONE

PLACE = "/gradio_api/upload"
MULTIPART = {"Content-Type": "multipart/form-data; boundary=edge"}
BEGINNING = (
    b"--edge\r\nContent-Disposition: form-data; name=files; filename=a.txt\r\n"
    b"Content-Type: text/plain\r\n\r\n"
)
END = b"\r\n--edge--\r\n"
FIELD = b"--edge\r\nContent-Disposition: form-data; name=files\r\n\r\n"
PATIENCE = 30

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="needs other addresses of the loopback interface, and flock"
)


def upload(address: str, content: bytes) -> Path:
    """Upload a file; give where it lies."""
    status, text = send(address, PLACE, BEGINNING + content + END, headers=MULTIPART)
    assert status == 200, text
    return Path(json.loads(text)[0])


def folders(home: Path) -> list[Path]:
    """List the folders of servers over the library in `home`."""
    return sorted(path for path in (home / "uploads").iterdir() if path.is_dir())


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that is due at once, on a machine that may be busy."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.fixture
def chat_home(tmp_path: Path) -> Iterator[Path]:
    """Return a folder for a library, where new files are open to all unless they are closed."""
    folder = tmp_path / "chat"
    folder.mkdir()
    before = os.umask(0)
    yield folder
    os.umask(before)


def test_a_killed_server_leaves_its_uploads_to_the_next_start(chat_home: Path) -> None:
    """Which removes them, but not those of a server that lives; one that ends removes its own.

    Nobody else on the machine sees any of them.
    """
    with served_chat(chat_home, program="tests.toy_footnote") as (address, process):
        left = upload(address, b"Bees.")
        assert left.is_relative_to(chat_home / "uploads")
        process.kill()
        process.wait()
    assert left.exists()
    with served_library(chat_home) as address:
        assert not left.exists()
        kept = upload(address, b"Bees.")
        with served_library(chat_home):
            assert kept.exists()
            assert len(folders(chat_home)) == 2
            for folder in (chat_home / "uploads", *folders(chat_home)):
                assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folders(chat_home) == [kept.parents[1]]
        assert kept.exists()
    wait_until(lambda: not list((chat_home / "uploads").iterdir()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a chat in which nothing may go wrong, uploads of a megabyte; with its folder."""
    home = tmp_path_factory.mktemp("home")
    with served_chat(home, "--max-upload", "1", program="tests.toy_footnote") as (address, _):
        (folder,) = folders(home)
        yield address, folder


def test_an_upload_that_is_cut_off_leaves_nothing(served: tuple[str, Path]) -> None:
    """Nor a word in the log; other uploads are not touched."""
    address, folder = served
    whole = upload(address, b"Bees.")
    place = urlsplit(address)
    for _ in range(3):
        with socket.create_connection((place.hostname, place.port)) as one:
            head = f"POST {PLACE} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 900000\r\n"
            kind = f"Content-Type: {MULTIPART['Content-Type']}\r\n\r\n"
            one.sendall((head + kind).encode() + BEGINNING + b"a" * 100_000)
            wait_until(lambda: any(path.is_file() for path in folder.iterdir()))
    wait_until(lambda: not any(path.is_file() for path in folder.iterdir()))
    assert whole.exists()
    assert "Error" not in (folder.parents[1] / "log").read_text()


def test_an_upload_at_the_limit_passes_and_a_byte_more_does_not(served: tuple[str, Path]) -> None:
    """The limit is that of the request, with what stands around the files."""
    address, folder = served
    most = b"a" * (MEGABYTE - len(BEGINNING + END))
    assert upload(address, most).stat().st_size == len(most)
    status, text = send(address, PLACE, BEGINNING + most + b"a" + END, headers=MULTIPART)
    assert status == 413
    assert "The files are larger than 1 MB together" in text
    assert not any(path.is_file() for path in folder.iterdir())


@pytest.mark.parametrize("part", [BEGINNING, FIELD], ids=["file", "field"])
def test_no_upload_comes_in_chunks(served: tuple[str, Path], part: bytes) -> None:
    """Also one that says a length: what comes is as long as the chunks are."""
    address, folder = served
    before = set(folder.iterdir())
    for pieces in ((part, b"Bees.", END), (part, *[b"a" * MEGABYTE] * 3, END)):
        # Where a length is given, `http.client` leaves the chunks to the caller.
        chunks = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (*pieces, b"")]
        for sent, length in ((pieces, {}), (chunks, {"Content-Length": "5"})):
            status, text = send(address, PLACE, iter(sent), headers={**MULTIPART, **length})
            assert (status, "not come in chunks" in text) == (411, True)
    assert set(folder.iterdir()) == before


def test_the_bytes_of_an_upload_are_counted_whatever_it_says() -> None:
    """It ends with the first that is too many, and the last that is not too many passes."""

    async def take(size: int) -> tuple[int, bool]:
        pieces = [b"a" * MEGABYTE, b"a" * size]
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        async def keep(message: Message) -> None:
            sent.append(message)

        async def read(scope: Scope, receive: Receive, send: Send) -> None:
            await Request(scope, receive).body()
            await PlainTextResponse("taken")(scope, receive, send)

        headers = [(b"content-length", b"5")]
        scope = {"type": "http", "method": "POST", "path": PLACE, "headers": headers}
        await UploadGuard(read, most_megabytes=2)(scope, receive, keep)
        return sent[0]["status"], bool(pieces)

    assert asyncio.run(take(MEGABYTE)) == (200, False)
    assert asyncio.run(take(MEGABYTE + 1)) == (413, False)


@linux_only
def test_so_many_uploads_come_in_at_once_and_no_more(served: tuple[str, Path]) -> None:
    """Of one address, and in all; whoever comes then is told so, until one has ended."""
    address, folder = served
    place = urlsplit(address)
    head = (
        f"POST {PLACE} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 9999\r\n"
        f"Content-Type: {MULTIPART['Content-Type']}\r\n\r\n"
    ).encode()
    body = BEGINNING + b"Bees." + END

    def files() -> int:
        return sum(path.is_file() for path in folder.iterdir())

    def upload_from(source: str) -> int:
        return send(address, PLACE, body, headers=MULTIPART, source=source)[0]

    def hold(source: str) -> socket.socket:
        count = files()
        one = socket.create_connection((place.hostname, place.port), source_address=(source, 0))
        one.sendall(head + BEGINNING + b"a")
        wait_until(lambda: files() == count + 1)
        return one

    wait_until(lambda: not files())
    with ExitStack() as held:
        last = None
        for _ in range(UPLOADS_OF_ONE):
            assert upload_from("127.0.0.2") == 200
            last = held.enter_context(hold("127.0.0.2"))
        assert upload_from("127.0.0.2") == 503
        for number in range(UPLOADS_AT_ONCE - UPLOADS_OF_ONE):
            source = f"127.0.0.{number + 3}"
            assert upload_from(source) == 200
            held.enter_context(hold(source))
        status, text = send(address, PLACE, body, headers=MULTIPART, source="127.0.0.99")
        assert (status, "Other uploads are coming in" in text) == (503, True)
        assert last is not None
        last.close()
        wait_until(lambda: upload_from("127.0.0.99") == 200)
    wait_until(lambda: not files())


def test_two_content_types_are_refused(served: tuple[str, Path]) -> None:
    """Files would be counted by the mark of one, and read by that of the other."""
    address, folder = served
    before = set(folder.iterdir())
    place = urlsplit(address)
    body = b"\r\n".join([BEGINNING + b"Bees."] * (UPLOAD_PARTS + 1)) + END
    other = "multipart/form-data; boundary=other"
    for kinds in ((MULTIPART["Content-Type"], other), (other, MULTIPART["Content-Type"])):
        connection = HTTPConnection(place.netloc, timeout=60)
        connection.putrequest("POST", PLACE)
        for kind in kinds:
            connection.putheader("Content-Type", kind)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        reply = connection.getresponse()
        assert (reply.status, b"content-type more than once" in reply.read()) == (400, True)
        connection.close()
    assert set(folder.iterdir()) == before


@linux_only
@pytest.mark.usefixtures("home")
def test_a_name_that_another_server_locks_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one does that sweeps; where every name is, the server says so."""
    import fcntl

    names = iter(["first", "second", *["first"] * 20])
    monkeypatch.setattr("ui.web.guards.upload_folder.token_urlsafe", lambda _: next(names))
    uploads_folder().mkdir(parents=True)
    with (uploads_folder() / "footnote-first.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = open_upload_folder()
        assert folder.name == "footnote-second"
        sweep = "from ui.web.guards.upload_folder import open_upload_folder as start; start()"
        subprocess.run([sys.executable, "-c", sweep], cwd=PROJECT, check=True)
        assert folder.is_dir()
        with pytest.raises(ServerError, match="locks whatever is made"):
            open_upload_folder()


def test_so_many_files_come_at_once_and_no_more(served: tuple[str, Path]) -> None:
    """Each is open until all are there; what came of too many goes."""
    address, folder = served
    before = set(folder.iterdir())
    part = BEGINNING + b"Bees."
    for count, expected in ((UPLOAD_PARTS + 1, 413), (1000, 413), (UPLOAD_PARTS, 200)):
        body = b"\r\n".join([part] * count) + END
        status, text = send(address, PLACE, body, headers=MULTIPART)
        assert status == expected, text
        if expected == 413:
            assert "There are more than 100 files" in text
            assert set(folder.iterdir()) == before
    assert len(json.loads(text)) == UPLOAD_PARTS


@pytest.mark.parametrize("size", [1, 5, 6, 7, 100])
def test_files_are_counted_however_the_upload_is_cut(size: int) -> None:
    """Each mark counts once, within a piece or over several."""

    async def count(files: int) -> bool:
        body = b"--edge\r\n-edge--ed-\r\n" * files + b"--edge--"
        pieces = [body[at : at + size] for at in range(0, len(body), size)]

        async def receive() -> Message:
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        headers = [(b"content-type", MULTIPART["Content-Type"].encode())]
        counts = Counts({"type": "http", "headers": headers}, most_megabytes=1)
        counted = counts.counted(receive)
        while pieces and (await counted())["type"] == "http.request":
            assert not counts.refusal
        return bool(counts.refusal)

    assert not asyncio.run(count(UPLOAD_PARTS))
    assert asyncio.run(count(UPLOAD_PARTS + 1))


@pytest.mark.parametrize(
    "name", ["../../x", "..\\..\\x", "/etc/x", "a/../../x", "\x00", ".", "n" * 999]
)
def test_a_name_leads_nowhere_else(served: tuple[str, Path], name: str) -> None:
    """The file lies two folders below that of the server, or the name is refused."""
    address, folder = served
    named = BEGINNING.replace(b"=a.txt", f'="{name}"'.encode())
    before = {path for path in folder.parents[1].rglob("*") if path.is_file()}
    status, text = send(address, PLACE, named + b"Bees." + END, headers=MULTIPART)
    if status == 200:
        assert Path(json.loads(text)[0]).resolve().parents[1] == folder
    else:
        assert status == 400
    new = {path for path in folder.parents[1].rglob("*") if path.is_file()} - before
    assert all(path.parents[1] == folder for path in new)


def test_looking_at_runs_makes_no_new_files(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What there is to download is written at the first look, and is whole at each."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "server"))
    (tmp_path / "server").mkdir()
    for name in ("2026-01-01 first", "2026-01-02 second"):
        write_run(home / "runs" / name, [answered("acacia"), wrong("clover")])
    runs = list(finished_runs())
    looks = [(runs[0], ""), (runs[1], None), (runs[0], runs[1]), (runs[0], runs[0])]
    first = [show_run(*look)[1]["value"] for look in looks]
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "server").rglob("*")}
    assert len(made) == 1 + 3
    for _ in range(3):
        list_runs()
        assert [show_run(*look)[1]["value"] for look in looks] == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "server").rglob("*")} == made
    with ZipFile(first[0]) as packed:
        assert f"{runs[0]}/summary.json" in packed.namelist()
    assert "Settings" in Path(first[2]).read_text()
