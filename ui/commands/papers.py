"""`footnote papers`: what the library holds, and what papers are called."""

import argparse
from typing import TYPE_CHECKING

from corpus.formats.names import split_names
from corpus.identity import short_id
from ui.commands.common import add_common_options, add_json_option, open_library
from ui.commands.usage import UsageError
from ui.console import print_json, say, show_lines
from ui.printed import papers_lines

if TYPE_CHECKING:
    from index.corrections import Correction

DESCRIPTION = (
    "Lists the papers of the library with their ids, in the order in which they were added. A "
    "new library has the paper that comes with Footnote. `footnote papers set` corrects what a "
    "paper is called."
)
_SET = (
    'Corrects what Footnote read of a paper: title="…", authors="Ann Lee; Jan Roe", year=1999. '
    "It stays so when the paper is added anew or the library is brought up to date."
)
_FIELDS = ("title", "authors", "year")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_json_option(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    corrected = actions.add_parser("set", help="correct title, authors or year", description=_SET)
    corrected.add_argument("paper", metavar="ID")
    corrected.add_argument("fields", nargs="+", type=_field, metavar="FIELD=VALUE")
    add_common_options(corrected, again=True)


def run(options: argparse.Namespace) -> int:
    """List the papers, or correct one."""
    return _correct(options) if options.action == "set" else _list(options)


def _list(options: argparse.Namespace) -> int:
    entries = open_library(options).entries()
    if options.json:
        from ui.json_shapes import papers_shape

        print_json(papers_shape(entries))
    else:
        show_lines(papers_lines(entries))
    return 0


def _correct(options: argparse.Namespace) -> int:
    correction = _correction(dict(options.fields))
    entry = open_library(options).correct(options.paper, correction)
    if not options.quiet:
        said = ", ".join(f"{name}: {value}" for name, value in options.fields)
        say(f"Corrected {short_id(entry.id)} ({entry.title}). {said}")
        if correction.title is not None:
            say(
                "Searches still know its passages by the title before. To have them indexed under "
                f"the new one, remove {short_id(entry.id)} and add the file again."
            )
    return 0


def _correction(fields: dict[str, str]) -> "Correction":
    from index.corrections import Correction

    authors = tuple(split_names(fields["authors"])) if "authors" in fields else None
    return Correction(fields.get("title"), authors, _year(fields.get("year")))


def _year(text: str | None) -> int | None:
    if text is not None and not (text.isdecimal() and len(text) <= len("1999")):
        raise UsageError(f"{text!r} is no year. Write it like 1999.")
    return None if text is None else int(text)


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    value = " ".join(value.split())
    if name not in _FIELDS or not equals or not value:
        raise argparse.ArgumentTypeError(
            f"{text!r} is none of {', '.join(f'{field}=…' for field in _FIELDS)}"
        )
    return name, value
