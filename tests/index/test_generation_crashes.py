"""Writers that are killed, or run out of disk, at every step: readers see old or new, whole."""

import errno
import os
import shutil
import signal
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from corpus.errors import LibraryBusy, LibraryError
from index.storage.generation import Generation
from index.storage.store import GenerationStore
from tests.index.stored import commit, contents, generation_folders

KEPT = b"kept" * 5_000
OLD = {"papers/kept.json": KEPT, "papers/gone.json": b"gone", "index": b"old" * 10_000}
NEW = {"papers/kept.json": KEPT, "papers/new/a.json": b"a", "index": b"new" * 10_000}

CHANGES = {"os.mkdir", "os.rename", "os.link"}
REMOVALS = {"os.remove", "os.rmdir"}
NO_ROOM, ANOTHER_ERROR = 3, 4


def start(work: Callable[[], object]) -> int:
    """Run `work` in a child process and give its id."""
    with warnings.catch_warnings():
        # Newer Pythons warn where other tests left threads; the child uses none of their locks.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    status = ANOTHER_ERROR
    try:
        work()
        status = 0
    except LibraryError as error:
        status = NO_ROOM if "There is no room" in str(error) else ANOTHER_ERROR
    finally:
        os._exit(status)


def wait(child: int) -> int:
    """Return a child's exit status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill(child: int) -> None:
    """Kill a child as hard as can be, and wait until it is gone."""
    os.kill(child, signal.SIGKILL)
    assert wait(child) == -signal.SIGKILL


def before_each_step(act: Callable[[], None], events: set[str]) -> None:
    """Call `act` before each opening for writing, each fsync and each of `events`, for good."""
    fsync = os.fsync

    def synced(descriptor: int) -> None:
        act()
        fsync(descriptor)

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        writing = os.O_WRONLY | os.O_RDWR
        flags = arguments[2] if event == "open" else 0
        if event in events or (isinstance(flags, int) and flags & writing):
            act()

    pytest.MonkeyPatch().setattr(os, "fsync", synced)
    sys.addaudithook(audit)


def die_at(step: int) -> None:
    """Kill this process before its step of that number, counted from 1."""
    steps = count(1)

    def act() -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    before_each_step(act, CHANGES | REMOVALS)


def fill_disk_at(step: int) -> None:
    """Have every step from that number on find the disk full; removing still works."""
    steps = count(1)

    def act() -> None:
        if next(steps) >= step:
            raise OSError(errno.ENOSPC, "No space left on device")

    before_each_step(act, CHANGES)


def write_new(library: Path, *, before: Callable[[], None] = lambda: None) -> Generation:
    """Make the change from OLD, or from nothing, to NEW, after calling `before`."""
    before()
    with GenerationStore(library).change() as draft:
        if draft.previous:
            draft.keep("papers/kept.json")
        else:
            draft.write("papers/kept.json", KEPT)
        draft.write("papers/new/a.json", b"a")
        draft.write("index", b"new" * 10_000)
        return draft.commit({"state": "new"})


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """Return a library with two generations, the newer of which holds OLD."""
    store = GenerationStore(tmp_path / "original")
    commit(store, {"older": b"1"}, state="older")
    commit(store, OLD, state="old")
    return store.folder


def states_after(
    trouble: Callable[[int], None], status: int, *, original: Path | None, scratch: Path
) -> list[object]:
    """Make the change with `trouble` at step 1, 2, … until it gets through untroubled.

    Gives the state that a reader finds after each attempt. Checks on the way that the
    child ended with `status`, that all files are those of one generation, and that the
    next change succeeds and leaves nothing over.
    """
    states: list[object] = []
    for step in count(1):
        library = scratch / f"step-{step}"
        if original:
            shutil.copytree(original, library)

        ended = wait(start(partial(write_new, library, before=partial(trouble, step))))
        found = GenerationStore(library).current()
        states.append(found.facts["state"] if found else None)
        assert (states[-1], contents(found)) in [(None, None), ("old", OLD), ("new", NEW)]
        if ended == 0:
            break
        assert ended == status

        after = commit(GenerationStore(library), {"after": b"1"})
        assert contents(after) == {"after": b"1"}
        numbers = range(max(1, after.number - 1), after.number + 1)
        assert generation_folders(library) == [f"{number:06d}" for number in numbers]
        assert not (library / "CURRENT.new").exists()
        shutil.rmtree(library)
    return states


@pytest.mark.parametrize(
    ("trouble", "status"), [(die_at, -signal.SIGKILL), (fill_disk_at, NO_ROOM)]
)
def test_trouble_at_any_step_of_a_change_leaves_the_old_or_the_new_state(
    tmp_path: Path, original: Path, trouble: Callable[[int], None], status: int
) -> None:
    """Killed, or out of disk, before any step: the old state, from the swap on the new one."""
    states = states_after(trouble, status, original=original, scratch=tmp_path)
    swap = states.index("new")
    assert states == ["old"] * swap + ["new"] * (len(states) - swap)
    assert swap > 15
    assert len(states) - swap > 1


@pytest.mark.parametrize(
    ("trouble", "status"), [(die_at, -signal.SIGKILL), (fill_disk_at, NO_ROOM)]
)
def test_trouble_at_any_step_of_the_first_change_leaves_no_library_or_a_whole_one(
    tmp_path: Path, trouble: Callable[[int], None], status: int
) -> None:
    """A library is there completely or not at all, and can be begun again."""
    states = states_after(trouble, status, original=None, scratch=tmp_path)
    swap = states.index("new")
    assert states == [None] * swap + ["new"] * (len(states) - swap)
    assert swap > 15


def test_everything_is_on_the_disk_before_the_pointer_is_swapped(
    original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut keeps only what was synced: all files and folders must be, and the swap too."""
    synced: set[int] = set()
    missing: list[list[Path]] = []
    fsync, replace = os.fsync, os.replace

    def noting_fsync(descriptor: int) -> None:
        fsync(descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    def noting_replace(source: Path, target: Path) -> None:
        draft = original / "generations" / "000003"
        needed = [draft, *draft.rglob("*"), draft.parent, Path(source)]
        kept = draft / "papers" / "kept.json"  # synced when it was written
        missing.append([p for p in needed if p != kept and p.stat().st_ino not in synced])
        synced.clear()
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(os, "replace", noting_replace)
    write_new(original)
    assert missing == [[]]
    assert synced == {original.stat().st_ino}


def test_folders_made_for_a_library_are_synced_where_they_were_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way to a new library survives a power cut as well as the library."""
    synced: set[int] = set()
    fsync = os.fsync

    def noting_fsync(descriptor: int) -> None:
        fsync(descriptor)
        synced.add(os.fstat(descriptor).st_ino)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    write_new(tmp_path / "home" / "library")
    for folder in (tmp_path, tmp_path / "home", tmp_path / "home" / "library"):
        assert folder.stat().st_ino in synced


def numbered(number: int) -> dict[str, bytes]:
    """Return the files of the generation of that number, each of which shows its number."""
    return {f"part-{part}": f"{number} ".encode() * 50_000 for part in range(3)}


def write_without_end(library: Path, reports: int, ends: range | None = None) -> None:
    """Write generations one after the other and report each number, a byte at a time."""
    store = GenerationStore(library)
    for _ in ends or count():
        with store.change() as draft:
            number = draft.previous.number + 1 if draft.previous else 1
            for name, data in numbered(number).items():
                draft.write(name, data)
            if draft.previous:
                draft.keep("constant")
            else:
                draft.write("constant", KEPT)
            draft.commit({"number": number})
        os.write(reports, b".")


def test_a_writer_killed_at_any_moment_leaves_a_whole_generation(tmp_path: Path) -> None:
    """Whatever a writer has reported as done stays, and nothing half done is ever read."""
    store = GenerationStore(tmp_path / "library")
    done = 0
    for round_number in range(40):
        reports, writing_end = os.pipe()
        child = start(partial(write_without_end, store.folder, writing_end))
        os.close(writing_end)
        done += len(os.read(reports, 1))  # at least one change gets through
        time.sleep(round_number * 0.0013)
        kill(child)
        while more := os.read(reports, 4096):
            done += len(more)
        os.close(reports)
        found = store.current()
        assert found is not None
        assert found.number in {done, done + 1}
        assert contents(found) == {**numbered(found.number), "constant": KEPT}
        done = found.number


def test_readers_beside_a_writer_see_whole_generations_only(tmp_path: Path) -> None:
    """Reading all files while generations come and go never fails and never mixes two."""
    store = GenerationStore(tmp_path / "library")
    reports, writing_end = os.pipe()
    child = start(partial(write_without_end, store.folder, writing_end, range(60)))
    os.close(writing_end)
    os.read(reports, 1)
    seen: list[int] = []
    while not seen or seen[-1] < 60:
        loaded = store.load(lambda generation: (generation.number, contents(generation)))
        assert loaded is not None
        number, files = loaded
        assert files == {**numbered(number), "constant": KEPT}
        seen.append(number)
    assert wait(child) == 0
    os.close(reports)
    assert seen == sorted(seen)


def test_a_killed_writer_does_not_keep_others_out(tmp_path: Path) -> None:
    """The library is busy while a writer lives, and free as soon as it is dead."""
    store = GenerationStore(tmp_path / "library")
    reports, writing_end = os.pipe()

    def hold() -> None:
        with store.change():
            os.write(writing_end, b".")
            signal.pause()

    child = start(hold)
    os.read(reports, 1)
    try:
        with pytest.raises(LibraryBusy, match="library is being changed by another process"):
            commit(store, {})
    finally:
        kill(child)
        os.close(reports)
        os.close(writing_end)
    assert commit(store, {"papers/one.json": b"abc"}).number == 1
