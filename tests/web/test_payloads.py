"""What comes with an event, and is not what the event takes: files of the machine above all."""

import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toy_site import served_library
from tests.web_attack import Attacker, Event, Json, events_of, file_object
from ui.web.guards.payloads import files_in, has_file

SECRET = "the-secret-of-the-machine"  # noqa: S105 - it opens nothing
DEFAULTS: dict[str, list[Json]] = {
    "ask": ["Why?", None, 3],
    "search": ["Why?", None, 3],
    "outline": ["", False],
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the server keeps what it keeps for a while."""
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, room: Path) -> Iterator[str]:
    """Return the address of a server, which must not have printed a word in the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(room))
        with served_library(tmp_path_factory.mktemp("home")) as served:
            yield served


@pytest.fixture
def attacker(address: str) -> Attacker:
    """Return a visitor with the cookies of a browser."""
    return Attacker(address).visit()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that the server could read, of a kind that the library takes."""
    file = tmp_path_factory.mktemp("private") / "secret.md"
    file.write_text(f"# Private\n\n{SECRET} is told to nobody on this machine at all.\n")
    return file


@pytest.fixture(scope="module")
def paths(secret: Path) -> list[str]:
    """Return the ways to name it, and other things of the machine."""
    link = secret.with_name("link.md")
    link.symlink_to(secret)
    return [
        str(secret),
        str(link),
        f"{secret.parent}/../{secret.parent.name}/{secret.name}",
        os.path.relpath(secret),
        f"file://{secret}",
        str(secret).replace("/", "%2f"),
        f"/proc/self/root{secret}",
        "/proc/self/environ",
        "/etc/passwd",
        "http://127.0.0.1:1/x.md",
        "https://elsewhere.example/x.md",
        "data:text/markdown;base64,IyBIaQ==",
        "",
        "\0",
    ]


def shapes(path: str) -> list[Json]:
    """Return what may hide a file in a value."""
    plain = file_object(path)
    return [
        plain,
        [plain],
        [[plain]],
        {"value": plain},
        {"__type__": "update", "value": plain},
        file_object(path, url=f"http://127.0.0.1:1/gradio_api/file={path}"),
        file_object(path, is_stream=True, orig_name="a.md", size=1, mime_type="text/markdown"),
        {"path": path},
        {"name": path, "is_file": True, "data": None},
    ]


def is_refused(reply: Json) -> bool:
    """Whether an event was not done, and the reason given is one for people."""
    told = reply.get("error")
    return bool(told) and any(words in told for words in ("takes", "must be of the type"))


def hostile_data(event: Event, place: int, value: Json) -> list[Json]:
    """Return values for an event, all fit but one."""
    fit = DEFAULTS.get(event.name) or event.values
    return [value if at == place else one for at, one in enumerate(fit)]


def assert_nothing_was_taken(room: Path) -> None:
    """Look for the secret in all that the server has put somewhere."""
    for file in (one for one in room.rglob("*") if one.is_file()):
        assert SECRET.encode() not in file.read_bytes(), file


def test_no_part_of_any_event_takes_a_file_of_the_machine(
    attacker: Attacker, room: Path, paths: list[str]
) -> None:
    """Refused with a reason, whatever its form; what a session holds is not even looked at."""
    names = cycle(paths)
    places = [
        (event, place, kind)
        for event in events_of(attacker.config())
        if event.on_server
        for place, kind in enumerate(event.kinds)
    ]
    assert len(places) > 40
    for event, place, kind in places:
        for hostile in shapes(next(names)):
            reply = attacker.run(event.number, hostile_data(event, place, hostile))
            assert SECRET not in reply.text
            assert kind == "state" or is_refused(reply.json), (event, place, hostile, reply.text)
    assert_nothing_was_taken(room)


def test_a_drop_zone_takes_no_file_of_the_machine_by_any_name(
    attacker: Attacker, room: Path, paths: list[str]
) -> None:
    """Neither at once nor through the queue, and the library stays as it was."""
    zones = [event for event in events_of(attacker.config()) if event.kinds[:1] == ("file",)]
    assert len(zones) == 2
    for zone in zones:
        for path in paths:
            for hostile in shapes(path):
                reply = attacker.run(zone.number, hostile_data(zone, 0, hostile))
                assert "takes files that you uploaded" in reply.json["error"], (path, hostile)
            stream = attacker.queue(zone.number, hostile_data(zone, 0, [file_object(path)]))
            assert "takes files that you uploaded" in stream
    assert_nothing_was_taken(room)
    listed = attacker.send("POST", "/gradio_api/run/papers", {"data": []}).json
    assert len(listed["data"][0]["papers"]) == 1


@pytest.mark.parametrize("route", ["run", "call"])
@pytest.mark.parametrize("name", ["ask", "search", "outline"])
def test_a_program_of_the_api_takes_no_file(
    attacker: Attacker, secret: Path, name: str, route: str
) -> None:
    """A question is a text; the reason names the argument."""
    data = [file_object(secret), *DEFAULTS[name][1:]]
    reply = attacker.send("POST", f"/gradio_api/{route}/{name}", {"data": data})
    if route == "call":
        answer = attacker.send("GET", f"/gradio_api/call/{name}/{reply.json['event_id']}")
        assert "event: error" in answer.text
        assert "must be of the type str" in answer.text
    else:
        assert "must be of the type str; an object came" in reply.json["error"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("ask", [3, None, 3], "`question` must be of the type str; a number came"),
        ("ask", ["Why?", "all", 3], "`papers` must be of the type list"),
        ("ask", ["Why?", [1], 3], "`papers` must be of the type list"),
        ("ask", ["Why?", None, True], "`limit` must be of the type int; true or false came"),
        ("ask", ["Why?", None, 1.5], "`limit` must be of the type int; a number came"),
        ("outline", ["", "yes"], "`text` must be of the type bool; a text came"),
    ],
)
def test_arguments_of_another_kind_are_refused(
    attacker: Attacker, name: str, data: list[Json], reason: str
) -> None:
    """Before the question is looked at."""
    reply = attacker.send("POST", f"/gradio_api/run/{name}", {"data": data})
    assert reason in reply.json["error"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("ask", [], "`question` is missing; `ask` takes `question`, `papers` (or nothing)"),
        ("ask", ["Why?", None, 3, 4], "4 values came; `ask` takes `question`, `papers`"),
        ("papers", ["all"], "1 values came; `papers` takes none"),
    ],
)
def test_more_values_than_a_program_takes_and_too_few_are_refused(
    attacker: Attacker, name: str, data: list[Json], reason: str
) -> None:
    """With the names of those that it takes; what has a default may be left out."""
    reply = attacker.send("POST", f"/gradio_api/run/{name}", {"data": data})
    assert reply.status == 422
    assert reason in reply.json["detail"]
    whole = attacker.send("POST", "/gradio_api/run/ask", {"data": ["Why?"]})
    assert whole.json["data"]


def test_an_event_of_the_page_demands_a_value_for_each_of_its_parts(attacker: Attacker) -> None:
    """What it takes has no defaults."""
    events = [one for one in events_of(attacker.config()) if one.on_server]
    assert any(event.values for event in events)
    for event in events:
        for values in ([*event.values, None], event.values[1:] if event.values else [None]):
            reason = f"takes {len(event.values)} values; {len(values)} came"
            assert reason in attacker.run(event.number, list(values)).json["error"]


def test_a_text_is_a_text_and_a_choice_is_one_of_the_choices(attacker: Attacker) -> None:
    """In the parts of the page, whatever else JSON has."""
    events = {event.name: event for event in events_of(attacker.config())}
    ask, copy = events["ask_1"], events["write"]
    texts: list[Json] = [None, 3, True, [], {}, ["Why?"]]
    for value in texts:
        reply = attacker.run(ask.number, hostile_data(ask, 0, value))
        assert "“Your question” takes a text" in reply.json["error"]
    modes: list[Json] = ["llm", "", 1, True, None, ["extractive"], {"value": "extractive"}]
    for value in modes:
        reply = attacker.run(ask.number, hostile_data(ask, 5, value))
        assert "“Answer in” takes one of its" in reply.json["error"]
    orders: list[Json] = [
        "",
        "null",
        "{}",
        '{"kind": 3}',
        '{"kind": "copy", "form": "x"}',
        "[" * 99,
    ]
    for value in orders:
        reply = attacker.run(copy.number, hostile_data(copy, 0, value))
        assert "asked for something unknown" in reply.json["error"]


def test_an_event_that_is_none_of_the_page_is_refused(attacker: Attacker) -> None:
    """Unknown ones, those that only the browser runs, and several at once."""
    assert "no event 4711" in attacker.run(4711, []).json["detail"]
    assert "no event 4711" in attacker.queue(4711, [])
    unknown = attacker.send("POST", "/gradio_api/run/nothing", {"data": []})
    assert (unknown.status, unknown.json["detail"]) == (404, "There is no function of this name.")
    browser_only = next(one for one in events_of(attacker.config()) if one.kinds == ("json",))
    refused = attacker.run(browser_only.number, [{"name": "a", "text": "b"}]).json
    assert "does nothing with this event" in refused["error"]
    batch = attacker.run(3, [], batched=True).json
    assert "one at a time" in batch["error"]


def test_what_is_told_of_an_event_is_checked_too(attacker: Attacker, secret: Path) -> None:
    """No file in it, and the papers that are ticked are ids."""
    choose = next(event for event in events_of(attacker.config()) if event.name == "choose")
    files: list[Json] = [file_object(secret)]
    for told in (*files, {"papers": files}, [files]):
        reply = attacker.run(choose.number, [], event_data=told)
        assert "Files come in the part of the page" in reply.json["error"]
    ticks: list[Json] = [None, {}, [], 3, {"papers": None}, {"papers": "a"}, {"papers": [1, {}]}]
    for told in ticks:
        reply = attacker.run(choose.number, [], event_data=told)
        assert "takes the ids of those that are ticked" in reply.json["error"]
    assert "error" not in attacker.run(choose.number, [], event_data={"papers": []}).json


def drop_zone(attacker: Attacker) -> Event:
    """Return the event in which the library takes files."""
    return next(event for event in events_of(attacker.config()) if event.name == "run")


def test_what_a_visitor_uploaded_is_taken(attacker: Attacker) -> None:
    """And nothing that comes with it counts, such as an address."""
    path = attacker.upload("bees.md", b"# Bees\n\nBees dance to tell where the flowers are.\n")
    sent = file_object(path, url="http://127.0.0.1:1/other.md", orig_name="other.md")
    stream = attacker.queue(drop_zone(attacker).number, [[sent], None, None])
    assert '"success":true' in stream
    assert "bees.md" in stream
    listed = attacker.send("POST", "/gradio_api/run/papers", {"data": []}).json
    assert "Bees" in [paper["title"] for paper in listed["data"][0]["papers"]]


def test_what_another_visitor_uploaded_is_not_taken(attacker: Attacker, address: str) -> None:
    """Even by who knows its path, with a cookie or without."""
    path = attacker.upload("wasps.md", b"# Wasps\n\nWasps build nests of paper.\n")
    for other in (Attacker(address).visit(), Attacker(address)):
        zone = drop_zone(other)
        stream = other.queue(zone.number, [[file_object(path)], None, None])
        assert "takes files that you uploaded" in stream
        assert other.file(path).status == 403
    assert attacker.file(path).body.startswith(b"# Wasps")


def test_an_upload_is_good_for_just_its_path(attacker: Attacker, room: Path, secret: Path) -> None:
    """Not for its folder, nor what is beside it, nor what a link in its place leads to."""
    path = Path(attacker.upload("ants.md", b"# Ants\n\nAnts carry leaves.\n"))
    zone = drop_zone(attacker)
    others = [
        str(path.parent),
        f"{path.parent}/./{path.name}",
        f"{path.parent}/../{path.parent.name}/{path.name}",
        f"{path}/",
        f"/{path}",
        f"{path}\0",
        path.name,
    ]
    for other in others:
        reply = attacker.run(zone.number, [[file_object(other)], None, None])
        assert "takes files that you uploaded" in reply.json["error"], other
    path.unlink()
    path.symlink_to(secret)
    reply = attacker.run(zone.number, [[file_object(path)], None, None])
    assert "takes files that you uploaded" in reply.json["error"]
    assert attacker.file(str(path)).status == 403
    shutil.rmtree(path.parent)
    assert_nothing_was_taken(room)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server that notes who comes, and its notes."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:  # noqa: ANN401
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_the_server_fetches_nothing_for_anybody(
    attacker: Attacker, listener: tuple[str, list[str]]
) -> None:
    """Whatever address stands in a path, in a file or beside it."""
    elsewhere, asked = listener
    own = attacker.upload("own.md", b"# Own\n\nThis is mine.\n")
    zone = drop_zone(attacker)
    for hostile in (
        file_object(f"{elsewhere}/1.md"),
        file_object(f"{elsewhere}/2.md", url=f"{elsewhere}/3.md"),
        file_object("/etc/passwd", url=f"{elsewhere}/4.md"),
        file_object("", url=f"{elsewhere}/5.md"),
    ):
        reply = attacker.run(zone.number, [[hostile], None, None])
        assert "takes files that you uploaded" in reply.json["error"]
    attacker.queue(zone.number, [[file_object(own, url=f"{elsewhere}/6.md")], None, None])
    for route in ("file=", "file/", "proxy="):
        for name in (f"{elsewhere}/7", f"{elsewhere}/7".replace("://", ":%2f%2f")):
            reply = attacker.send("GET", f"/gradio_api/{route}{name}")
            assert reply.status in {403, 404}
    assert asked == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(around=JSON, keys=st.lists(st.text() | st.integers(0, 3), max_size=5))
def test_a_file_is_found_however_deep_it_lies(around: Json, keys: list[str | int]) -> None:
    """In lists and objects, beside whatever else."""
    value: Json = file_object("/etc/passwd")
    for key in keys:
        value = {key: value, "beside": around} if isinstance(key, str) else [around, value]
    assert has_file(value)
    assert "/etc/passwd" in files_in(value)
