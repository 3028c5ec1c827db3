"""Files that several write at once, and names that somebody else has taken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from index.storage.locking import acquire
from index.storage.whole_files import append_line, remove_unfinished, replacing
from tests.index.programs import PROJECT

COMPILER = shutil.which("cc") or shutil.which("gcc")


def test_two_who_write_one_file_do_not_mix(tmp_path: Path) -> None:
    """Each writes a file of its own; the last to end has it."""
    path = tmp_path / "report.html"
    with replacing(path) as first:
        first.write("first, ")
        with replacing(path) as second:
            second.write("second")
        assert path.read_text() == "second"
        first.write("and whole")
    assert path.read_text() == "first, and whole"
    assert list(tmp_path.iterdir()) == [path]


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    """Whoever may write into the folder cannot tell under which name to lay it."""
    path, other = tmp_path / "report.html", tmp_path / "other"
    other.write_text("theirs")
    planted = [tmp_path / f".report.html{middle}.part" for middle in ("", f".{os.getpid()}")]
    for link in planted:
        link.symlink_to(other)
    with replacing(path) as stream:
        stream.write("mine")
    assert (path.read_text(), other.read_text()) == ("mine", "theirs")
    assert not path.is_symlink()


def test_a_name_that_is_taken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were it foreseen all the same: what lies there is neither written to nor removed."""
    monkeypatch.setattr("index.storage.whole_files.token_hex", lambda count: "00" * count)
    other, planted = tmp_path / "other", tmp_path / f".report.html.{'00' * 8}.part"
    planted.symlink_to(other)
    with pytest.raises(FileExistsError), replacing(tmp_path / "report.html") as stream:
        stream.write("mine")
    assert planted.is_symlink()
    assert not other.exists()


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """By its name, that of older versions too; other files stay."""
    killed = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from index.storage.whole_files import replacing\n"
        "with replacing(Path(sys.argv[1])) as stream:\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    path = tmp_path / "summary.json"
    subprocess.run([sys.executable, "-c", killed, str(path)], cwd=PROJECT, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / ".summary.json.4711.part").touch()
    path.touch()
    remove_unfinished(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_lines_of_several_threads_are_all_there(tmp_path: Path) -> None:
    """None is lost, torn or mixed with another."""
    path = tmp_path / "lines.jsonl"
    threads = [
        Thread(target=append_line, args=(path, f"{number} {'x' * 5_000}")) for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = path.read_text().splitlines()
    assert sorted(lines) == [f"{number} {'x' * 5_000}" for number in range(8)]


def test_a_line_waits_for_who_is_writing(tmp_path: Path) -> None:
    """Otherwise who cuts off what could not be written might cut off this line as well."""
    path = tmp_path / "lines.jsonl"
    append_line(path, "first")
    lock = acquire(tmp_path / ".lines.jsonl.lock", patience=0)
    thread = Thread(target=append_line, args=(path, "second"))
    thread.start()
    thread.join(timeout=0.5)
    assert path.read_text() == "first\n"
    lock.release()
    thread.join()
    assert path.read_text() == "first\nsecond\n"


def test_a_line_that_waits_in_vain_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With words that a message can tell."""
    monkeypatch.setattr("index.storage.whole_files._PATIENCE", 0.0)
    lock = acquire(tmp_path / ".lines.jsonl.lock", patience=0)
    with pytest.raises(TimeoutError) as caught:
        append_line(tmp_path / "lines.jsonl", "first")
    lock.release()
    assert caught.value.strerror == "another process is writing to it"
    assert not (tmp_path / "lines.jsonl").exists()


SPARING = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
ssize_t write(int file, const void *data, size_t size) {
    ssize_t (*whole)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    return whole(file, data, size < 7 ? size : 7);
}
"""


@pytest.mark.skipif(COMPILER is None, reason="there is no C compiler")
def test_a_line_that_the_system_takes_in_pieces_is_whole(tmp_path: Path) -> None:
    """A write may take less than it was given, as often as it likes."""
    source, shim, path = (tmp_path / name for name in ("sparing.c", "sparing.so", "lines.jsonl"))
    source.write_text(SPARING)
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from index.storage.whole_files import append_line\n"
        "append_line(Path(sys.argv[1]), 'a line of more than three pieces')\n"
    )
    environment = {**os.environ, "LD_PRELOAD": str(shim)}
    command = [sys.executable, "-c", program, str(path)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    assert path.read_text() == "a line of more than three pieces\n"
