"""The recognised pages of scans, kept in the library."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

from index.storage.recognised import RecognisedStore

WEEKS_AGO = 30 * 24 * 3600


def keep(store: RecognisedStore, paper_id: str, number: int, page: bytes) -> Path:
    """Write a page as it is kept."""
    folder = store.folder(paper_id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:05}.hocr.gz").write_bytes(gzip.compress(page))
    return folder


def test_pages_come_back_by_their_numbers(tmp_path: Path) -> None:
    """One that was half written is left out; most papers have none."""
    store = RecognisedStore(tmp_path)
    folder = keep(store, "aa", 3, b"three")
    keep(store, "aa", 12, b"twelve")
    (folder / "00004.hocr.gz").write_bytes(gzip.compress(b"four")[:-9])
    (folder / "abc.new").write_bytes(b"")
    assert store.pages("aa") == {3: b"three", 12: b"twelve"}
    assert store.pages("bb") == {}


def test_what_was_begun_lately_is_kept(tmp_path: Path) -> None:
    """An interrupted run goes on from it; what nobody goes on with is removed in time."""
    store = RecognisedStore(tmp_path)
    for paper_id in ("aa", "bb", "cc"):
        keep(store, paper_id, 0, b"page")
    for paper_id in ("aa", "bb"):
        folder = store.folder(paper_id)
        then = folder.stat().st_mtime - WEEKS_AGO
        os.utime(folder, (then, then))
    store.sweep(lambda: ["aa"])
    assert [bool(store.pages(paper_id)) for paper_id in ("aa", "bb", "cc")] == [True, False, True]


def test_a_library_is_opened_without_what_reads_pdfs() -> None:
    """A question to papers that were read before does not wait for it."""
    code = "import sys, qa.workspace; print('corpus.formats.pdf' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
