"""Which build of PyTorch `make` installs, against indexes that work, refuse, and say nothing."""

import os
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic

import pytest
from torch_build import answers, choose

from tests.serving import PROJECT, free_port

PROGRAM = PROJECT / "tools" / "torch_build.py"
NOWHERE = Path("/nowhere/nvidia")
GENEROUS = 30.0


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files of a folder."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def indexes(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Return two package indexes with a torch that is only a name: the ordinary one, the CPU's."""
    for name, version in (("all", "2.13.0"), ("cpu", "2.13.0+cpu")):
        folder = tmp_path / name / "torch"
        folder.mkdir(parents=True)
        wheel = f"torch-{version}-py3-none-any.whl"
        with zipfile.ZipFile(folder / wheel, "w") as archive:
            info = f"torch-{version}.dist-info"
            metadata = f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n"
            archive.writestr(f"{info}/METADATA", metadata)
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            archive.writestr(f"{info}/RECORD", "")
        (folder / "index.html").write_text(f'<a href="{wheel.replace("+", "%2B")}">{wheel}</a>')
    with serving(tmp_path) as address:
        yield f"{address}/all", f"{address}/cpu"


@contextmanager
def silent() -> Iterator[str]:
    """Listen, and never say a word; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def run(*arguments: str, path: str = "") -> tuple[list[str], str, float]:
    """Run the program; give the arguments that it prints, what it says, and how long it took."""
    begun = monotonic()
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        env={**os.environ, "PATH": path, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(), done.stderr, monotonic() - begun


pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or Path("/proc/driver/nvidia").exists(),
    reason="where an NVIDIA card is, or no Linux, there is nothing to choose",
)


def test_without_a_card_the_small_build_is_taken(indexes: tuple[str, str]) -> None:
    """From its index, where that answers; people are told which, and how large it is."""
    arguments, said, _ = run("--index", indexes[1])
    assert arguments == ["--extra-index-url", indexes[1]]
    assert said == f"PyTorch: the build for the CPU, 200 MB, from {indexes[1]}\n"


def test_pip_then_takes_that_build_under_the_pinned_release(
    indexes: tuple[str, str], tmp_path: Path
) -> None:
    """The pin names no build; the CPU's counts as newer than the one without a name."""
    arguments, _, _ = run("--index", indexes[1])
    for more, taken in ((arguments, "torch-2.13.0+cpu"), ([], "torch-2.13.0-")):
        folder = tmp_path / f"taken{len(more)}"
        command = [sys.executable, "-m", "pip", "--isolated", "download", "--no-deps"]
        command += ["--index-url", indexes[0], "-c", str(PROJECT / "constraints.txt")]
        done = subprocess.run(
            [*command, "--dest", str(folder), *more, "torch"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert [file.name.startswith(taken) for file in folder.iterdir()] == [True]


def test_an_index_that_refuses_or_has_nothing_is_left_alone(tmp_path: Path) -> None:
    """The ordinary one is taken, with a line that says what it may bring."""
    with serving(tmp_path) as empty:
        for index in (empty, f"http://127.0.0.1:{free_port()}", "http://nowhere.invalid", "odd:"):
            arguments, said, _ = run("--index", index)
            assert arguments == []
            assert f"{index} does not answer" in said
            assert "PIP_TORCH_ARGS" in said


def test_an_index_that_says_nothing_is_not_waited_for() -> None:
    """Neither for long nor for ever: the given seconds, and what Python needs to start."""
    with silent() as index:
        arguments, said, seconds = run("--index", index, "--seconds", "0.5")
    assert arguments == []
    assert "does not answer" in said
    assert seconds < GENEROUS


def test_a_name_that_is_looked_up_for_ever_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The limit holds for the whole try, not for each step of it."""
    release = threading.Event()

    def look_up(*_: object, **__: object) -> None:
        release.wait(GENEROUS)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert not answers("http://index.invalid/", seconds=0.2)
    release.set()


@pytest.mark.parametrize("sign", ["driver", "program"])
def test_with_an_nvidia_card_the_ordinary_build_is_taken(tmp_path: Path, sign: str) -> None:
    """Its driver or its program tells; nothing is asked of the network then."""
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    if sign == "program":
        arguments, said, _ = run("--index", "odd:", path=str(tmp_path))
    else:
        arguments, said = choose("odd:", seconds=1, platform="linux", driver=tmp_path)
    assert arguments == []
    assert "NVIDIA card that is here" in said


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_the_ordinary_build_is_small(platform: str) -> None:
    """So nothing is tried."""
    arguments, said = choose("odd:", seconds=1, platform=platform, driver=NOWHERE)
    assert arguments == []
    assert "package index" in said


def test_make_asks_the_program_unless_it_is_told() -> None:
    """Arguments of one's own come in its place, empty ones too; a dry run asks nobody."""

    def commands(*more: str) -> str:
        dry = ["make", "-n", "VENV=/nowhere/venv", "/nowhere/venv/.installed", *more]
        done = subprocess.run(dry, cwd=PROJECT, capture_output=True, text=True, check=True)
        return done.stdout

    assert "constraints.txt $(/nowhere/venv/bin/python tools/torch_build.py) torch" in commands()
    own = commands("PIP_TORCH_ARGS=--index-url http://my.index")
    assert "constraints.txt --index-url http://my.index torch" in own
    assert "torch_build" not in own
    assert "torch_build" not in commands("PIP_TORCH_ARGS=")
