"""The storage below a library: what is committed is what is read, or an error says why not."""

import hashlib
import json
import mmap
import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryMismatch
from index.storage.generation import Generation
from index.storage.manifest import FileRecord, JSONValue
from index.storage.store import GenerationStore
from tests.index.stored import commit, contents, generation_folders, unprivileged

ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def store(tmp_path: Path) -> GenerationStore:
    """Return a store whose folder does not exist yet."""
    return GenerationStore(tmp_path / "home" / "library")


@pytest.fixture
def stored(store: GenerationStore) -> Generation:
    """Return a committed generation of two files."""
    return commit(store, {"papers/one.json": b"abc", "vectors.bin": b"12345678"}, model="toy")


def test_a_library_that_does_not_exist_has_no_generation(store: GenerationStore) -> None:
    """Looking for a library neither fails nor makes its folder."""
    assert store.current() is None
    assert store.load(contents) is None
    assert not store.folder.exists()


def test_a_committed_generation_is_read_back(store: GenerationStore) -> None:
    """Facts, sizes, checksums and bytes are those that were written."""
    committed = commit(store, {"papers/one.json": b"abc"}, model="toy", dimension=3, notes=[None])
    assert committed.number == 1
    assert store.current() == committed
    assert committed.facts == {"model": "toy", "dimension": 3, "notes": [None]}
    assert committed.files == {"papers/one.json": FileRecord(3, ABC_SHA256)}
    assert contents(committed) == {"papers/one.json": b"abc"}


SEGMENTS = st.text("aé語-_. ", min_size=1, max_size=5).filter(lambda text: text not in {".", ".."})
NAMES = st.lists(SEGMENTS, min_size=1, max_size=3).map("/".join)
FACTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # Lone surrogates too: text from a PDF may hold them.
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def names_fit_together(files: dict[str, bytes]) -> bool:
    """Whether no name is a file as well as a folder."""
    return not any(other.startswith(f"{name}/") for name in files for other in files)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(NAMES, st.binary(max_size=200), max_size=5).filter(names_fit_together),
    st.dictionaries(st.text(max_size=5), FACTS, max_size=4),
)
def test_save_then_load_is_identity(files: dict[str, bytes], facts: dict[str, JSONValue]) -> None:
    """Any files and any facts come back as they were, through a store opened anew."""
    with tempfile.TemporaryDirectory() as folder:
        with GenerationStore(Path(folder)).change() as draft:
            for name, data in files.items():
                draft.write(name, data)
            draft.commit(facts)
        loaded = GenerationStore(Path(folder)).current()
        assert loaded is not None
        assert loaded.facts == facts
        assert contents(loaded) == files


def test_files_written_by_others_into_the_draft_belong_to_it(store: GenerationStore) -> None:
    """A library that saves a whole folder by itself is recorded file by file."""
    with store.change() as draft:
        folder = draft.path("lexical")
        folder.mkdir()
        (folder / "vocabulary").write_bytes(b"abc")
        (folder / "scores").write_bytes(b"")
        draft.commit({})
    generation = store.current()
    assert generation is not None
    assert sorted(generation.files) == ["lexical/scores", "lexical/vocabulary"]
    assert (generation.path("lexical") / "vocabulary").read_bytes() == b"abc"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "/etc/passwd", "../out", "a/../b", "a//b", "a/", "a\\b", "C:a", "a\nb", "a\0b",
     "\udc80", "manifest.json"],
)  # fmt: skip
def test_names_that_lead_outside_are_refused(store: GenerationStore, name: str) -> None:
    """A name is a plain relative path that means the same everywhere."""
    with store.change() as draft, pytest.raises(ValueError, match=r"library"):
        draft.path(name)


def test_leaving_without_commit_changes_nothing(store: GenerationStore, stored: Generation) -> None:
    """The draft is removed and the store goes on from where it was."""
    with store.change() as draft:
        draft.write("papers/two.json", b"abc")
    assert store.current() == stored
    assert generation_folders(store.folder) == ["000001"]


