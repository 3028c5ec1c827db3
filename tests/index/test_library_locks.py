"""A library on a file system without locks, as some network file systems are."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import LibraryBusy
from index.library import Library
from tests.index.programs import BUNDLED, PROJECT, TOY_FOOTNOTE, papers
from tests.toy_encoder import ToyEncoder

COMPILER = shutil.which("cc") or shutil.which("gcc")
REFUSALS = {name: getattr(errno, name) for name in ("ENOLCK", "EOPNOTSUPP", "EINVAL", "ENOSYS")}
REFUSING = """
#include <errno.h>
int flock(int file, int operation) { errno = %d; return -1; }
"""
pytestmark = pytest.mark.skipif(COMPILER is None, reason="there is no C compiler")


@pytest.fixture(params=REFUSALS)
def without_locks(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a process whose file systems answer so when a lock is asked for."""
    source, shim = tmp_path / "refusing.c", tmp_path / "refusing.so"
    source.write_text(REFUSING % REFUSALS[request.param])
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-o", shim, source], check=True)
    return {**os.environ, "LD_PRELOAD": str(shim)}


def start(environment: dict[str, str], *arguments: str | Path) -> "subprocess.Popen[str]":
    """Start the command line over the toy encoder."""
    return subprocess.Popen(
        [*TOY_FOOTNOTE, *map(str, arguments)],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_library_is_used_without_locks(
    tmp_path: Path, home: Path, without_locks: dict[str, str]
) -> None:
    """Begun, added to and asked; nothing is printed of it, and nothing left of the lock."""
    bees = tmp_path / "bees.txt"
    bees.write_text("Bees dance to share directions.")
    output, errors = start(without_locks, "add", "--quiet", bees).communicate(timeout=120)
    assert (output, errors) == ("", "")
    assert papers(home) == [BUNDLED, "bees.txt"]
    assert not (home / "library" / "lock.held").exists()


HOLDING = """
import sys, time
from pathlib import Path
from index.storage.locking import acquire
lock = acquire(Path(sys.argv[1]), patience=0)
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def holder(home: Path, without_locks: dict[str, str]) -> "Iterator[subprocess.Popen[str]]":
    """Return a process that holds the lock of the library."""
    (home / "library").mkdir(parents=True)
    process = subprocess.Popen(
        [TOY_FOOTNOTE[0], "-c", HOLDING, str(home / "library" / "lock")],
        cwd=PROJECT,
        env=without_locks,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("without_locks", ["ENOLCK"], indirect=True)
def test_a_lock_that_a_killed_process_left_keeps_nobody_out(
    home: Path, without_locks: dict[str, str], holder: "subprocess.Popen[str]"
) -> None:
    """While it lives it does, and the message names it; then the next one takes the lock."""
    code = (
        "from tests.index.test_library_locks import store_nothing; import sys;"
        "sys.exit(store_nothing(sys.argv[1]))"
    )
    command = [TOY_FOOTNOTE[0], "-c", code, str(home / "library")]
    refused = subprocess.run(
        command, cwd=PROJECT, env=without_locks, capture_output=True, text=True, check=False
    )
    marker = home / "library" / "lock.held"
    assert refused.returncode == 1
    assert "is being changed by another process" in refused.stdout
    assert f"That is process {holder.pid} on " in refused.stdout
    assert f"remove the file {marker}." in refused.stdout
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert marker.exists()
    _, errors = start(without_locks, "papers").communicate(timeout=120)
    assert errors == "A new library: indexing the bundled paper …\n"
    assert papers(home) == [BUNDLED]
    assert not marker.exists()


def store_nothing(folder: str) -> int:
    """Try to begin a change of a library at once; 1 and the message if that is refused."""
    from index.storage.store import GenerationStore

    try:
        with GenerationStore(Path(folder)).change():
            return 0
    except LibraryBusy as error:
        sys.stdout.write(str(error))
        return 1


@pytest.mark.parametrize("without_locks", ["ENOLCK"], indirect=True)
def test_two_processes_without_locks_lose_nothing(
    tmp_path: Path, home: Path, without_locks: dict[str, str]
) -> None:
    """Each waits for the other."""
    library = Library(home / "library", make_encoder=ToyEncoder)
    names = [f"{owner}-{number}.txt" for owner in "ab" for number in range(4)]
    for name in names:
        (tmp_path / name).write_text(f"This is the sentence of {name}.")
    processes = [
        start(without_locks, "add", *(tmp_path / name for name in names if name.startswith(owner)))
        for owner in "ab"
    ]
    for process in processes:
        _, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
    assert sorted(papers(home)) == sorted([BUNDLED, *names])
    assert library.snapshot() is not None
