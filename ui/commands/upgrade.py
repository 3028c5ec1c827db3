"""`footnote upgrade`: a library of an older version in the format of today."""

import argparse
from typing import TYPE_CHECKING

from corpus.identity import short_id
from ui.commands.common import add_json_option, open_library
from ui.console import print_json, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.care.upgrading import Upgrade
    from index.snapshot import PaperEntry

DESCRIPTION = (
    "Writes the library in the format of this version, as adding and removing papers does as "
    "well; older versions cannot read it any more. Papers get ids of 128 bits in the place of "
    "their first 48, where the library keeps the files that they came from. Ids that were "
    "written down before go on fitting. Vectors are written in fewer bytes, from those that are "
    "there; no source is needed."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Upgrade the library, and say what became of it."""
    from ui.json_shapes import upgrade_shape

    upgrade = open_library(options).upgrade()
    if options.json:
        print_json(upgrade_shape(upgrade))
    else:
        _show(upgrade)
    return 0


def _show(upgrade: "Upgrade") -> None:
    if upgrade.before != upgrade.now:
        show(f"The library had format {upgrade.before}, and has format {upgrade.now}.")
    else:
        show(f"The library has format {upgrade.now}, that of this version.")
    if upgrade.renamed:
        show(f"Papers that got whole ids: {len(upgrade.renamed)}.")
    if upgrade.recoded:
        show(f"Papers whose vectors take less room now: {upgrade.recoded}.")
    if upgrade.short:
        show("Papers whose ids stay short, until their files are added again:")
    _list(upgrade.short)
    if upgrade.unpaged:
        show(
            "Papers of PDFs that an older version read, without the pages of the files. To have "
            "them read anew, remove them (`footnote remove ID`) and add their files again:"
        )
    _list(upgrade.unpaged)


def _list(entries: "Sequence[PaperEntry]") -> None:
    for entry in entries:
        show(f"{short_id(entry.id)}  {entry.title} ({entry.source})", indent=2)
