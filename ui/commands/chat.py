"""`footnote chat`: the web chat."""

import argparse
import os

from ui.commands.common import add_llm_options, llm_of, open_library, positive
from ui.commands.usage import UsageError
from ui.console import say
from ui.web.address import allowed_hosts
from ui.web.page.limits import UPLOAD_MEGABYTES

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
    add_llm_options(parser)


def run(options: argparse.Namespace) -> int:
    """Serve the web chat until it is interrupted."""
    from ui.web.serving.server import serve

    llm = llm_of(options)
    auth = options.auth or _credentials_of_environment()
    if auth is None and not allowed_hosts(options.host) and not options.quiet:
        say(
            f"Whoever can reach {options.host} can use this library. Set {PASSWORD_VARIABLE} to "
            "USER:PASSWORD to ask for a password."
        )
    serve(
        lambda: open_library(options, llm=llm),
        host=options.host,
        port=options.port,
        public_hosts=options.public_host,
        auth=auth,
        upload_megabytes=options.max_upload,
    )
    return 0


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


def _credentials(text: str) -> tuple[str, str]:
    user, colon, password = text.partition(":")
    if not (user and colon and password):
        raise argparse.ArgumentTypeError("it must have the form USER:PASSWORD")
    return user, password
