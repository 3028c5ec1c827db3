"""The files that a library keeps: with their papers they come and go."""

import json
import os
from pathlib import Path
from shutil import rmtree

import pytest

from corpus.errors import LibraryDamaged, SettingsError
from corpus.formats import BUNDLED_PATH, read_paper
from corpus.identity import paper_id
from index.storage.originals import Keeping, OriginalStore
from tests.conftest import Footnote
from tests.index.sources import FILES, written
from tests.pdf_pages import Pdf


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Return a PDF of a sentence."""
    drawn = Pdf()
    drawn.lines(["Wasps build their nests of paper in spring."])
    path = tmp_path / "wasps.pdf"
    path.write_bytes(drawn.finish())
    return path


@pytest.fixture
def kept(home: Path) -> Path:
    """Return the folder in which the files are kept."""
    return home / "library" / "originals"


BUNDLED = f"{paper_id(BUNDLED_PATH.read_bytes())}.txt"


def names(folder: Path) -> list[str]:
    """Return the names of the files in a folder, but that of the bundled paper."""
    return sorted({path.name for path in folder.iterdir()} - {BUNDLED})


def test_every_file_is_kept(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """Byte for byte, as a file of its own: what becomes of the user's does not matter."""
    files = {
        **{ending: content for ending, (_, content) in FILES.items()},
        ".pdf": pdf.read_bytes(),
    }
    paths = [*written(pdf.parent), pdf]
    assert footnote("add", *paths).status == 0
    for path in paths:
        path.write_bytes(b"something else")
    assert names(kept) == sorted(f"{paper_id(data)}{ending}" for ending, data in files.items())
    for data in files.values():
        assert OriginalStore(kept.parent).read(paper_id(data)) == data


