"""Files on their way into the library: what the command and the web page share of adding."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from corpus.errors import (
    FootnoteError,
    LibraryError,
    PaperError,
    ScannedPages,
    UnreadableFile,
)
from corpus.ocr import Ocr
from qa.known_files import KnownFiles

if TYPE_CHECKING:
    from corpus.formats.pdf.scans.recognition import Recognition
    from corpus.paper import Paper
    from index.encoding.encoded_paper import EncodedPaper, Progress
    from qa.scans import Scan
    from qa.workspace import Workspace

Line: TypeAlias = dict[str, Any]
Report: TypeAlias = dict[str, list[Line]]


class AddingWatcher:
    """Is told what becomes of each file, as it happens; this one lets it pass."""

    @property
    def on_wait(self) -> Callable[[], object] | None:
        """What is called while a file is read, and may end that.

        With it, each file is read in a process of its own; without it, small ones are read in
        this process, which is faster.
        """
        return None

    def recognising(self, file: Path, recognition: "Recognition") -> None:
        """Tell how far the pages of a scan are recognised; called often, and may end it."""

    def encoding(
        self,
        file: Path,  # noqa: ARG002 - for those that tell of it
        paper: "Paper",  # noqa: ARG002
    ) -> "AbstractContextManager[Progress | None]":
        """A paper was read and is encoded in the block; give what takes the progress."""
        return nullcontext()

    def encoded(self, encoded: "EncodedPaper") -> None:
        """A paper is encoded, and waits to be stored."""

    def added(self, file: Path, paper: "Paper") -> None:
        """A paper is safely in the library."""

    def skipped(self, file: Path, paper_id: str, *, compared: bool) -> None:
        """The library has the file already; where it keeps no copy, it was not `compared`."""

    def failed(self, file: Path) -> None:
        """No paper came of the file; the report has the reason."""


class Adding:
    """Adds files to a library and keeps a `report` of them in the shape of ``footnote add``."""

    def __init__(
        self, workspace: "Workspace", watcher: AddingWatcher, *, ocr: Ocr = Ocr.AUTO
    ) -> None:
        from index.adding import AddingGroup

        self._ocr = ocr

        self.report: Report = {"added": [], "skipped": [], "failed": []}
        self._workspace = workspace
        self._watcher = watcher
        self._sources: dict[str, Path] = {}
        self._known = KnownFiles(workspace, self._sources)
        self._group = AddingGroup(workspace.library, on_stored=self._tell_added)

    def add(self, files: Iterable[Path]) -> None:
        """Add each file. An interruption, too, keeps what was finished.

        Raises `FootnoteError` for what every further file would meet as well.
        """
        try:
            for source in files:
                self._add_file(source)
            self._group.store()
            self._workspace.sweep_originals()
        except LibraryError as error:
            for waiting in self._group.waiting:
                self._fail(self._sources[waiting.paper.id], error)
            raise
        except BaseException:
            self._group.store()
            raise

    def _add_file(self, source: Path) -> None:
        try:
            if self._skip(source):
                return
            _refuse_folder(source)
            paper = self._read(source)
            if self._skip_read(source, paper):
                return
            with self._watcher.encoding(source, paper) as move:
                encoded = self._workspace.library.encode(paper, on_progress=move)
        except FootnoteError as error:
            self._fail(source, error)
            if not isinstance(error, PaperError):
                raise  # of the library or the model: the next file would meet it as well
            return
        self._watcher.encoded(encoded)
        self._sources[paper.id] = source
        self._group.add(encoded)

    def _read(self, source: Path) -> "Paper":
        """Read a file; the pages of a scan are recognised, as far as that is wanted."""
        from corpus.formats import read_paper

        on_wait = self._watcher.on_wait
        if self._ocr is Ocr.ALWAYS and _is_pdf(source):
            return read_paper(
                source, recognised=self._scan(source).recognise_all(), on_wait=on_wait
            )
        if self._ocr is Ocr.NEVER:
            return read_paper(source, on_wait=on_wait)
        try:
            return read_paper(source, recognised={}, on_wait=on_wait)
        except ScannedPages as scanned:
            recognised = self._scan(source).recognise(scanned)
        return read_paper(source, recognised=recognised, on_wait=on_wait)

    def _scan(self, source: Path) -> "Scan":
        from qa.scans import Scan

        return Scan(source, self._workspace.recognised, partial(self._watcher.recognising, source))

    def _skip(self, source: Path) -> bool:
        """Whether the library has a file, by its bytes alone; then that is told."""
        match = self._known.by_bytes(source)
        if match is not None:
            self._tell_skipped(source, match.id, compared=match.compared)
        return match is not None

    def _skip_read(self, source: Path, paper: "Paper") -> bool:
        """Whether the library has a paper, by its text; then that is told."""
        known = self._known.by_text(paper)
        if known is not None:
            self._tell_skipped(source, known, compared=False)
        return known is not None

    def _tell_skipped(self, source: Path, known: str, *, compared: bool) -> None:
        # Whoever added it before such files were kept has it kept now.
        self._workspace.originals.keep(known, source)
        self.report["skipped"].append({"id": known, "source": str(source)})
        self._watcher.skipped(source, known, compared=compared)

    def _fail(self, source: Path, error: FootnoteError) -> None:
        self.report["failed"].append({"source": str(source), "error": str(error)})
        self._watcher.failed(source)

    def _tell_added(self, encoded: "Sequence[EncodedPaper]") -> None:
        papers = [(one.paper, self._sources[one.paper.id]) for one in encoded]
        for paper, source in papers:
            self.report["added"].append(
                {
                    "id": paper.id,
                    "title": paper.title,
                    "source": str(source),
                    **({"remarks": list(paper.remarks)} if paper.remarks else {}),
                }
            )
        try:
            for paper, source in papers:
                self._workspace.originals.keep(paper.id, source)
        finally:
            # Behind the files, so that what was told is all on the disk.
            for paper, source in papers:
                self._watcher.added(source, paper)


def _is_pdf(source: Path) -> bool:
    from corpus.formats.sniffing import HEAD_BYTES, is_pdf
    from corpus.formats.source import read_head

    return is_pdf(read_head(source, count=HEAD_BYTES))


def _refuse_folder(source: Path) -> None:
    """Raise `UnreadableFile` for a folder, of which no file was taken."""
    from corpus.formats import KNOWN_SUFFIXES

    if source.is_dir():
        kinds = ", ".join(sorted(KNOWN_SUFFIXES))
        raise UnreadableFile(
            f"The folder {source} has no file whose name ends in {kinds}. Name the file itself."
        )


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Files to add, in order, and what lies beside them in folders and is not taken, with why."""

    files: tuple[Path, ...]
    left_out: tuple[Line, ...]


