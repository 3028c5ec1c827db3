"""`footnote add`: files become papers of the library."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ui.commands.common import add_json_option, open_library
from ui.console import print_json, progress, say

if TYPE_CHECKING:
    from ui.workspace import Workspace

SUMMARY = "add text and Markdown files, or folders of them, to the library"
DESCRIPTION = (
    "Adds files to the library, where they can be asked about: plain text and Markdown, in "
    "UTF-8. Of a folder, it takes all files of these kinds, but no hidden ones. A file that the "
    "library has already is skipped; one that cannot be read does not keep the others out."
)

Line: TypeAlias = dict[str, str]
Report: TypeAlias = dict[str, list[Line]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("sources", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Add each file on its own: what is done stays, what fails is told at the end."""
    workspace = open_library(options)
    report: Report = {"added": [], "skipped": [], "failed": []}
    try:
        for source in find_files(options.sources):
            _add_one(workspace, source, options, report)
    finally:
        # Even if the disk is full by now, the papers before that were added.
        if options.json:
            print_json(report)
    failed = len(report["failed"])
    if failed and not options.json:
        say(f"{failed} of {sum(map(len, report.values()))} failed; nothing else was held up.")
    return 1 if failed else 0


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


def _add_one(
    workspace: "Workspace", source: Path, options: argparse.Namespace, report: Report
) -> None:
    from corpus.errors import FootnoteError

    try:
        outcome, line = _add(workspace, source, quiet=options.quiet)
    except FootnoteError as error:
        # Of the library or the model: the next file would meet it as well.
        report["failed"].append({"source": str(source), "error": str(error)})
        raise
    report[outcome].append(line)
    _tell(outcome, line, options)


def _add(workspace: "Workspace", source: Path, *, quiet: bool) -> tuple[str, Line]:
    from corpus.errors import PaperError
    from corpus.readers import KNOWN_SUFFIXES, read_paper

    if source.is_dir():
        kinds = ", ".join(sorted(KNOWN_SUFFIXES))
        error = f"The folder {source} has no file whose name ends in {kinds}. Name the file itself."
        return "failed", {"source": str(source), "error": error}
    try:
        paper = read_paper(source)
    except PaperError as error:
        return "failed", {"source": str(source), "error": str(error)}
    if any(entry.id == paper.id for entry in workspace.entries()):
        return "skipped", {"id": paper.id, "source": str(source)}
    with progress(source.name, quiet=quiet) as move:
        encoded = workspace.library.encode(paper, on_progress=move)
    workspace.library.add([encoded])
    return "added", {"id": paper.id, "title": paper.title, "source": str(source)}


def _tell(outcome: str, line: Line, options: argparse.Namespace) -> None:
    """Say what came of a file; a failure even if quiet, unless the document tells it."""
    if outcome == "failed":
        if not (options.quiet and options.json):
            say(f"Failed: {line['error']}")
    elif not options.quiet:
        done = f"Added {line['id']}: {line['title']}" if outcome == "added" else "Skipped"
        known = "" if outcome == "added" else f", which the library has as {line['id']}"
        say(f"{done} ({line['source']}){known}")
