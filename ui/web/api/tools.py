"""The tools of the web chat, over HTTP.

Gradio mounts their server under ``/gradio_api/mcp``. It would call them through its own API over
the network, without the visitor's password, and give what they return as Python prints it; so the
server's name, tools and calls are our own.
"""

from typing import TYPE_CHECKING

from ui.web.api.programs import make_programs
from ui.web.api.tool_server import offer_tools

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI
    from starlette.requests import Request

    from qa.workspace import Workspace

PATH = "/gradio_api/mcp"
_MISSING = (
    "The tools of this server need the package mcp, which is not installed. In the folder of "
    "Footnote, run `.venv/bin/python -m pip install -c constraints.txt -e '.[mcp]'`, and start the "
    "server again.\n"
)


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
    if app.mcp_server_obj is not None:
        offer_tools(app.mcp_server_obj.mcp_server, make_programs(workspace))
