"""`footnote repair`: a damaged library is mended as far as it can be."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, folder_of
from ui.commands.verify import name_of
from ui.console import print_json, progress, show

if TYPE_CHECKING:
    from index.care.recovery import PaperName
    from index.care.repair import Repair

DESCRIPTION = (
    "Checks the library as `footnote verify` does, and mends what is damaged: from the "
    "generation before, from the papers' kept texts and originals, which are encoded again where "
    "their vectors are damaged. Papers that nothing is left of are named. Damaged files are kept "
    "in a folder damaged-NUMBER inside the library until you remove it. A sound library is left "
    "as it is. Exit status 1 means that papers were lost."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Mend the library and tell what was done."""
    from index.care.repair import repair_library
    from index.encoding import encoders
    from index.encoding.models import DEFAULT_MODEL
    from ui.verifying import repair_shape

    library = folder_of(options)
    with progress("Checking", quiet=options.quiet) as move:
        repair = repair_library(
            library,
            make_encoder=encoders.make_encoder,
            default_model=options.model or DEFAULT_MODEL,
            on_progress=move,
        )
    if options.json:
        print_json(repair_shape(library, repair))
    else:
        _show(library, repair)
    return 1 if repair.lost else 0


def _show(library: Path, repair: "Repair") -> None:
    if repair.found.sound:
        show(f"{library}: nothing is damaged, and nothing was changed.")
        return
    found = repair.found
    faults = (*found.faults, *found.previous_faults, *found.original_faults)
    for fault in faults:
        what = "Mended or put aside" if fault.mendable else f"Left as it is ({fault.fact})"
        show(f"{what}: {fault.file}")
    show(f"The library {library} is generation {repair.generation} now.")
    _show_papers("Encoded again", repair.encoded)
    _show_papers("Lost; add the file again", repair.lost)
    if repair.aside is not None:
        show(f"The damaged files are kept in {repair.aside}. Remove it when you need it no more.")


def _show_papers(what: str, papers: "tuple[PaperName, ...]") -> None:
    for paper in papers:
        show(f"{what}: {name_of(paper)}")
