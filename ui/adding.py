"""Files on their way into the library: what the command and the web page share of adding."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from corpus.errors import FootnoteError, LibraryError, PaperError, UnreadableFile

if TYPE_CHECKING:
    from corpus.paper import Paper
    from index.encoded_paper import EncodedPaper, Progress
    from ui.workspace import Workspace

_MOST_COMPARED = 2**28
"""Bytes of a file that is compared with what the library has; no larger one is read."""

Line: TypeAlias = dict[str, str]
Report: TypeAlias = dict[str, list[Line]]


class AddingWatcher:
    """Is told what becomes of each file, as it happens; this one lets it pass."""

    @property
    def on_wait(self) -> Callable[[], object] | None:
        """What is called while a file is read, and may end that: then each file is read apart.

        Without it, small files are read in this process, which is faster.
        """
        return None

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

    def skipped(self, file: Path, paper_id: str) -> None:
        """The library has the file already."""

    def failed(self, file: Path) -> None:
        """No paper came of the file; the report has the reason."""


class Adding:
    """Adds files to a library and keeps a `report` of them in the shape of ``footnote add``."""

    def __init__(self, workspace: "Workspace", watcher: AddingWatcher) -> None:
        from index.adding import AddingGroup

        self.report: Report = {"added": [], "skipped": [], "failed": []}
        self._workspace = workspace
        self._watcher = watcher
        self._known = {entry.id for entry in workspace.entries()}
        self._sources: dict[str, Path] = {}
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
        from corpus.readers import read_paper

        if self._skip(source):
            return
        try:
            _refuse_folder(source)
            paper = read_paper(source, on_wait=self._watcher.on_wait)
            with self._watcher.encoding(source, paper) as move:
                encoded = self._workspace.library.encode(paper, on_progress=move)
        except FootnoteError as error:
            self._fail(source, error)
            if not isinstance(error, PaperError):
                raise  # of the library or the model: the next file would meet it as well
            return
        self._watcher.encoded(encoded)
        self._known.add(paper.id)
        self._sources[paper.id] = source
        self._group.add(encoded)

    def _skip(self, source: Path) -> bool:
        """Tell whether the library has a file, by its bytes alone."""
        known = _id_of(source)
        if known is None or known not in self._known:
            return False
        self.report["skipped"].append({"id": known, "source": str(source)})
        self._watcher.skipped(source, known)
        # Whoever added it before such files were kept gets its pages as well.
        self._workspace.originals.keep(known, source)
        return True

    def _fail(self, source: Path, error: FootnoteError) -> None:
        self.report["failed"].append({"source": str(source), "error": str(error)})
        self._watcher.failed(source)

    def _tell_added(self, papers: "Sequence[EncodedPaper]") -> None:
        for paper in (encoded.paper for encoded in papers):
            source = self._sources[paper.id]
            self.report["added"].append(
                {"id": paper.id, "title": paper.title, "source": str(source)}
            )
            self._watcher.added(source, paper)
        for encoded in papers:
            self._workspace.originals.keep(encoded.paper.id, self._sources[encoded.paper.id])


def _refuse_folder(source: Path) -> None:
    """Raise `UnreadableFile` for a folder, of which no file was taken."""
    from corpus.readers import KNOWN_SUFFIXES

    if source.is_dir():
        kinds = ", ".join(sorted(KNOWN_SUFFIXES))
        raise UnreadableFile(
            f"The folder {source} has no file whose name ends in {kinds}. Name the file itself."
        )


def _id_of(source: Path) -> str | None:
    """Give the id of the paper that a file holds; None for what no paper is read from."""
    from corpus.readers import paper_id

    with suppress(OSError, ValueError):
        if source.is_file() and source.stat().st_size <= _MOST_COMPARED:
            return paper_id(source.read_bytes())
    return None
