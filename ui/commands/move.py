"""`footnote move`: a library copied into a folder or an engine, and compared."""

import argparse

from ui.commands.common import add_json_option, parse_library_option
from ui.console import print_json, progress, show

DESCRIPTION = (
    "Copies the papers of the library, with their vectors, the files that they came from and what "
    "was corrected of them, into another folder or engine, and compares every paper with its "
    "checksum in the end. Nothing is encoded again, and the library stays as it is. Interrupted, "
    "the same command goes on where it was."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "--to",
        type=parse_library_option,
        required=True,
        metavar="LIBRARY",
        help="where to: a folder, qdrant:FOLDER or qdrant://HOST:PORT/COLLECTION",
    )
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Copy the library and say what is in the copy."""
    from index.library import Library
    from index.moving import move_library
    from qa.workspace import default_library

    source = Library(options.library or default_library(), model=options.model)
    snapshot = source.snapshot()
    target = Library(options.to, model=snapshot.model if snapshot else None)
    with progress("Copying", quiet=options.quiet) as tell:
        move = move_library(source, target, on_progress=tell)
    if options.json:
        sums = {name: getattr(move, name) for name in move.__slots__}
        print_json({"from": source.name, "to": target.name, **sums})
    else:
        show(
            f"{target.name}: {move.papers} papers, {move.passages} passages, {move.sentences} "
            f"sentences, each as in {source.name} ({move.copied} papers and {move.originals} of "
            "the files that papers came from were copied now)."
        )
    return 0
