"""The command line: `footnote COMMAND …`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from corpus.errors import FootnoteError
from ui.commands.common import add_common_options
from ui.commands.usage import UsageError
from ui.console import say

COMMANDS = ("ask", "search", "chat", "add", "papers", "remove", "outline", "evaluate")
DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    options = build_parser().parse_args(arguments)
    try:
        status: int = import_module(f"ui.commands.{options.command}").run(options)
        sys.stdout.flush()
    except UsageError as error:
        say(f"footnote {options.command}: {error}")
        return WRONG_USAGE
    except FootnoteError as error:
        say(f"footnote {options.command}: {error}")
        return FAILED
    except KeyboardInterrupt:
        say("Interrupted. What was finished is kept.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone, as `head` does. Nothing is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="footnote",
        description="Answers questions about papers; every sentence has a footnote to the exact "
        "passage it rests on.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"ui.commands.{name}")
        command = commands.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.configure(command)
        add_common_options(command)
    return parser


def _version() -> str:
    return version("footnote-qa")


if __name__ == "__main__":
    sys.exit(main())
