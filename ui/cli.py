"""The command line: `footnote COMMAND …`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

from corpus.errors import FootnoteError
from ui.commands import SUMMARIES
from ui.commands.common import add_common_options
from ui.commands.usage import UsageError
from ui.console import discard_output, say, show

COMMANDS = tuple(SUMMARIES)
DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
DEBUG_VARIABLE = "FOOTNOTE_DEBUG"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; whatever goes wrong becomes a message.

    With `FOOTNOTE_DEBUG` set, its traceback comes before the message.
    """
    # Read when NumPy is first imported. A question's products are so small that threads, which
    # wait for each other on a busy machine, only make them slower.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        say("Interrupted. What was finished is kept.")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has enough, as `head` does
        discard_output()
        return DONE
    except UsageError as error:
        _say_why(error, str(error))
        return WRONG_USAGE
    except FootnoteError as error:
        _say_why(error, str(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - what nobody foresaw becomes a message as well
        _say_why(error, _explanation(error))
        return FAILED
    return status


def _say_why(error: Exception, message: str) -> None:
    if os.environ.get(DEBUG_VARIABLE):
        from traceback import format_exception

        say("".join(format_exception(error)))
    say(f"footnote: {message}")


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = build_parser().parse_args(arguments)
    except SystemExit as wish:  # the parser has said why
        return wish.code if isinstance(wish.code, int) else FAILED
    status: int = import_module(f"ui.commands.{options.command}").run(options)
    return status


def _explanation(error: Exception) -> str:
    if isinstance(error, OSError):
        discard_output()
        return f"{error}. Check the disk, the permissions, and where the output goes."
    return (
        f"Something went wrong that should not have ({type(error).__name__}: {error}). What was "
        f"finished is kept. Set {DEBUG_VARIABLE}=1 and run it again to see where, and report it."
    )


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="footnote",
        description="Answers questions about papers; every sentence has a footnote to the exact "
        "passage it rests on.",
        epilog="`footnote COMMAND --help` tells more. With --json, standard output is one JSON "
        "document. Exit status: 0 done (an answer may be that the paper has none), 1 an error, "
        "2 wrong usage, 3 an evaluation below --fail-under.",
    )
    parser.add_argument("--version", action=_Version, help="print the version and exit")
    add_common_options(parser)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=_CommandParser
    )
    for name, summary in SUMMARIES.items():
        commands.add_parser(name, help=summary).loads(f"ui.commands.{name}")
    return parser


class _CommandParser(argparse.ArgumentParser):
    """The parser of a command, whose module is loaded when there is something to parse."""

    _module: str | None = None

    def loads(self, module: str) -> None:
        """Take the description and the arguments from a module, once they are needed."""
        self._module = module

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - argparse's own
        """Parse, after the module has told what there is to parse."""
        if self._module is not None:
            module, self._module = import_module(self._module), None
            self.description = module.DESCRIPTION
            module.configure(self)
            add_common_options(self, again=True)
        return super().parse_known_args(args, namespace)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that takes time."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version."""
        show(f"footnote {version('footnote-qa')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
