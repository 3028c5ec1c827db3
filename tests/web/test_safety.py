"""What the server refuses: strange files, large and slow uploads, crowding out, telling secrets."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests.conftest import Footnote
from tests.serving import PROJECT, free_port
from tests.toy_site import served_library
from ui.web.guards.queue import in_turns
from ui.web.guards.uploads import UploadGuard
from ui.web.page.limits import MOST_WAITING, MOST_WAITING_OF_ADDRESS, MOST_WAITING_OF_ONE
from ui.web.work.jobs import Job, Stopped

SECRET = "correct-horse"  # noqa: S105 - it opens nothing


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the server keeps its things in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Return the address of a server with an upload of its own."""
    with served_library(home) as served:
        yield served


def test_no_path_of_the_machine_is_served(address: str, home: Path, tmp_path: Path) -> None:
    """Neither system files, nor the program's, nor the library's own, however they are named."""
    library_file = next(path for path in (home / "library").rglob("*") if path.is_file())
    (tmp_path / "gradio").mkdir()
    stranger = tmp_path / "gradio" / "of-another-program.txt"
    stranger.write_text("private")
    for path in (
        "/etc/hostname",
        str(Path(__file__)),
        str(library_file),
        str(stranger),
        "../../etc/hostname",
        "..%2f..%2fetc%2fhostname",
        "/proc/self/environ",
    ):
        with pytest.raises(HTTPError, match=r"403|404"):
            urlopen(f"{address}/gradio_api/file={path}")  # noqa: S310


def test_an_upload_is_served_to_whoever_knows_its_path_and_nothing_beside_it(address: str) -> None:
    """It lies in a folder of this server alone, below a name that cannot be guessed."""
    body = (
        b"--edge\r\nContent-Disposition: form-data; name=files; filename=page.html\r\n"
        b"Content-Type: text/html\r\n\r\nBees.\r\n--edge--\r\n"
    )
    request = Request(  # noqa: S310
        f"{address}/gradio_api/upload",
        data=body,
        headers={"Content-Type": "multipart/form-data; boundary=edge"},
    )
    with urlopen(request) as response:  # noqa: S310
        path = Path(response.read().decode().strip('[]"\n'))
    assert path.name == "page.html"
    assert path.parents[1].name.startswith("footnote-")
    with urlopen(f"{address}/gradio_api/file={path}") as response:  # noqa: S310
        assert response.read() == b"Bees."
        assert response.headers["Content-Disposition"].startswith("attachment")
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{address}/gradio_api/file={path.parent}")  # noqa: S310


def test_the_server_fetches_nothing_for_a_visitor(address: str) -> None:
    """Gradio's routes would load an address that the visitor names."""
    for route in ("file=http://127.0.0.1:1/", "file=https://elsewhere.example/", "proxy=http://a/"):
        with pytest.raises(HTTPError, match="403"):
            urlopen(f"{address}/gradio_api/{route}")  # noqa: S310


def test_an_upload_that_says_it_is_too_large_is_not_read(address: str) -> None:
    """The answer comes before the body, and says how much may come."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.putrequest("POST", "/gradio_api/upload")
    connection.putheader("Content-Length", str(101 * 2**20))
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 413
    assert b"larger than 100 MB" in response.read()
    connection.close()


async def _slow(_: Scope, __: Receive, ___: Send) -> None:
    await asyncio.sleep(30)


async def _accepting(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("taken")(scope, receive, send)


def test_an_upload_must_have_a_length_and_come_in_time() -> None:
    """Without a length nothing bounds it, and a slow one holds a place that others need."""
    taking = TestClient(UploadGuard(_accepting, most_megabytes=1))
    assert taking.post("/gradio_api/upload", content=iter([b"a"])).status_code == 411
    assert taking.post("/gradio_api/upload", content=b"a").text == "taken"
    slow = TestClient(UploadGuard(_slow, most_megabytes=1, seconds=0.01))
    assert slow.post("/gradio_api/upload", content=b"a").status_code == 408


def _work_on(job: Job[str]) -> str:
    while True:
        job.tell("Working", 0.5)
        time.sleep(0.001)


def test_long_work_ends_when_its_time_is_up_or_its_visitor_goes() -> None:
    """At its next step, and the reason is told."""
    with pytest.raises(Stopped, match="more than the 0 minutes"):
        Job(_work_on, seconds=0).result()
    job = Job(_work_on, seconds=60)
    steps = job.steps()
    assert "<progress" in next(steps).html
    steps.close()  # type: ignore[attr-defined]  # as Gradio does when the page is closed
    with pytest.raises(Stopped, match="as you asked"):
        job.result()


def test_visitors_take_turns() -> None:
    """Whoever asks much waits behind whoever asks little; within a turn, first come, first."""
    line = ["greedy 1", "greedy 2", "greedy 3", "ada 1", "ada 2", "bob 1"]
    assert in_turns(line, visitor_of=lambda one: one.split()[0]) == [
        "greedy 1",
        "ada 1",
        "bob 1",
        "greedy 2",
        "ada 2",
        "greedy 3",
    ]


# The application is not started, so that all that is asked waits.
CROWDING = """
import json
import gradio
from starlette.testclient import TestClient
from ui.web.work.jobs import Job, Stopped
from ui.web.guards.queue import queue_fairly
from ui.web.page.limits import MOST_WAITING, MOST_WAITING_OF_ADDRESS, MOST_WAITING_OF_ONE
with gradio.Blocks(analytics_enabled=False) as app:
    box = gradio.Textbox()
    box.submit(str.upper, inputs=box, outputs=box)
