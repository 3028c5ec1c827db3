"""`footnote papers`: what the library holds."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.identity import shown_ids
from ui.commands.common import add_json_option, open_library
from ui.console import print_json, show

if TYPE_CHECKING:
    from index.snapshot import PaperEntry

SUMMARY = "list the papers of the library"
DESCRIPTION = (
    "Lists the papers of the library with their ids, in the order in which they were added. A "
    "new library has the paper that comes with Footnote."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """List the papers."""
    entries = open_library(options).entries()
    if options.json:
        from ui.json_shapes import papers_shape

        print_json(papers_shape(entries))
    else:
        _show(entries)
    return 0


def _show(entries: "Sequence[PaperEntry]") -> None:
    for entry, shown in zip(entries, shown_ids([entry.id for entry in entries]), strict=True):
        show(f"{shown}  {entry.title}")
        show(
            f"{entry.source}: {entry.sections} sections, {entry.passages} passages, "
            f"{entry.notes} notes, {entry.pages} pages with a number",
            indent=len(shown) + 2,
            style="dim",
        )
    if not entries:
        show("The library is empty. `footnote add FILE` adds a paper.")
