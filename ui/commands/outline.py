"""`footnote outline`: the sections, pages and notes of a paper."""

import argparse
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, open_library
from ui.console import output, print_json

if TYPE_CHECKING:
    from corpus.paper import Paper

SUMMARY = "show the sections, pages and notes of a paper"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paper", nargs="?", metavar="ID", help="the paper's id (default: the bundled paper)"
    )
    parser.add_argument("--text", action="store_true", help="print the paper's text as well")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the outline. The bundled paper's needs no library and no model."""
    from corpus.passages import split_into_passages
    from corpus.readers import read_bundled_paper

    if options.paper is None:
        paper = read_bundled_paper()
        passages = len(split_into_passages(paper))
    else:
        workspace = open_library(options)
        paper = workspace.paper(options.paper)
        passages = next(entry.passages for entry in workspace.entries() if entry.id == paper.id)
    if options.json:
        from ui.json_shapes import outline_shape

        print_json(outline_shape(paper, passages, with_text=options.text))
    else:
        _show(paper, passages, with_text=options.text)
    return 0


def _show(paper: "Paper", passages: int, *, with_text: bool) -> None:
    console = output()
    console.print(paper.title, style="bold")
    console.print(
        f"{paper.source}, id {paper.id}: {len(paper.text):,} characters, {passages} passages"
    )
    console.print()
    for section in paper.sections:
        page = paper.page_at(section.start)
        console.print(
            "  " * (section.level - 1) + section.title + (f"  (p. {page})" if page else "")
        )
    if paper.notes:
        console.print("\nNotes")
    for note in paper.notes:
        page = paper.page_at(note.anchor - 1)
        console.print(
            f"  {note.marker}. {note.text or 'its text is not in this file'}"
            + (f"  (p. {page})" if page else "")
        )
    if with_text:
        console.print("\n" + paper.text)
