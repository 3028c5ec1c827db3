"""`footnote doctor`: is everything in order, and what is to be done if not?"""

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option
from ui.console import print_json, progress, show

if TYPE_CHECKING:
    from index.address import EngineAddress
    from ui.upkeep.findings import Finding

DESCRIPTION = (
    "Examines the installation and the library, and says what is to be done: packages, models, the "
    "folder that is written to, Tesseract, environment variables, every file of the library. "
    "Nothing is changed. Exit status 1 means that something is wrong."
)
_MARKS = {"sound": "ok", "advice": "note", "wrong": "WRONG"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Examine, and say what was found."""
    from qa.workspace import default_library
    from ui.upkeep.findings import State

    library: Path | EngineAddress = options.library or default_library()
    found = list(_examine(library, quiet=options.quiet))
    wrong = any(one.state is State.WRONG for one in found)
    if options.json:
        print_json({"sound": not wrong, "checks": [_shape(one) for one in found]})
    else:
        for one in found:
            show(f"{_MARKS[one.state.value]:<6}{one.name}: {one.fact}")
            if one.remedy:
                show(one.remedy, indent=6)
        show("Something is wrong: see above." if wrong else "All that is needed is in order.")
    return 1 if wrong else 0


def _examine(library: "Path | EngineAddress", *, quiet: bool) -> "Iterator[Finding]":
    from ui.upkeep.installation import (
        examine_home,
        examine_models,
        examine_packages,
        examine_tesseract,
    )
    from ui.upkeep.library_health import examine_environment, examine_library

    parts = (examine_packages, examine_home, examine_models, examine_tesseract, examine_environment)
    yield from chain.from_iterable(part() for part in parts)
    with progress("Checking", quiet=quiet) as move:
        yield from examine_library(library, on_progress=move)


def _shape(one: "Finding") -> dict[str, str | None]:
    return {"name": one.name, "state": one.state.value, "fact": one.fact, "remedy": one.remedy}
