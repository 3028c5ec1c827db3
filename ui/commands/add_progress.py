"""The bar that `footnote add` shows: papers, pages, passages a second, and the time left."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from qa.adding import AddingWatcher

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.progress import Progress

    from corpus.formats.pdf.scans.recognition import Recognition
    from corpus.paper import Paper
    from index.encoding.encoded_paper import EncodedPaper
    from index.encoding.encoded_paper import Progress as EncodingProgress


class AddingProgress:
    """How far the adding of some files has come, shown on `bar` where there is one.

    Work is measured in bytes of the files, as no file is read before its turn; one that
    is left out counts no more, so that the time left is that of the others.
    """

    def __init__(self, files: Sequence[Path], bar: "Progress | None") -> None:
        self._bar = bar
        self._sizes = {file: _size(file) for file in files}
        self._to_do = len(files)
        self._total = sum(map(_size, files))
        self._done = self._papers = self._pages = self._passages = 0
        self._seconds = 0.0
        self._task = None if bar is None else bar.add_task("", total=self._total, counts="")

    @contextmanager
    def encoding(self, file: Path, paper: "Paper") -> Iterator[Callable[[int, int], None]]:
        """Move the bar along one file; the yielded call takes texts done and their number."""
        start = perf_counter()
        self._show(file.name, 0.0)
        self._pages += len(paper.pages)
        yield lambda done, total: self._show(file.name, done / total * self._sizes[file])
        self._done += self._sizes[file]
        self._papers += 1
        self._seconds += perf_counter() - start

    def recognise(self, file: Path, recognition: "Recognition") -> None:
        """Show how many pages of a scan are recognised, which moves the bar by nothing."""
        self._show(f"{file.name}: page {recognition.done} of {recognition.pages} recognised", 0.0)

    def count(self, encoded: "EncodedPaper") -> None:
        """Count the passages of a paper that is encoded."""
        self._passages += len(encoded.passages)

    def leave_out(self, file: Path) -> None:
        """Take a file out of the work that there is."""
        self._total -= self._sizes[file]
        self._to_do -= 1

    def _show(self, name: str, more: float) -> None:
        if self._bar is None or self._task is None:
            return
        self._bar.start()
        self._bar.update(
            self._task,
            description="".join(letter if letter.isprintable() else "\ufffd" for letter in name),
            completed=self._done + more,
            total=max(self._total, 1),
            counts=self._counts(),
        )

    def _counts(self) -> str:
        pages = f", {self._pages} pages" if self._pages else ""
        rate = f", {self._passages / self._seconds:.0f} passages/s" if self._seconds else ""
        return f"{self._papers} of {self._to_do} papers{pages}{rate}"


class BarWatcher(AddingWatcher):
    """Moves the bar with what becomes of each file."""

    def __init__(self, bar: AddingProgress) -> None:
        self._bar = bar

    def recognising(self, file: Path, recognition: "Recognition") -> None:
        """Show how many pages of a scan are done."""
        self._bar.recognise(file, recognition)

    def encoding(self, file: Path, paper: "Paper") -> "AbstractContextManager[EncodingProgress]":
        """Move the bar along a file."""
        return self._bar.encoding(file, paper)

    def encoded(self, encoded: "EncodedPaper") -> None:
        """Count its passages."""
        self._bar.count(encoded)

    def skipped(self, file: Path, paper_id: str, *, compared: bool) -> None:  # noqa: ARG002
        """Take it out of the work that there is."""
        self._bar.leave_out(file)

    def failed(self, file: Path) -> None:
        """Take it out of the work that there is."""
        self._bar.leave_out(file)


@contextmanager
def adding_progress(files: Sequence[Path], *, quiet: bool) -> Iterator[AddingProgress]:
    """Show a bar on standard error while the block runs, once the first paper is encoded.

    There is none where `quiet` is set or standard error is no terminal.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield AddingProgress(files, None)
        return
    from rich import progress as bars
    from rich.console import Console

    bar = bars.Progress(
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(bar_width=20),
        bars.TextColumn("{task.fields[counts]}", markup=False),
        bars.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        speed_estimate_period=120.0,  # papers differ in how long their bytes take
    )
    try:
        yield AddingProgress(files, bar)
    finally:
        bar.stop()


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):  # it is named as failed when its turn comes
        return 0
