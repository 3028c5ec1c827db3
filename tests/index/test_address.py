"""Where a library lies, as people type it."""

import sys
from pathlib import Path

import pytest

from corpus.errors import LibraryError, SettingsError
from index.address import EngineAddress, parse_library
from index.library import Library
from tests.toy_encoder import ToyEncoder


def test_folders_are_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Relative, absolute, of a person's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert parse_library("papers") == Path("papers")
    assert parse_library("~/papers") == tmp_path / "papers"
    assert parse_library("qdrant:~/papers") == EngineAddress(tmp_path / "papers")
    assert str(parse_library("qdrant:/a/b")) == "qdrant:/a/b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("qdrant://localhost/papers", ("localhost", 6333, "papers")),
        ("qdrant://10.0.0.7:7000/my-papers_2/", ("10.0.0.7", 7000, "my-papers_2")),
        ("qdrant://[::1]:6333/papers", ("[::1]", 6333, "papers")),
    ],
)
def test_a_server_has_host_port_and_collection(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    text: str,
    expected: tuple[str, int, str],
) -> None:
    """What lies beside it is kept below the home folder, in a folder of its own."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path))
    address = parse_library(text)
    assert isinstance(address, EngineAddress)
    assert (address.host, address.port, address.collection) == expected
    assert address.folder.is_relative_to(tmp_path)
    assert ":" not in address.folder.name
    assert parse_library(str(address)) == address


@pytest.mark.parametrize(
    "text",
    ["qdrant:", "qdrant://host", "qdrant://host/", "qdrant://host:99999/x", "qdrant://a b/c"],
)
def test_half_an_address_is_refused_with_the_whole_form(text: str) -> None:
    """Instead of becoming the name of a folder."""
    with pytest.raises(SettingsError, match="qdrant:"):
        parse_library(text)


def test_without_the_extra_a_folder_works_and_an_engine_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing of Qdrant is imported for a folder."""
    for package in ("qdrant_edge", "qdrant_client"):
        monkeypatch.setitem(sys.modules, package, None)
    Library(tmp_path / "folder", make_encoder=ToyEncoder).begin()
    for text in (f"qdrant:{tmp_path}/engine", "qdrant://localhost/papers"):
        with pytest.raises(SettingsError, match=r"\[qdrant\]"):
            Library(parse_library(text), make_encoder=ToyEncoder)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With its address, and what to look at."""
    address = EngineAddress(tmp_path, "127.0.0.1", 1, "papers")
    with pytest.raises(
        LibraryError, match=r"qdrant://127\.0\.0\.1:1/papers.*Check that the server"
    ):
        Library(address, make_encoder=ToyEncoder).snapshot()


def test_an_engine_in_use_by_another_process_is_told(tmp_path: Path) -> None:
    """The one that has it open keeps it."""
    import subprocess

    library = Library(EngineAddress(tmp_path / "engine"), make_encoder=ToyEncoder)
    library.begin()
    program = (
        "import sys\nfrom pathlib import Path\nfrom index.address import EngineAddress\n"
        "from index.library import Library\n"
        "Library(EngineAddress(Path(sys.argv[1]))).snapshot()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "engine")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "LibraryBusy" in done.stderr
    assert "open in another process" in done.stderr
