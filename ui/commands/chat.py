"""`footnote chat`: the web chat."""

import argparse
import os
from typing import TYPE_CHECKING

from ui.accounts.users_file import VARIABLE
from ui.commands.common import (
    add_llm_options,
    add_users_option,
    llm_of,
    open_library,
    positive,
    users_file_of,
)
from ui.commands.usage import UsageError
from ui.console import say
from ui.web.address import allowed_hosts
from ui.web.page.limits import UPLOAD_MEGABYTES

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

    from ui.accounts.accounts import Accounts

DESCRIPTION = (
    "Serves the web chat until Ctrl-C: answers with footnotes to click, their sources beside "
    "them, and the outline of the paper."
)
PASSWORD_VARIABLE = "FOOTNOTE_AUTH"  # noqa: S105 - the name of a variable, not a password


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="default: 127.0.0.1")
    parser.add_argument("--port", type=_port, default=7860, metavar="P", help="default: 7860")
    parser.add_argument(
        "--public-host",
        type=_public_host,
        action="append",
        default=[],
        metavar="NAME",
        help="another name, or NAME:PORT, that visitors reach the page by, such as that of a proxy "
        "or a tunnel; may be given several times",
    )
    _add_proxy_options(parser)
    parser.add_argument(
        "--auth",
        type=_credentials,
        metavar="USER:PASSWORD",
        help=f"ask visitors for a password (better: set {PASSWORD_VARIABLE}, which no process "
        "list shows)",
    )
    parser.add_argument(
        "--max-upload",
        type=positive,
        default=UPLOAD_MEGABYTES,
        metavar="MB",
        help=f"megabytes that may be uploaded at once (default: {UPLOAD_MEGABYTES})",
    )
    add_users_option(parser, "ask visitors for the name and the password of one of these users")
    add_llm_options(parser)


def _add_proxy_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("behind a proxy", "docs/serving.md has the proxy's part.")
    group.add_argument(
        "--root-path",
        type=_root_path,
        default="",
        metavar="PATH",
        help="the path under which the proxy serves the page, such as /papers",
    )
    group.add_argument(
        "--forwarded-from",
        type=_network,
        action="append",
        default=[],
        metavar="ADDRESS",
        help="the address or network of the proxy whose X-Forwarded-For, -Proto and -Host are "
        "believed, such as 127.0.0.1; may be given several times (default: nobody's)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve the web chat until it is interrupted."""
    from ui.web.guards.proxies import Proxies
    from ui.web.serving.server import serve

    llm = llm_of(options)
    accounts = _accounts(options)
    if accounts is None and not allowed_hosts(options.host) and not options.quiet:
        say(
            f"Whoever can reach {options.host} can use this library. Make a file of "
            "users with `footnote users add NAME --users FILE` and give `--users FILE`, or set "
            f"{PASSWORD_VARIABLE} to USER:PASSWORD, to ask for a password."
        )
    serve(
        lambda: open_library(options, llm=llm),
        host=options.host,
        port=options.port,
        public_hosts=options.public_host,
        proxies=Proxies(options.root_path, frozenset(options.forwarded_from)),
        accounts=accounts,
        upload_megabytes=options.max_upload,
    )
    return 0


def _accounts(options: argparse.Namespace) -> "Accounts | None":
    """Return who may sign in: options count more than the environment."""
    from ui.accounts.accounts import SharedPassword, Users

    named = options.users is not None, options.auth is not None
    environment = bool(os.environ.get(VARIABLE)), bool(os.environ.get(PASSWORD_VARIABLE))
    if all(named) or (not any(named) and all(environment)):
        raise UsageError(
            f"--users and --auth, or {VARIABLE} and {PASSWORD_VARIABLE}, are two ways to sign in; "
            "give one of them"
        )
    auth = options.auth or (None if any(named) else _credentials_of_environment())
    if auth is not None:
        return SharedPassword(*auth)
    file = users_file_of(options)
    return Users(file) if file is not None else None


def _credentials_of_environment() -> tuple[str, str] | None:
    text = os.environ.get(PASSWORD_VARIABLE)
    if not text:
        return None
    try:
        return _credentials(text)
    except argparse.ArgumentTypeError as error:
        raise UsageError(f"{PASSWORD_VARIABLE} is not usable: {error}") from None


def _port(text: str) -> int:
    highest = 65535
    if not text.isdecimal() or not 0 < int(text) <= highest:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to {highest}")
    return int(text)


def _public_host(text: str) -> str:
    from ui.web.guards.names import public_name

    try:
        public_name(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def _root_path(text: str) -> str:
    from ui.web.guards.proxies import root_path

    try:
        return root_path(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _network(text: str) -> "IPv4Network | IPv6Network":
    from ui.web.guards.proxies import believed_network

    try:
        return believed_network(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _credentials(text: str) -> tuple[str, str]:
    user, colon, password = text.partition(":")
    if not (user and colon and password):
        raise argparse.ArgumentTypeError("it must have the form USER:PASSWORD")
    return user, password