queue_fairly(app)
site = gradio.routes.App.create_app(app)
def ask(session, address):
    client = TestClient(site, client=(address, 1))
    body = {"data": ["a"], "fn_index": 0, "session_hash": session}
    return client.post("/gradio_api/queue/join", json=body)
def join(session, address="192.0.2.1"):
    return ask(session, address).status_code
statuses = [join("greedy") for _ in range(MOST_WAITING_OF_ONE + 1)] + [join("ada")]
(line,) = app._queue.event_queue_per_concurrency_id.values()
print(json.dumps([statuses, [event.session_hash for event in line.queue]]))
"""


def test_one_person_does_not_fill_the_queue() -> None:
    """Beyond a number of waiting requests they are refused, while another's is next but one."""
    done = subprocess.run(
        [sys.executable, "-c", CROWDING], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    statuses, line = json.loads(done.stdout)
    assert statuses == [200] * MOST_WAITING_OF_ONE + [503, 200]
    assert line[:3] == ["greedy", "ada", "greedy"]
    assert len(line) == MOST_WAITING_OF_ONE + 1


FILLING = (
    CROWDING.split("statuses = ", maxsplit=1)[0]
    + """
people = MOST_WAITING // MOST_WAITING_OF_ONE
statuses = [join(f"visitor {one % people}", f"192.0.2.{one % 2}") for one in range(MOST_WAITING)]
refused = ask("late", "192.0.2.9")
print(json.dumps([statuses, refused.status_code, refused.text]))
"""
)


def test_the_queue_is_full_at_its_limit() -> None:
    """The last place is given; whoever comes then is told so, whatever they asked before."""
    done = subprocess.run(
        [sys.executable, "-c", FILLING], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    statuses, status, text = json.loads(done.stdout)
    assert statuses == [200] * MOST_WAITING
    assert status == 503
    assert "Queue is full" in text


# As many addresses of IPv6 as sessions, all of one network.
SESSIONS = (
    CROWDING.split("statuses = ", maxsplit=1)[0]
    + """
statuses = [
    join(f"session {one}", f"2001:db8::{one:x}") for one in range(MOST_WAITING_OF_ADDRESS + 1)
]
statuses.append(join("ada", "192.0.2.7"))
(line,) = app._queue.event_queue_per_concurrency_id.values()
print(json.dumps([statuses, [event.session_hash for event in line.queue[:3]]]))
"""
)


def test_new_sessions_do_not_fill_the_queue_of_others() -> None:
    """One address has half of it, however many sessions it names, and one turn of each two."""
    done = subprocess.run(
        [sys.executable, "-c", SESSIONS], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    statuses, line = json.loads(done.stdout)
    assert MOST_WAITING_OF_ADDRESS <= MOST_WAITING / 2
    assert statuses == [200] * MOST_WAITING_OF_ADDRESS + [503, 200]
    assert line == ["session 0", "ada", "session 1"]


def test_a_password_that_is_no_pair_is_refused_without_a_look_at_it(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong usage, and the message names where it stood, not what."""
    monkeypatch.setenv("FOOTNOTE_AUTH", SECRET)
    outcome = footnote("chat")
    assert outcome.status == 2
    assert "FOOTNOTE_AUTH" in outcome.errors
    assert "USER:PASSWORD" in outcome.errors
    assert SECRET not in outcome.errors
    outcome = footnote("chat", "--auth", SECRET)
    assert outcome.status == 2
    assert SECRET not in outcome.errors


def test_a_server_for_all_networks_without_a_password_says_so(footnote: Footnote) -> None:
    """The person is told what that means, and how to ask for a password."""
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104
        taken.listen()
        port = taken.getsockname()[1]
        outcome = footnote("chat", "--host", "0.0.0.0", "--port", str(port))  # noqa: S104
    assert outcome.status == 1
    assert "Whoever can reach 0.0.0.0" in outcome.errors
    assert "FOOTNOTE_AUTH" in outcome.errors


@contextmanager
def chat_with_password(home: Path) -> Iterator[tuple[str, Path]]:
    """Start the chat as a person would; give its address and the file of its messages."""
    port = free_port()
    log = home / "log"
    environment = {**os.environ, "FOOTNOTE_HOME": str(home), "FOOTNOTE_AUTH": f"ada:{SECRET}"}
    command = [sys.executable, "-m", "tests.toy_footnote", "chat", "--port", port]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=errors, stderr=errors
        ) as process,
    ):
        try:
            while "Footnote is ready" not in log.read_text():
                assert process.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}", log
        finally:
            process.terminate()


def test_a_password_is_asked_for_and_never_written(tmp_path: Path) -> None:
    """Right and wrong ones leave no trace in what the server says; uploads need it too."""
    with chat_with_password(tmp_path) as (address, log):
        for password, status in ((SECRET, 200), (f"{SECRET}-wrong", 400)):
            data = urlencode({"username": "ada", "password": password}).encode()
            assert _status(Request(f"{address}/login", data=data)) == status  # noqa: S310
        upload = Request(f"{address}/gradio_api/upload", data=b"", method="POST")  # noqa: S310
        assert _status(upload) == 401
    assert SECRET not in log.read_text()


def _status(request: Request) -> int:
    try:
        with urlopen(request) as response:  # noqa: S310
            return int(response.status)
    except HTTPError as error:
        return error.code
