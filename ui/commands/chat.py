"""`footnote chat`: the web chat."""

import argparse
import os

from ui.commands.common import open_library

SUMMARY = "start the web chat"
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
        "--auth",
        type=_credentials,
        metavar="USER:PASSWORD",
        help=f"ask visitors for a password (better: set {PASSWORD_VARIABLE}, which no process "
        "list shows)",
    )


def run(options: argparse.Namespace) -> int:
    """Serve the web chat until it is interrupted."""
    from ui.web.server import serve

    auth = options.auth
    if auth is None and (from_environment := os.environ.get(PASSWORD_VARIABLE)):
        auth = _credentials(from_environment)
    serve(lambda: open_library(options), host=options.host, port=options.port, auth=auth)
    return 0


def _port(text: str) -> int:
    highest = 65535
    if not text.isdecimal() or not 0 < int(text) <= highest:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to {highest}")
    return int(text)


def _credentials(text: str) -> tuple[str, str]:
    user, colon, password = text.partition(":")
    if not (user and colon and password):
        raise argparse.ArgumentTypeError("it must have the form USER:PASSWORD")
    return user, password
