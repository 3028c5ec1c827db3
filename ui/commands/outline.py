"""`footnote outline`: the sections, pages, notes and references of a paper."""

import argparse
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, open_library
from ui.console import print_json, show_lines
from ui.printed import outline_lines

if TYPE_CHECKING:
    from corpus.paper import Paper

DESCRIPTION = (
    "Shows a paper's sections with their pages, its notes and its references. With --json they "
    "come with the offsets at which they stand in the paper's text, as all citations do; --text "
    "adds the text."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paper", nargs="?", metavar="ID", help="the paper's id (default: the bundled paper)"
    )
    parser.add_argument("--text", action="store_true", help="print the paper's text as well")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the outline."""
    paper, passages = _bundled(options) if options.paper is None else _stored(options)
    if options.json:
        from ui.json_shapes import outline_shape

        print_json(outline_shape(paper, passages, with_text=options.text))
    else:
        show_lines(outline_lines(paper, passages, with_text=options.text))
    return 0


def _bundled(options: argparse.Namespace) -> "tuple[Paper, int]":
    """Return the bundled paper and its passage count: it needs no library and no model.

    Where a library has it, it comes from there, which saves reading and cutting it anew.
    """
    from qa.workspace import find_bundled_paper

    found = find_bundled_paper(options.library)
    if found is not None:
        return found
    from corpus.formats import read_bundled_paper
    from corpus.passages import split_into_passages

    paper = read_bundled_paper()
    return paper, len(split_into_passages(paper))


def _stored(options: argparse.Namespace) -> "tuple[Paper, int]":
    workspace = open_library(options)
    paper = workspace.paper(options.paper)
    return paper, workspace.entry(paper.id).passages
