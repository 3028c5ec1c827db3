"""`footnote papers`: what the library holds."""

import argparse

from ui.commands.common import add_json_option, open_library
from ui.console import output, print_json

SUMMARY = "list the papers of the library"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """List the papers."""
    entries = open_library(options).entries()
    if options.json:
        from ui.json_shapes import papers_shape

        print_json(papers_shape(entries))
        return 0
    console = output()
    for entry in entries:
        console.print(f"{entry.id}  {entry.title}")
        console.print(
            f"              {entry.source}: {entry.sections} sections, {entry.passages} passages, "
            f"{entry.notes} notes, {entry.pages} pages with a number",
            style="dim",
        )
    if not entries:
        console.print("The library is empty. `footnote add FILE` adds a paper.")
    return 0
