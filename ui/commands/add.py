"""`footnote add`: files become papers of the library."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ui.commands.add_progress import adding_progress
from ui.commands.common import add_json_option, open_library
from ui.console import print_json, say

if TYPE_CHECKING:
    from index.encoded_paper import EncodedPaper
    from ui.commands.add_progress import AddingProgress
    from ui.workspace import Workspace

SUMMARY = "add papers, or folders of them, to the library"
DESCRIPTION = (
    "Adds files to the library, where they can be asked about: PDF, JATS and TEI XML, HTML, Word "
    "(DOCX), Markdown and plain text. Of a folder, it takes all files of these kinds, but no "
    "hidden ones. A file that the library has already is skipped; one that cannot be read does "
    "not keep the others out."
)

_MOST_COMPARED = 2**28
"""Bytes of a file that is compared with what the library has; no larger one is read."""

Line: TypeAlias = dict[str, str]
Report: TypeAlias = dict[str, list[Line]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("sources", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Add the files: what is stored stays, what fails is told at the end."""
    workspace = open_library(options)
    files = list(find_files(options.sources))
    with adding_progress(files, quiet=options.quiet) as bar:
        adding = _Adding(workspace, options, bar)
        try:
            adding.add(files)
        finally:
            # Even if the disk is full by now, the papers before that were added.
            if options.json:
                print_json(adding.report)
    return adding.tell_failures()


def find_files(sources: Sequence[Path]) -> Iterator[Path]:
    """Give the files named, and those of a readable kind in the folders named, in order.

    A folder without any is given itself, so that it is told that nothing came of it.
    """
    for source in sources:
        if source.is_dir():
            yield from _files_in(source) or [source]
        else:
            yield source


def _files_in(folder: Path) -> list[Path]:
    from corpus.readers import KNOWN_SUFFIXES

    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KNOWN_SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


class _Adding:
    """The files of one command on their way into the library."""

    def __init__(
        self, workspace: "Workspace", options: argparse.Namespace, bar: "AddingProgress"
    ) -> None:
        from index.adding import AddingGroup

        self.report: Report = {"added": [], "skipped": [], "failed": []}
        self._library = workspace.library
        self._options = options
        self._bar = bar
        self._known = {entry.id for entry in workspace.entries()}
        self._sources: dict[str, Path] = {}
        self._group = AddingGroup(workspace.library, on_stored=self._tell_added)

    def add(self, files: Sequence[Path]) -> None:
        """Add each file. An interruption, too, keeps what was finished."""
        from corpus.errors import LibraryError

        try:
            for source in files:
                self._add_file(source)
            self._group.store()
        except LibraryError as error:
            for waiting in self._group.waiting:
                self._fail(self._sources[waiting.paper.id], error)
            raise
        except BaseException:
            self._group.store()
            raise

    def tell_failures(self) -> int:
        """Say what failed, unless the document tells it to someone who wants quiet."""
        failed = self.report["failed"]
        if failed and not (self._options.quiet and self._options.json):
            for line in failed:
                say(f"Failed: {line['error']}")
            count = sum(map(len, self.report.values()))
            say(f"{len(failed)} of {count} failed; nothing else was held up.")
        return 1 if failed else 0

    def _add_file(self, source: Path) -> None:
        from corpus.errors import FootnoteError, PaperError
        from corpus.readers import read_paper

        if self._skip(source):
            return
        try:
            _refuse_folder(source)
            paper = read_paper(source)
            with self._bar.encoding(source, paper) as move:
                encoded = self._library.encode(paper, on_progress=move)
        except FootnoteError as error:
            self._fail(source, error)
            if not isinstance(error, PaperError):
                raise  # of the library or the model: the next file would meet it as well
            return
        self._bar.count(encoded)
        self._known.add(paper.id)
        self._sources[paper.id] = source
        self._group.add(encoded)

    def _skip(self, source: Path) -> bool:
        """Tell whether the library has a file, by its bytes alone."""
        known = _id_of(source)
        if known not in self._known:
            return False
        self._bar.leave_out(source)
        self.report["skipped"].append({"id": known, "source": str(source)})
        if not self._options.quiet:
            say(f"Skipped ({source}), which the library has as {known}")
        return True

    def _fail(self, source: Path, error: Exception) -> None:
        self._bar.leave_out(source)
        self.report["failed"].append({"source": str(source), "error": str(error)})

    def _tell_added(self, papers: "Sequence[EncodedPaper]") -> None:
        for paper in (encoded.paper for encoded in papers):
            source = str(self._sources[paper.id])
            self.report["added"].append({"id": paper.id, "title": paper.title, "source": source})
            if not self._options.quiet:
                say(f"Added {paper.id}: {paper.title} ({source})")


def _refuse_folder(source: Path) -> None:
    """Raise `UnreadableFile` for a folder, of which no file was taken."""
    from corpus.errors import UnreadableFile
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
