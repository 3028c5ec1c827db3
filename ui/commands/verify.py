"""`footnote verify`: is everything in the library what was written?"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.identity import short_id
from ui.commands.common import add_json_option, folder_of
from ui.console import print_json, progress, show

if TYPE_CHECKING:
    from index.care.recovery import PaperName
    from index.care.verification import Fault, Verification

DESCRIPTION = (
    "Reads every file of the library and checks it: the checksums, that all spans lie in their "
    "text, that vectors and indexes fit the papers, that kept originals are the files that the "
    "papers came from; also the generation before, and the conversations, the feedback and the "
    "runs that lie beside the library. Nothing is changed. Exit status 1 means damage."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Check the library and list what is damaged."""
    from index.care.verification import verify_library
    from ui.verifying import faults_beside, faults_in, verification_shape

    library = folder_of(options)
    with progress("Checking", quiet=options.quiet) as move:
        found = verify_library(library, on_progress=move)
    beside = faults_beside(library)
    if options.json:
        print_json(verification_shape(library, found, beside))
    else:
        for where, fault in faults_in(found, beside):
            show_fault(where, fault)
        _show_sum(library, found, beside)
    return 0 if found.sound and not beside else 1


def show_fault(where: str, fault: "Fault") -> None:
    """Show one fault to people."""
    show(f"{fault.file} ({where})", style="bold")
    show(f"{fault.fact}.", indent=2)
    if fault.paper is not None:
        show(f"Paper: {name_of(fault.paper)}.", indent=2)
    show(f"It means: {fault.meaning}.", indent=2)
    show(f"`footnote repair`: {fault.remedy}.\n", indent=2)


def name_of(paper: "PaperName") -> str:
    """Return what people know a paper by."""
    title = f"“{paper.title}”" if paper.title else "title unknown"
    return f"{title} ({short_id(paper.id)})" + (f", {paper.source}" if paper.source else "")


def _show_sum(library: Path, found: "Verification", beside: "list[Fault]") -> None:
    if found.generation is None and found.sound:
        show(f"There is no library in {library} yet.")
    else:
        before = "none before it" if found.previous is None else f"before it {found.previous}"
        show(
            f"{library}: generation {found.generation} ({before}), {found.papers} papers, "
            f"{found.files} files."
        )
    count = sum(map(len, (found.faults, found.previous_faults, found.original_faults, beside)))
    show("Everything is sound." if not count else f"Damaged: {count} (listed above).")