def test_an_exception_in_a_change_passes_and_changes_nothing(
    store: GenerationStore, stored: Generation
) -> None:
    """The error of the writer comes out as it is; its draft does not."""

    def fail() -> None:
        with store.change() as draft:
            draft.write("papers/two.json", b"abc")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert store.current() == stored
    assert generation_folders(store.folder) == ["000001"]


def test_an_error_that_is_not_about_the_library_passes(store: GenerationStore) -> None:
    """A file elsewhere that cannot be read is not blamed on the library."""
    with pytest.raises(FileNotFoundError), store.change():
        Path("/nonexistent/paper.txt").read_bytes()
    with pytest.raises(ConnectionError), store.change():
        raise ConnectionError


def test_facts_that_are_not_json_are_refused(store: GenerationStore, stored: Generation) -> None:
    """What could not be read back the same is never written."""
    with store.change() as draft, pytest.raises(ValueError, match="JSON"):
        draft.commit({"score": float("nan")})
    assert store.current() == stored


def test_a_draft_is_committed_once_and_then_closed(store: GenerationStore) -> None:
    """Nothing can be written into a generation that readers may have open."""
    with store.change() as draft:
        draft.commit({})
        with pytest.raises(ValueError, match="committed"):
            draft.write("late.txt", b"abc")
        with pytest.raises(ValueError, match="committed"):
            draft.commit({})
    with store.change() as abandoned:
        pass
    with pytest.raises(ValueError, match="given up"):
        abandoned.commit({})


def test_kept_files_share_their_bytes_and_their_checksum(
    store: GenerationStore, stored: Generation
) -> None:
    """Keeping a folder links its files and takes their records over."""
    with store.change() as draft:
        draft.keep("papers")
        draft.keep("vectors.bin")
        second = draft.commit({})
    assert second.files == stored.files
    assert contents(second) == {"papers/one.json": b"abc", "vectors.bin": b"12345678"}
    assert second.path("vectors.bin").samefile(stored.path("vectors.bin"))
    commit(store, {})
    commit(store, {})
    assert not stored.folder.exists()


