"""`footnote config`: what is set, and from where."""

import argparse

from ui.commands.common import add_json_option
from ui.console import print_json, show, show_table
from ui.printed import Table

DESCRIPTION = (
    "Prints what Footnote works with, and what says so: the library, the model, the reader, "
    "environment variables, versions. Passwords and keys are not told. Nothing is changed."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the configuration."""
    from ui.upkeep.configuration import (
        Options,
        environment_in_force,
        settings_in_force,
        versions_in_force,
    )

    asked = Options(options.library, options.model, options.reader, options.settings)
    settings = list(settings_in_force(asked))
    environment, versions = environment_in_force(), versions_in_force()
    if options.json:
        print_json(
            {
                "settings": {
                    one.name: {"value": one.value, "source": one.source} for one in settings
                },
                "environment": environment,
                "versions": versions,
            }
        )
        return 0
    rows = [(one.name, one.value, one.source) for one in settings]
    show_table(Table(("setting", "value", "set by"), tuple(rows)))
    show()
    show_table(Table(("variable", "value"), tuple(environment.items()) or (("none", ""),)))
    show()
    show_table(Table(("what", "version"), tuple(versions.items())))
    return 0
