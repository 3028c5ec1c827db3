"""The PDFs that a library keeps: with their papers they come and go."""

import json
import os
from pathlib import Path
from shutil import rmtree

import pytest

from corpus.errors import LibraryDamaged
from corpus.readers import paper_id
from index.originals import OriginalStore
from tests.conftest import Footnote
from tests.pdf_pages import Pdf


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Give a PDF of a sentence."""
    drawn = Pdf()
    drawn.lines(["Wasps build their nests of paper in spring."])
    path = tmp_path / "wasps.pdf"
    path.write_bytes(drawn.finish())
    return path


@pytest.fixture
def kept(home: Path) -> Path:
    """Give the folder in which the files are kept."""
    return home / "library" / "originals"


def names(folder: Path) -> list[str]:
    """Give the names of the files in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_the_file_of_a_pdf_is_kept_and_no_other(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """Byte for byte, as a file of its own: what becomes of the user's does not matter."""
    notes = pdf.with_name("notes.md")
    notes.write_text("# Notes\n\nBees dance to share directions.\n")
    data = pdf.read_bytes()
    assert footnote("add", pdf, notes).status == 0
    pdf.write_bytes(b"something else")
    assert names(kept) == [f"{paper_id(data)}.pdf"]
    assert OriginalStore(kept.parent).read(paper_id(data)) == data


def test_it_goes_with_its_paper(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """And the paper's own file elsewhere stays."""
    footnote("add", pdf)
    assert footnote("remove", paper_id(pdf.read_bytes())).status == 0
    assert names(kept) == []
    assert pdf.exists()


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
    with pytest.raises(LibraryDamaged, match=rf"{paper} has changed.*Add the same file again"):
        store.read(paper)
    assert store.has(paper)
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
    assert not store.has("0123456789ab")
    store.keep(paper_id(pdf.read_bytes()), pdf)
    assert store.has(paper_id(pdf.read_bytes()))


def test_a_folder_that_cannot_be_written_is_told(footnote: Footnote, pdf: Path, kept: Path) -> None:
    """The paper is in the library all the same, and the report has it."""
    kept.parent.mkdir(parents=True)
    kept.write_text("a file where the folder should be")
    outcome = footnote("add", "--json", pdf)
    assert outcome.status == 1
    assert "The library" in outcome.errors
    assert "Traceback" not in outcome.errors
    assert [line["source"] for line in json.loads(outcome.output)["added"]] == [str(pdf)]