def test_keeping_copies_where_links_are_not_supported(
    store: GenerationStore, stored: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system without hard links costs space and nothing else."""

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    before = os.umask(0)
    with store.change() as draft:
        draft.keep("papers/one.json")
        second = draft.commit({})
    os.umask(before)
    assert second.path("papers/one.json").stat().st_mode & 0o777 == 0o600
    assert contents(second) == {"papers/one.json": b"abc"}
    assert not second.path("papers/one.json").samefile(stored.path("papers/one.json"))


@pytest.mark.parametrize("name", ["papers/one.json", "papers"])
def test_writing_over_a_kept_file_leaves_the_previous_generation_alone(
    store: GenerationStore, stored: Generation, name: str
) -> None:
    """The link is let go before anyone writes through it."""
    with store.change() as draft:
        draft.keep("papers")
        draft.path(name)
        (draft.folder / "papers" / "one.json").write_bytes(b"other")
        second = draft.commit({})
    assert contents(second) == {"papers/one.json": b"other"}
    assert contents(stored) == {"papers/one.json": b"abc", "vectors.bin": b"12345678"}


def test_keeping_again_or_after_writing_takes_the_previous_file(
    store: GenerationStore, stored: Generation
) -> None:
    """The last word on a name counts, and what was linked once may be linked again."""
    with store.change() as draft:
        draft.write("papers/one.json", b"other")
        draft.keep("papers")
        draft.keep("papers/one.json")
        second = draft.commit({})
    assert contents(second) == {"papers/one.json": b"abc"}
    assert second.path("papers/one.json").samefile(stored.path("papers/one.json"))


def test_damage_does_not_become_true_by_keeping_it(
    store: GenerationStore, stored: Generation
) -> None:
    """A kept file has the checksum of when it was written, so damage stays noticeable."""
    (stored.folder / "papers" / "one.json").write_bytes(b"abd")
    with store.change() as draft:
        draft.keep("papers/one.json")
        second = draft.commit({})
    assert second.files["papers/one.json"].sha256 == ABC_SHA256
    with pytest.raises(LibraryDamaged, match=r"one\.json"):
        second.verify()


def test_what_the_previous_generation_lacks_cannot_be_kept(
    store: GenerationStore, stored: Generation
) -> None:
    """A file that is not recorded, or is gone, is named instead of left out."""
    (stored.folder / "vectors.bin").unlink()
    with store.change() as draft:
        with pytest.raises(LibraryDamaged, match="papers/two"):
            draft.keep("papers/two.json")
        with pytest.raises(LibraryDamaged, match=r"vectors\.bin is missing"):
            draft.keep("vectors.bin")


def test_the_newest_two_generations_are_kept(store: GenerationStore) -> None:
    """Five changes leave two generations on the disk, of which the newer is current."""
    for number in range(5):
        commit(store, {"number.txt": str(number).encode()})
    assert generation_folders(store.folder) == ["000004", "000005"]
    assert contents(store.current()) == {"number.txt": b"4"}


def test_the_next_writer_removes_leftovers_and_nothing_else(
    store: GenerationStore, stored: Generation
) -> None:
    """Folders that no pointer names go; files that are not ours stay."""
    leftover = store.folder / "generations" / "000002"
    leftover.mkdir()
    (leftover / "half").write_bytes(b"ab")
    (store.folder / "CURRENT.new").write_bytes(b"0000")
    (store.folder / "README").write_bytes(b"mine")
    assert store.current() == stored
    with store.change():
        pass
    assert generation_folders(store.folder) == ["000001"]
    assert sorted(path.name for path in store.folder.iterdir()) == [
        "CURRENT", "README", "generations", "lock",
    ]  # fmt: skip
    second = commit(store, {"papers/two.json": b"abc"})
    assert contents(second) == {"papers/two.json": b"abc"}


def test_a_mapped_file_outlives_its_generation(store: GenerationStore, stored: Generation) -> None:
    """A reader that has the files open is not disturbed by their removal."""
    with (
        stored.path("vectors.bin").open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
    ):
        commit(store, {})
        commit(store, {})
        assert not stored.folder.exists()
        assert bytes(mapped) == b"12345678"


def test_a_reader_overtaken_by_writers_reads_the_newer_generation(
    store: GenerationStore, stored: Generation
) -> None:
    """Files that vanish while they are loaded are read again from the current generation."""
    seen = []

    def read(generation: Generation) -> dict[str, bytes] | None:
        seen.append(generation.number)
        if generation == stored:
            commit(store, {"new": b"2"})
            commit(store, {"new": b"3"})
        return contents(generation)

    assert store.load(read) == {"new": b"3"}
    assert seen == [1, 3]


def test_a_reader_overtaken_before_it_reads_the_manifest_follows_the_pointer(
    store: GenerationStore, stored: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A generation removed between the pointer and its manifest is no damage."""
    read_bytes = Path.read_bytes

    def overtaken(path: Path) -> bytes:
        if path == stored.folder / "manifest.json":
            monkeypatch.undo()
            commit(store, {"new": b"2"})
            commit(store, {"new": b"3"})
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", overtaken)
    assert contents(store.current()) == {"new": b"3"}


def test_a_reader_overtaken_by_the_first_writer_sees_no_library_and_no_damage(
    store: GenerationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Generations that appear after the look for the pointer do not count as orphans of it."""
    read_bytes = Path.read_bytes

    def overtaken(path: Path) -> bytes:
        try:
            return read_bytes(path)
        finally:
            monkeypatch.undo()
            commit(store, {})
            commit(store, {})

    monkeypatch.setattr(Path, "read_bytes", overtaken)
    assert store.current() is None
    monkeypatch.undo()
    current = store.current()
    assert current is not None
    assert current.number == 2


def test_an_error_of_a_reader_passes_while_nothing_changes(
    store: GenerationStore, stored: Generation
) -> None:
    """Only a change in between is a reason to read again."""
    calls = []

    def read(generation: Generation) -> None:
        calls.append(generation)
        raise RuntimeError("no index")

    with pytest.raises(RuntimeError, match="no index"):
        store.load(read)
    assert calls == [stored]


def test_a_second_writer_is_told_that_the_library_is_busy(store: GenerationStore) -> None:
    """The second writer fails at once; the first one is not disturbed."""
    with store.change() as draft:
        with pytest.raises(LibraryBusy, match=r"home/library is being changed.* try again"):
            store.change().__enter__()
        draft.commit({"writer": "first"})
    assert commit(store, {}, writer="second").number == 2


DAMAGE = {
    "flipped": ("generations/000001/vectors.bin", b"12345679", r"vectors\.bin has changed"),
    "truncated": ("generations/000001/vectors.bin", b"1234567", r"vectors\.bin has 7 bytes"),
    "missing": ("generations/000001/vectors.bin", None, r"vectors\.bin is missing"),
}


@pytest.mark.parametrize(("name", "data", "fact"), DAMAGE.values(), ids=DAMAGE)
def test_verify_names_the_damaged_file_and_the_remedy(
    store: GenerationStore, stored: Generation, name: str, data: bytes | None, fact: str
) -> None:
    """A flipped bit, a lost byte and a lost file are found."""
    (store.folder / name).unlink()
    if data is not None:
        (store.folder / name).write_bytes(data)
    generation = store.current()
    assert generation == stored
    stored.verify("papers")
    with pytest.raises(LibraryDamaged, match=rf"{fact}.*footnote verify.*footnote repair"):
        stored.verify()


UNREADABLE = {
    "empty pointer": ("CURRENT", b"", "CURRENT names no generation"),
    "foreign pointer": ("CURRENT", b"../../etc x\n", "CURRENT names no generation"),
    "dangling pointer": ("CURRENT", b"000009 " + b"0" * 64 + b"\n", r"000009.* is missing"),
    "changed manifest": ("generations/000001/manifest.json", b"{}", r"manifest\.json has changed"),
    "missing manifest": ("generations/000001/manifest.json", None, r"manifest\.json is missing"),
    "missing folder": ("generations/000001", None, r"000001.* is missing"),
}


@pytest.mark.parametrize(("name", "data", "fact"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.usefixtures("stored")
def test_a_library_without_a_sound_pointer_and_manifest_is_damaged(
    store: GenerationStore, name: str, data: bytes | None, fact: str
) -> None:
    """Readers and writers get the fact and the remedy, and nothing is removed."""
    path = store.folder / name
    path.rename(path.with_suffix(".old"))
    if data is not None:
        path.write_bytes(data)
    for attempt in (store.current, lambda: commit(store, {})):
        with pytest.raises(LibraryDamaged, match=rf"{fact}.*footnote verify.*footnote repair"):
            attempt()
    assert path.with_suffix(".old").exists()


@pytest.mark.usefixtures("stored")
def test_a_lost_pointer_does_not_make_a_library_look_empty(store: GenerationStore) -> None:
    """Generations behind the first prove that there was a pointer, so nothing is wiped."""
    second = commit(store, {"papers/two.json": b"abc"})
    (store.folder / "CURRENT").unlink()
    for attempt in (store.current, lambda: commit(store, {})):
        with pytest.raises(LibraryDamaged, match="CURRENT is missing"):
            attempt()
    assert contents(second) == {"papers/two.json": b"abc"}


def replace_manifest(library: Path, data: bytes) -> None:
    """Write a manifest that the pointer agrees with."""
    (library / "generations" / "000001" / "manifest.json").write_bytes(data)
    (library / "CURRENT").write_text(f"000001 {hashlib.sha256(data).hexdigest()}\n")


def test_another_format_version_is_a_mismatch(store: GenerationStore, stored: Generation) -> None:
    """Both versions and the remedy are named, and a writer leaves the library alone."""
    content = json.loads((stored.folder / "manifest.json").read_bytes())
    replace_manifest(store.folder, json.dumps({**content, "format_version": 99}).encode())
    for attempt in (store.current, lambda: commit(store, {})):
        with pytest.raises(
            LibraryMismatch, match=r"format version 99;.* versions 3, 4, 5 and 6\..*remove"
        ):
            attempt()
    assert contents(stored) == {"papers/one.json": b"abc", "vectors.bin": b"12345678"}


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe\x00", b"{", b"[]", b"[" * 100_000, b'{"format_version": 3, "facts": {}}',
     b'{"facts": {}, "files": {}}', b'{"format_version": 3, "facts": 3, "files": {}}',
     b'{"format_version": 3, "facts": {}, "files": {"a": {"size": "1"}}}',
     b'{"format_version": 3, "facts": {}, "files": {"../a": {"size": 1, "sha256": ""}}}'],
)  # fmt: skip
@pytest.mark.usefixtures("stored")
def test_a_manifest_that_makes_no_sense_is_damage(store: GenerationStore, data: bytes) -> None:
    """Whatever bytes are there, the error is a message of ours."""
    replace_manifest(store.folder, data)
    with pytest.raises(
        LibraryDamaged, match=r"manifest\.json cannot be read.*footnote verify.*repair"
    ):
        store.current()


def test_a_file_in_place_of_the_library_is_an_error(tmp_path: Path) -> None:
    """The message names the path, for reading and for writing."""
    (tmp_path / "paper.txt").write_bytes(b"abc")
    store = GenerationStore(tmp_path / "paper.txt")
    for attempt in (store.current, lambda: commit(store, {})):
        with pytest.raises(LibraryError, match=r"paper\.txt cannot be used.*--library"):
            attempt()
    assert (tmp_path / "paper.txt").read_bytes() == b"abc"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Have the system refuse to write files beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_write_that_the_system_cuts_off_is_explained(
    store: GenerationStore, stored: Generation
) -> None:
    """The folder and the remedy are named, the library is as it was and can be changed again."""
    with (
        pytest.raises(LibraryError, match=r"no room .*home/library.*Free some space"),
        largest_file(100_000),
    ):
        commit(store, {"large": bytes(200_000)})
    assert store.current() == stored
    assert generation_folders(store.folder) == ["000001"]
    assert commit(store, {"large": bytes(200_000)}).number == 2


def test_a_short_write_of_numpy_is_explained(store: GenerationStore) -> None:
    """NumPy reports a full disk without an error number; the remedy is given all the same."""
    import numpy as np

    with (
        pytest.raises(LibraryError, match=r"no room .*home/library.*Free some space"),
        largest_file(100_000),
        store.change() as draft,
    ):
        np.save(draft.path("vectors.npy"), np.zeros(100_000))
    assert store.current() is None


@pytest.fixture
def visible_folder() -> Iterator[Path]:
    """Return a folder that other users can enter (tmp_path is closed to them)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)


def test_a_folder_without_permission_is_explained(visible_folder: Path) -> None:
    """A library that may only be read is read; changing it gives the remedy."""
    store = GenerationStore(visible_folder / "library")
    stored = commit(store, {"papers/one.json": b"abc"})
    for path in (store.folder, *store.folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    with unprivileged():
        assert store.current() == stored
        assert contents(stored) == {"papers/one.json": b"abc"}
        with pytest.raises(LibraryError, match=r"library may not be used.*--library"):
            commit(store, {})
        with pytest.raises(LibraryError, match="elsewhere/library may not be used"):
            commit(GenerationStore(store.folder / "elsewhere" / "library"), {})
    store.folder.chmod(0)
    with unprivileged(), pytest.raises(LibraryError, match="library may not be used"):
        store.current()