def find_files(sources: Sequence[Path]) -> FoundFiles:
    """Find the files named, and those of a readable kind in the folders named.

    A folder without any is given itself, so that it is told that nothing came of it. Hidden
    files are neither taken nor told.
    """
    files: list[Path] = []
    left_out: list[Line] = []
    for source in sources:
        if not source.is_dir():
            files.append(source)
            continue
        reasons = {path: _reason_to_leave(path) for path in _shown_in(source)}
        files += [path for path, reason in reasons.items() if reason is None] or [source]
        left_out += [
            {"source": str(path), "reason": reason}
            for path, reason in reasons.items()
            if reason is not None
        ]
    return FoundFiles(tuple(files), tuple(left_out))


def _shown_in(folder: Path) -> list[Path]:
    """Return what is in a folder and the folders inside, but for these and for what is hidden."""
    return sorted(
        path
        for path in folder.rglob("*")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not path.is_dir()
    )


def _reason_to_leave(path: Path) -> str | None:
    from corpus.formats import KNOWN_SUFFIXES

    if path.suffix.lower() not in KNOWN_SUFFIXES:
        if not path.suffix:
            return "its name has no ending that tells what it is; named itself, it is read"
        return f"its name ends in {path.suffix}, which is not read"
    return None if path.is_file() else "it is no file, or a link that leads nowhere"
