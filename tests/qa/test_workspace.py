"""A workspace that runs for days while others change, empty or remove its library."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import cast

import pytest

from corpus.errors import LibraryDamaged, LibraryError, QuestionError, UnknownPaper
from corpus.formats import read_bundled_paper, read_paper
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from index.snapshot import Snapshot
from qa.understanding.question import check_question
from qa.workspace import Workspace, default_library, find_bundled_paper, open_workspace
from tests.toy_encoder import ToyEncoder


@pytest.fixture(autouse=True)
def _toy_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoding.encoders.make_encoder", ToyEncoder)


@pytest.fixture
def workspace(home: Path) -> Workspace:
    """Return a new library's workspace, below FOOTNOTE_HOME."""
    assert default_library() == home / "library"
    return open_workspace()


def add(folder: Path, library: Path, text: str) -> str:
    """Add a text to a library as another process would; give the paper's id."""
    path = folder / f"{abs(hash(text))}.txt"
    path.write_text(text)
    other = Library(library, make_encoder=ToyEncoder)
    paper = read_paper(path)
    other.add([other.encode(paper)])
    return paper.id


def test_a_new_library_has_the_bundled_paper(home: Path) -> None:
    """It is announced before it is made, with its progress, and only the first time."""
    told: list[object] = []
    for _ in range(2):
        opened = open_workspace(
            on_new=lambda: told.append("new"), on_progress=lambda *counts: told.append(counts)
        )
    assert told[0] == "new"
    assert told.count("new") == 1
    assert len(told) > 1
    assert [entry.source for entry in opened.entries()] == ["pakistan-russia-us.txt"]
    assert (home / "library" / "CURRENT").exists()


@pytest.mark.parametrize(
    "question", [None, 7, 0.5, True, ["Why?"], b"Why?", "", "?!", "\x00\x1b", "\ud800\udbff"]
)
def test_what_is_no_question_is_refused(workspace: Workspace, question: object) -> None:
    """By whichever way it is asked, and with a message instead of what fails further down."""
    asked = cast("str", question)

    def search(text: str) -> object:
        return workspace.search(check_question(text))

    for ask in (workspace.answer, search, lambda text: list(workspace.stream(text))):
        with pytest.raises(QuestionError, match="Ask "):
            ask(asked)


def test_a_library_without_papers_stays_without(workspace: Workspace) -> None:
    """The bundled paper may be removed for good; everything still answers."""
    (entry,) = workspace.entries()
    workspace.library.remove(entry.id)
    again = open_workspace()
    assert (again.entries(), again.papers(), again.search(check_question("tea"))) == ((), (), ())
    assert again.titles() == {}
    answer = again.answer("What is the Pressler Amendment?")
    assert answer.abstained
    assert (answer.citations, answer.nearest) == ((), ())
    assert 0 <= answer.confidence <= 1


def test_papers_added_by_another_process_are_found_at_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    """And those that it removed are gone."""
    assert workspace.search(check_question("bees dance"))[0].scores["lexical"] == 0
    bees = add(tmp_path, workspace.library.folder, "Bees dance to share directions.")
    hit = workspace.search(check_question("bees dance"))[0]
    assert (hit.passage.paper_id, hit.passage.text) == (bees, "Bees dance to share directions.")
    assert workspace.entry(bees[:8]).passages == 1
    assert list(workspace.titles())[1] == bees
    Library(workspace.library.folder, make_encoder=ToyEncoder).remove(bees)
    assert workspace.search(check_question("bees dance"))[0].passage.paper_id != bees
    with pytest.raises(UnknownPaper):
        workspace.paper(bees)


