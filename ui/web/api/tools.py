"""The functions of `ui.web.api.programs` as tools of the Model Context Protocol (MCP).

Gradio mounts the server under ``/gradio_api/mcp`` and describes the tools. It would call them
through its own API over the network, without the visitor's password, and give what they return
as Python prints it; so the calls are taken over here, and give JSON.
"""

import json
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError
from ui.web.api.programs import make_programs
from ui.web.page.limits import MOST_TOOLS_WAITING, TOOLS_AT_ONCE
from ui.web.work.limiter import Limiter

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI
    from mcp import types
    from starlette.requests import Request

    from qa.workspace import Workspace

PATH = "/gradio_api/mcp"
_MISSING = (
    "The tools of this server need the package mcp, which is not installed. In the folder of "
    "Footnote, run `.venv/bin/python -m pip install -c constraints.txt -e '.[mcp]'`, and start the "
    "server again.\n"
)


def has_tools() -> bool:
    """Whether the package that speaks the protocol is installed: ``footnote-qa[mcp]``."""
    try:
        return find_spec("mcp") is not None
    except ValueError:  # it is kept from being imported
        return False


def add_missing_tools(site: "FastAPI") -> None:
    """Say what is missing at the address where the tools would be.

    Comes before Gradio is mounted, which takes every path that is left.
    """
    from starlette.responses import PlainTextResponse

    async def refuse(_: "Request") -> PlainTextResponse:
        return PlainTextResponse(_MISSING, status_code=501)

    for path in (PATH, f"{PATH}/{{rest:path}}"):
        site.add_route(path, refuse, methods=["GET", "POST", "DELETE"])


def serve_tools(app: "gradio.Blocks", workspace: "Workspace") -> None:
    """Answer calls of the tools of `app`, once it is mounted with its MCP server."""
    if app.mcp_server_obj is None:
        return
    from mcp.types import TextContent

    programs = make_programs(workspace)
    asked = Limiter(at_once=TOOLS_AT_ONCE, most_waiting=MOST_TOOLS_WAITING)

    async def call(
        name: str, arguments: dict[str, Any]
    ) -> "tuple[list[types.ContentBlock], dict[str, Any]]":
        if name not in programs:
            raise FootnoteError(f"There is no tool {name!r}. There are: {', '.join(programs)}.")
        if asked.full:
            raise FootnoteError("Too many questions are waiting. Ask again in a minute.")
        program = partial(programs[name], **arguments)
        document = await asked.run(program)
        text = json.dumps(document, ensure_ascii=False, indent=2)
        return [TextContent(type="text", text=text)], document

    app.mcp_server_obj.mcp_server.call_tool()(call)
