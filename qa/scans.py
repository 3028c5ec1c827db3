"""Scans on their way into the library: their pages recognised, and kept as they are."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ScannedPages
from corpus.formats import MOST_PDF_BYTES
from corpus.formats.pdf.scans.recognition import Recognition, recognise_scan
from corpus.formats.pdf.scans.rendering import count_pages
from corpus.formats.pdf.scans.tesseract import Tesseract
from corpus.formats.source import read_bytes
from corpus.identity import paper_id

if TYPE_CHECKING:
    from index.storage.recognised import RecognisedStore


class Scan:
    """A PDF whose pages may be pictures; `tell` is told how far they are recognised."""

    def __init__(
        self, source: Path, store: "RecognisedStore", tell: Callable[[Recognition], object]
    ) -> None:
        self._source = source
        self._data = read_bytes(source, most_bytes=MOST_PDF_BYTES)
        self._folder = store.folder(paper_id(self._data))
        self._tell = tell

    def recognise(self, scanned: ScannedPages) -> Mapping[int, bytes] | None:
        """Recognise pages that are pictures; raises as `recognise_scan` does.

        None where other pages have text and there is no Tesseract: the paper can do without.
        """
        if scanned.others_have_text and Tesseract.find() is None:
            return None
        return self._recognise(scanned.numbers)

    def recognise_all(self) -> Mapping[int, bytes]:
        """Recognise all pages, whatever text the file has; raises as `recognise_scan` does."""
        return self._recognise(tuple(range(count_pages(self._data, self._source))))

    def _recognise(self, numbers: tuple[int, ...]) -> Mapping[int, bytes]:
        return recognise_scan(
            self._data, self._source, self._folder, numbers, on_progress=self._tell
        )
