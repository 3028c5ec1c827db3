"""`footnote users`: those who may sign in to the web chat."""

import argparse
import sys
from getpass import getpass
from pathlib import Path

from ui.accounts.users_file import VARIABLE, add_user, checked_name, read_users, remove_user
from ui.commands.common import add_common_options, add_json_option, add_users_option, users_file_of
from ui.commands.usage import UsageError
from ui.console import print_json, say, show

DESCRIPTION = (
    "Lists those who may sign in to the web chat. `footnote users add NAME` adds one, or gives one "
    "another password; `footnote users remove NAME` removes one, at once. Passwords are kept as "
    "hashes by scrypt, in a file that nobody else on the machine may read."
)
_ADD = (
    "Asks for the password twice, or takes it from standard input where that is no terminal. The "
    "file is made if it is missing."
)
_WHICH = "the file of users"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_users_option(parser, _WHICH)
    add_json_option(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    for name, summary, description in (
        ("add", "add a user, or give one another password", _ADD),
        ("remove", "remove a user", "Removes a user, who is signed out of running servers."),
    ):
        action = actions.add_parser(name, help=summary, description=description)
        action.add_argument("name", metavar="NAME")
        add_users_option(action, _WHICH, again=True)
        add_common_options(action, again=True)


def run(options: argparse.Namespace) -> int:
    """List, add or remove users."""
    file = users_file_of(options)
    if file is None:
        raise UsageError(f"name the file of users with --users FILE, or set {VARIABLE}")
    if options.action == "add":
        _add(file, options.name, quiet=options.quiet)
    elif options.action == "remove":
        remove_user(file, options.name)
        if not options.quiet:
            say(f"Removed {options.name} from {file}.")
    else:
        names = list(read_users(file))
        if options.json:
            print_json({"users": names})
        else:
            show("\n".join(names) or f"{file} has no users.")
    return 0


def _add(file: Path, name: str, *, quiet: bool) -> None:
    name = checked_name(name)
    new = add_user(file, name, _ask_password(name))
    if not quiet:
        said = f"Added {name} to {file}." if new else f"{name} has another password in {file}."
        say(said)


def _ask_password(name: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    password = getpass(f"Password for {name}: ")
    if getpass("Once more: ") != password:
        raise UsageError("the two passwords differ; nothing was changed")
    return password
