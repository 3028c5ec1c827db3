"""`footnote papers`: what the library holds."""

import argparse

from ui.commands.common import add_json_option, open_library
from ui.console import print_json, show_lines
from ui.printed import papers_lines

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
        show_lines(papers_lines(entries))
    return 0
