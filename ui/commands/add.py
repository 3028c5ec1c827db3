"""`footnote add`: files become papers of the library."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.formats import FORMATS_IN_WORDS
from corpus.ocr import Ocr
from index.storage.originals import VARIABLE, Keeping
from qa.adding import Adding, Report, find_files
from ui.commands.add_progress import BarWatcher, adding_progress
from ui.commands.common import add_json_option, open_library
from ui.console import print_json, say
from ui.printed import added_line, left_out_lines, skipped_line

if TYPE_CHECKING:
    from corpus.paper import Paper
    from ui.commands.add_progress import AddingProgress

DESCRIPTION = (
    f"Adds files to the library, where they can be asked about: {FORMATS_IN_WORDS}. "
    "Of a folder, it takes all files of these kinds, but no hidden ones. A file that the library "
    "has already is skipped; one that cannot be read does not keep the others out."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("sources", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument(
        "--originals",
        type=_keeping,
        metavar="KEEP",
        help="which files the library keeps a copy of, to show pages and to read papers anew: "
        "all, pdf, none, or those of at most so many megabytes (default: all, or what "
        f"{VARIABLE} says)",
    )
    parser.add_argument(
        "--ocr",
        type=Ocr,
        choices=list(Ocr),
        default=Ocr.AUTO,
        help="recognise the text of pages that are pictures, with Tesseract: auto (those without "
        "text), always (all pages of PDFs), never (default: auto)",
    )
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Add the files: what is stored stays, what fails is told at the end."""
    workspace = open_library(options, keeping=options.originals)
    found = find_files(options.sources)
    with adding_progress(found.files, quiet=options.quiet) as bar:
        adding = Adding(workspace, _Teller(bar, quiet=options.quiet), ocr=options.ocr)
        adding.report["left_out"] = list(found.left_out)
        try:
            adding.add(found.files)
        finally:
            # Even if the disk is full by now, the papers before that were added.
            if options.json:
                print_json(adding.report)
    return _tell_failures(adding.report, options)


def _keeping(text: str) -> Keeping:
    try:
        return Keeping.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class _Teller(BarWatcher):
    """Says on standard error what becomes of each file, and moves the bar.

    Those that failed are told together, at the end.
    """

    def __init__(self, bar: "AddingProgress", *, quiet: bool) -> None:
        super().__init__(bar)
        self._quiet = quiet

    def added(self, file: Path, paper: "Paper") -> None:
        if not self._quiet:
            say(added_line(paper.id, paper.title, file, remarks=paper.remarks))

    def skipped(self, file: Path, paper_id: str, *, compared: bool) -> None:
        super().skipped(file, paper_id, compared=compared)
        if not self._quiet:
            say(skipped_line(paper_id, file, compared=compared))


def _tell_failures(report: Report, options: argparse.Namespace) -> int:
    """Say what was left out and what failed, unless someone wants quiet and has the document."""
    failed, left_out = report["failed"], report["left_out"]
    if not options.quiet:
        for told in left_out_lines(left_out):
            say(told)
    if failed and not (options.quiet and options.json):
        for line in failed:
            say(f"Failed: {line['error']}")
        count = sum(map(len, report.values())) - len(left_out)
        say(f"{len(failed)} of {count} failed; nothing else was held up.")
    return 1 if failed else 0