def test_a_kept_file_is_read_as_the_same_paper(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """Whatever the file was called: its ending says how it is read."""
    for path in (*written(pdf.parent), pdf):
        paper = read_paper(path)
        assert footnote("add", path).status == 0
        original = OriginalStore(kept.parent).find(paper.id)
        assert original is not None
        again = read_paper(original)
        assert (again.id, again.text) == (paper.id, paper.text)
        assert again.sections == paper.sections


def test_the_bundled_paper_is_kept_with_a_new_library(footnote: Footnote, kept: Path) -> None:
    """It can be read anew like any other."""
    footnote("papers")
    assert (kept / BUNDLED).read_bytes() == BUNDLED_PATH.read_bytes()


def endings_kept(kept: Path) -> set[str]:
    """Return the endings of the files that are kept, but of the bundled paper's."""
    return {Path(name).suffix for name in names(kept)} if kept.exists() else set()


WISHES = {"all": {*FILES, ".pdf"}, "pdf": {".pdf"}, "none": set[str](), "0": set[str]()}


@pytest.mark.parametrize("wish", WISHES)
def test_keeping_can_be_declined(footnote: Footnote, pdf: Path, kept: Path, wish: str) -> None:
    """For all files, or all but PDFs; they are added all the same."""
    assert footnote("add", "--originals", wish, *written(pdf.parent), pdf).status == 0
    assert endings_kept(kept) == WISHES[wish]


@pytest.mark.parametrize("wish", WISHES)
def test_the_environment_can_decline_keeping(
    footnote: Footnote, pdf: Path, kept: Path, wish: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever starts the chat, where files are dropped."""
    monkeypatch.setenv("FOOTNOTE_ORIGINALS", wish)
    assert footnote("add", *written(pdf.parent), pdf).status == 0
    assert endings_kept(kept) == WISHES[wish]


def test_keeping_can_be_bounded(footnote: Footnote, tmp_path: Path, kept: Path) -> None:
    """By the megabytes of a file; the papers are added all the same."""
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_text("Bees dance.")
    large.write_text("Bees dance. " + " " * 2**20)
    assert footnote("add", "--originals", "1", small, large).status == 0
    assert names(kept) == [f"{paper_id(small.read_bytes())}.txt"]


def test_a_wish_that_makes_no_sense_is_refused(
    footnote: Footnote, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message lists what can be wished."""
    outcome = footnote("add", "--originals", "some", pdf)
    assert outcome.status == 2
    assert "'some' is none of all, pdf, none, and no number of megabytes" in outcome.errors
    monkeypatch.setenv("FOOTNOTE_ORIGINALS", "-1")
    with pytest.raises(SettingsError, match=r"FOOTNOTE_ORIGINALS cannot be used: '-1' is none"):
        Keeping.of_environment()
    assert footnote("papers").status == 1


def test_it_goes_with_its_paper(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """And the paper's own file elsewhere stays."""
    footnote("add", pdf)
    assert footnote("remove", paper_id(pdf.read_bytes())).status == 0
    assert names(kept) == []
    assert pdf.exists()


def test_what_is_kept_stays_when_more_is_declined(
    footnote: Footnote, pdf: Path, kept: Path
) -> None:
    """The wish is about the files of that call."""
    footnote("add", pdf)
    before = names(kept)
    (notes,) = [path for path in written(pdf.parent) if path.suffix == ".rst"]
    footnote("add", "--originals", "none", pdf, notes)
    assert names(kept) == before


def test_a_paper_from_before_gets_its_file_when_it_is_added_again(
    footnote: Footnote, pdf: Path, kept: Path
) -> None:
    """It is skipped, as ever; a copy that was damaged meanwhile is replaced as well."""
    footnote("add", pdf)
    (name,) = names(kept)
    rmtree(kept)
    report = json.loads(footnote("add", "--json", pdf).output)
    assert [line["id"] for line in report["skipped"]] == [name.removesuffix(".pdf")]
    assert (kept / name).read_bytes() == pdf.read_bytes()
    (kept / name).write_bytes(b"%PDF-1.4 cut")
    footnote("add", pdf)
    assert (kept / name).read_bytes() == pdf.read_bytes()


def test_a_damaged_file_is_not_given(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """The message names the paper, and says how it is mended."""
    footnote("add", pdf)
    (name,) = names(kept)
    (kept / name).write_bytes(b"%PDF-1.4 cut")
    store, paper = OriginalStore(kept.parent), name.removesuffix(".pdf")
    with pytest.raises(LibraryDamaged, match=rf"{paper[:12]} has changed.*Add the same file again"):
        store.read(paper)
    assert store.has_pages(paper)
    assert store.read("0123456789ab") is None


def test_what_a_crash_left_is_swept_with_the_next_change(
    footnote: Footnote, pdf: Path, kept: Path
) -> None:
    """A file whose paper is gone, and one half written; not one that is being written."""
    footnote("add", pdf)
    (name,) = names(kept)
    (kept / "0123456789ab.pdf").write_bytes(b"%PDF-1.4")
    for unfinished, age in (("old.new", 7_200), ("young.new", 0)):
        (kept / unfinished).touch()
        seconds = (kept / unfinished).stat().st_mtime - age
        os.utime(kept / unfinished, (seconds, seconds))
    footnote("add", pdf)
    assert names(kept) == sorted([name, "young.new"])


def test_a_file_that_changed_since_it_was_read_is_not_kept(tmp_path: Path, pdf: Path) -> None:
    """Nor one that is there no more: the paper then has no pages to show."""
    store = OriginalStore(tmp_path / "library")
    store.keep("0123456789ab", pdf)
    store.keep("0123456789ab", tmp_path / "gone.pdf")
    assert store.find("0123456789ab") is None
    store.keep(paper_id(pdf.read_bytes()), pdf)
    assert store.has_pages(paper_id(pdf.read_bytes()))


def test_a_folder_that_cannot_be_written_is_told(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """The paper is in the library all the same, and the report has it."""
    kept.parent.mkdir(parents=True)
    kept.write_text("a file where the folder should be")
    outcome = footnote("add", "--json", pdf)
    assert outcome.status == 1
    assert "The library" in outcome.errors
    assert "Traceback" not in outcome.errors
    assert [line["source"] for line in json.loads(outcome.output)["added"]] == [str(pdf)]
