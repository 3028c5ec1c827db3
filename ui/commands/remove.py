"""`footnote remove`: papers leave the library."""

import argparse

from corpus.identity import short_id
from ui.commands.common import open_library
from ui.console import say

DESCRIPTION = (
    "Takes papers out of the library; their files elsewhere are not touched. `footnote papers` "
    "lists the ids, of which the first letters are enough."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("papers", nargs="+", metavar="ID")


def run(options: argparse.Namespace) -> int:
    """Remove the papers, or none of them where an id is unknown."""
    workspace = open_library(options)
    full_ids = dict.fromkeys(workspace.entry(paper_id).id for paper_id in options.papers)
    for full_id in full_ids:
        entry = workspace.remove(full_id)
        if not options.quiet:
            say(f"Removed {short_id(entry.id)} ({entry.title}).")
    return 0
