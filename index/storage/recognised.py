"""What was recognised of the scans in a library, kept beside the files that they came from.

    LIBRARY/recognised/PAPER_ID/00007.hocr.gz      the page of index 7

Each page is kept as soon as it is recognised, so that an interrupted run goes on where it
was. With it, a paper is read from its scan again, and a quote is boxed on it.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_GIVEN_UP_SECONDS = 7 * 24 * 3600
"""After which nobody goes on with a scan that did not become a paper."""


class RecognisedStore:
    """The recognised pages of the library in a folder."""

    def __init__(self, library: Path) -> None:
        self._folder = library.absolute() / "recognised"

    def folder(self, paper_id: str) -> Path:
        """Return where the pages of a paper are kept."""
        return self._folder / paper_id

    def pages(self, paper_id: str) -> Mapping[int, bytes]:
        """Return the pages of a paper as hOCR, by their numbers from 0; none for most papers."""
        from corpus.formats.pdf.scans.recognition import read_recognised  # reads PDFs, too

        return read_recognised(self.folder(paper_id))

    def sweep(self, list_papers: Callable[[], Iterable[str]]) -> None:
        """Remove the pages of papers that are not listed, but for those begun a while ago."""
        with suppress(FileNotFoundError, NotADirectoryError):
            folders = list(self._folder.iterdir())
            known = set(list_papers())
            for folder in folders:
                if folder.name not in known and _is_given_up(folder):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_given_up(folder: Path) -> bool:
    with suppress(OSError):
        return folder.stat().st_mtime < time.time() - _GIVEN_UP_SECONDS
    return False
