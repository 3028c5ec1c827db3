"""The pages of a scan recognised, side by side, each kept as soon as it is done."""

import gzip
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from corpus.errors import UnsupportedContent
from corpus.formats.pdf.scans.hocr import lines_of, parse_hocr
from corpus.formats.pdf.scans.raised import mend_raised
from corpus.formats.pdf.scans.rendering import draw_pages
from corpus.formats.pdf.scans.tesseract import HOW_TO_INSTALL, Tesseract
from corpus.sentences.style import language_of

_PAGES_AT_ONCE = 4
"""That are drawn by one process."""
_EVERY_SECONDS = 0.2
_SUFFIX = ".hocr.gz"
_BY_SCRIPT = {
    "Arabic": ("ara", "fas"),
    "Cyrillic": ("rus",),
    "Greek": ("ell",),
    "Hebrew": ("heb",),
    "Devanagari": ("hin",),
    "Han": ("chi_sim", "chi_tra"),
    "Japanese": ("jpn",),
    "Korean": ("kor",),
    "Hangul": ("kor",),
}
_BY_LANGUAGE = {"de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "pt": "por"}


@dataclass(frozen=True, slots=True)
class Recognition:
    """How far the recognising of a file has come."""

    done: int
    pages: int


OnRecognition = Callable[[Recognition], object]


def recognise_scan(
    data: bytes,
    path: Path,
    folder: Path,
    numbers: Sequence[int],
    *,
    on_progress: OnRecognition = lambda _: None,
) -> Mapping[int, bytes]:
    """Recognise pages of a PDF by their numbers from 0, and return them as hOCR.

    What `folder` has is not done again, so that an interrupted run goes on where it was.
    `on_progress` is called several times a second, and may end it by an exception. Raises
    `UnsupportedContent` where Tesseract is missing, or misses the language, and
    `UnreadableFile` where it fails.
    """
    done = read_recognised(folder)
    missing = [number for number in numbers if number not in done]
    if missing:
        tesseract = Tesseract.find()
        if tesseract is None:
            raise UnsupportedContent(
                f"{path} is a scan: {len(numbers)} of its pages are pictures without text. "
                f"{HOW_TO_INSTALL}, and add it again."
            )
        scan = _Scan(data, path, folder, tesseract)
        scan.recognise(missing, of=len(numbers), on_progress=on_progress)
        done = read_recognised(folder)
    return {number: done[number] for number in numbers if number in done}


def read_recognised(folder: Path) -> dict[int, bytes]:
    """Return what was recognised of a file, as hOCR, by the numbers of its pages."""
    found = {}
    with suppress(FileNotFoundError):
        for file in sorted(folder.iterdir()):
            number = file.name.removesuffix(_SUFFIX)
            if number != file.name and number.isdecimal():
                with suppress(OSError, EOFError):  # half written when a machine lost its power
                    found[int(number)] = gzip.decompress(file.read_bytes())
    return found


@dataclass(frozen=True, slots=True)
class _Scan:
    """A file whose pages are recognised, into a folder."""

    data: bytes
    path: Path
    folder: Path
    tesseract: Tesseract

    def recognise(self, numbers: Sequence[int], *, of: int, on_progress: OnRecognition) -> None:
        """Recognise pages, as many at a time as there are processors; `of` with those done."""
        languages = self._languages(numbers[0])
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        done = of - len(numbers)
        on_progress(Recognition(done, of))
        pool = ThreadPoolExecutor(max_workers=os.cpu_count())
        try:
            waiting: set[Future[int]] = {
                pool.submit(self._recognise, numbers[start : start + _PAGES_AT_ONCE], languages)
                for start in range(0, len(numbers), _PAGES_AT_ONCE)
            }
            while waiting:
                ready, waiting = wait(waiting, _EVERY_SECONDS, return_when=FIRST_COMPLETED)
                done += sum(future.result() for future in ready)
                on_progress(Recognition(done, of))
        finally:
            pool.shutdown(cancel_futures=True)

    def _recognise(self, numbers: Sequence[int], languages: Sequence[str]) -> int:
        """Recognise some pages one after another, keep each, and return how many they are."""
        drawn = draw_pages(self.data, self.path, numbers)
        for number, (picture, dots) in zip(numbers, drawn, strict=True):
            hocr = self.tesseract.recognise(picture, languages, dots=dots)
            self._keep(number, mend_raised(hocr, picture, self.tesseract, self.path))
        return len(numbers)

    def _keep(self, number: int, hocr: bytes) -> None:
        unfinished = self.folder / f"{uuid4().hex}.new"
        unfinished.write_bytes(gzip.compress(hocr))
        unfinished.replace(self.folder / f"{number:05}{_SUFFIX}")

    def _languages(self, number: int) -> Sequence[str]:
        """Return the languages of a page, told by its script and by a first reading of it.

        Raises `UnsupportedContent` where the script or the language is not installed.
        """
        ((picture, _),) = draw_pages(self.data, self.path, [number])
        wanted = _BY_SCRIPT.get(self.tesseract.script(picture), ())
        wanted = wanted or (self._latin_language(picture),)
        installed = [language for language in wanted if language in self.tesseract.languages]
        if not installed:
            package = f"tesseract-ocr-{wanted[0].replace('_', '-')}"
            raise UnsupportedContent(
                f"{self.path} is a scan in a language that Tesseract lacks here: “{wanted[0]}”. "
                f"Install it (on Debian and Ubuntu `apt install {package}`), and add the file "
                "again."
            )
        return installed

    def _latin_language(self, picture: bytes) -> str:
        """Return the language of a page in Latin letters, by the little words in it."""
        others = self.tesseract.languages - {"osd", "equ"}
        first = "eng" if "eng" in others else min(others, default="eng")
        lines = lines_of(parse_hocr(self.tesseract.recognise(picture, [first]), self.path))
        words = " ".join(line.text for line in lines)
        return _BY_LANGUAGE.get(language_of(words), first)
