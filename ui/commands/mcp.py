"""`footnote mcp`: the tools of assistants, over standard input and output."""

import argparse
import os
import signal
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TextIO

from corpus.errors import FootnoteError
from corpus.installing import extra_command
from ui.commands.common import open_library
from ui.console import say

if TYPE_CHECKING:
    from ui.web.api.programs import Program

DESCRIPTION = (
    "Offers ask, search, outline, papers, cite and add as tools to the assistant that starts it, "
    "by the Model Context Protocol over standard input and output. It runs as you do: the tool add "
    "reads whatever file of yours the assistant names."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Take no arguments: the common options say which library."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Answer the assistant until it ends."""
    from ui.web.api.tool_server import has_tools

    if not has_tools():
        raise FootnoteError(
            "The tools need the package mcp, which is not installed. Install it with "
            f"`{extra_command('mcp')}`."
        )
    heard, said = _take_over_streams()
    from ui.web.api.local_programs import make_local_programs

    workspace = open_library(options)
    if not options.quiet:
        say(f"Footnote offers its tools over {workspace.library.name}.")
    _answer(make_local_programs(workspace), heard, said)
    return 0


def _take_over_streams() -> tuple[TextIO, TextIO]:
    """Return what leads from the assistant and to it, which nothing else reads or prints to.

    A library, or a process that reads a file, that printed a line would break the conversation:
    it goes to standard error.
    """
    heard = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8", errors="replace")
    said = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return heard, said


def _answer(programs: "Mapping[str, Program]", heard: TextIO, said: TextIO) -> None:
    """Serve until nothing more is heard."""
    import anyio
    from mcp.server.lowlevel import Server
    from mcp.server.stdio import stdio_server

    from ui.web.api.tool_server import NAME, offer_tools

    server: Server[Any] = Server(NAME)
    offer_tools(server, programs)

    async def converse() -> None:
        streams = stdio_server(anyio.wrap_file(heard), anyio.wrap_file(said))
        async with streams as (requests, replies):
            await server.run(requests, replies, server.create_initialization_options())

    # A thread waits for the next line and would keep Ctrl-C waiting too; what was added is kept.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(converse)
