"""`footnote add`: files become papers of the library."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.commands.common import add_json_option, open_library
from ui.console import print_json, progress, say

if TYPE_CHECKING:
    from ui.workspace import Workspace

SUMMARY = "add text and Markdown files, or folders of them, to the library"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("sources", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Add each file on its own: what is done stays, what fails is told at the end."""
    workspace = open_library(options)
    report: dict[str, list[dict[str, str]]] = {"added": [], "skipped": [], "failed": []}
    for source in find_files(options.sources):
        outcome, line = _add(workspace, source, quiet=options.quiet)
        report[outcome].append(line)
        if not options.quiet and not options.json:
            say(_in_words(outcome, line))
    if options.json:
        print_json(report)
    if report["failed"] and not options.json:
        say(f"{len(report['failed'])} of {sum(map(len, report.values()))} files failed.")
    return 1 if report["failed"] else 0


def find_files(sources: Sequence[Path]) -> Iterator[Path]:
    """Give the files named, and those of a readable kind in the folders named, in order."""
    from corpus.readers import KNOWN_SUFFIXES

    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for path in sorted(source.rglob("*")):
            if path.suffix.lower() in KNOWN_SUFFIXES and path.is_file():
                yield path


def _add(workspace: "Workspace", source: Path, *, quiet: bool) -> tuple[str, dict[str, str]]:
    from corpus.errors import PaperError
    from corpus.readers import read_paper

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


def _in_words(outcome: str, line: dict[str, Any]) -> str:
    if outcome == "added":
        return f"Added {line['id']}: {line['title']} ({line['source']})"
    if outcome == "skipped":
        return f"Skipped {line['source']}: it is in the library as {line['id']}"
    return f"Failed: {line['error']}"