def test_a_reader_overtaken_by_several_changes_goes_on(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Two changes take its generation away; it notices, and reads the newest."""
    assert len(workspace.entries()) == 1  # the generation is open, its papers are not
    for number in range(3):
        add(tmp_path, workspace.library.folder, f"Paper {number} is about bees.")
    old = workspace._snapshot
    assert isinstance(old, FolderSnapshot)
    assert not old.generation.folder.exists()
    assert len(workspace.papers()) == 4


def test_changes_in_the_midst_of_reading_start_it_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Files that vanish under a reader's hands are no damage when there is a newer state."""
    attempts: list[int] = []

    def read(snapshot: Snapshot) -> int:
        attempts.append(snapshot.number)
        if len(attempts) == 1:
            for number in range(3):
                add(tmp_path, workspace.library.folder, f"Paper {number} is about bees.")
        return sum(len(snapshot.paper(entry.id).text) > 0 for entry in snapshot.entries)

    assert workspace._on_snapshot(read) == 4
    assert attempts == [1, 4]


def test_an_error_that_no_change_explains_passes(workspace: Workspace) -> None:
    """It is raised, and not tried for ever."""
    (workspace.library.folder / "generations" / "000001" / "parts" / "000001.vectors").unlink()
    with pytest.raises(LibraryDamaged, match=r"000001\.vectors is missing"):
        workspace.search(check_question("bees"))


def test_a_library_removed_while_in_use_is_named(workspace: Workspace) -> None:
    """The message says what happened, and how to begin again."""
    assert len(workspace.entries()) == 1
    rmtree(workspace.library.folder)
    with pytest.raises(LibraryDamaged, match=r"was removed while it was in use\. Start again"):
        workspace.search(check_question("bees"))


def test_the_bundled_paper_is_found_in_a_library_only_if_it_is_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The outline then reads it from there; else, or where that is damaged, from its file."""
    bundled = read_bundled_paper()
    assert find_bundled_paper(tmp_path / "nowhere") is None
    assert find_bundled_paper() == (bundled, workspace.entries()[0].passages)
    (stored,) = default_library().rglob(f"{bundled.id}.json")
    content = stored.read_bytes()
    stored.write_bytes(b"")
    assert find_bundled_paper() is None
    stored.write_bytes(content)
    workspace.library.remove(bundled.id)
    assert find_bundled_paper() is None


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write into a folder and those in it, not even root, who acts as nobody."""
    paths = [folder, *folder.rglob("*")]
    user = os.geteuid()
    for each in paths:
        each.chmod(0o555 if each.is_dir() else 0o444)
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        for each in paths:
            each.chmod(0o755)


def test_a_read_only_library_can_be_asked_but_not_changed(tmp_path: Path) -> None:
    """The message names the folder and both ways to name another one."""
    with tempfile.TemporaryDirectory() as visible:  # tmp_path is closed to other users
        Path(visible).chmod(0o755)
        folder = Path(visible) / "library"
        bees = add(tmp_path, folder, "Bees dance to share directions.")
        paper = read_bundled_paper()
        with read_only(folder):
            workspace = open_workspace(folder)
            assert workspace.search(check_question("bees dance"))[0].passage.paper_id == bees
            with pytest.raises(LibraryError, match=r"may not be used.*--library or FOOTNOTE_HOME"):
                workspace.library.add([workspace.library.encode(paper)])
            with pytest.raises(LibraryError, match="may not be used"):
                workspace.library.remove(bees)
        assert [entry.id for entry in workspace.entries()] == [bees]


def test_a_home_that_is_no_folder_is_explained(home: Path) -> None:
    """FOOTNOTE_HOME may name a file by mistake."""
    home.write_text("This is a file.")
    with pytest.raises(LibraryError, match=r"home.library cannot be used"):
        open_workspace()


def test_without_a_home_the_users_data_folder_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the platform has it; an empty FOOTNOTE_HOME is none, and ~ is the user's home."""
    monkeypatch.setenv("FOOTNOTE_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    assert default_library().name == "library"
    assert tmp_path in default_library().parents
    monkeypatch.setenv("FOOTNOTE_HOME", "~/footnotes")
    assert default_library() == tmp_path / "user" / "footnotes" / "library"
