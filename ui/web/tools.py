"""The functions of `ui.web.programs` as tools of the Model Context Protocol (MCP).

Gradio mounts the server under ``/gradio_api/mcp`` and describes the tools. It would call them
through its own API over the network, without the visitor's password, and give what they return
as Python prints it; so the calls are taken over here, and give JSON.
"""

import json
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from corpus.errors import FootnoteError
from ui.web.bounded import Bounded
from ui.web.limits import MOST_TOOLS_WAITING, TOOLS_AT_ONCE
from ui.web.programs import make_programs

if TYPE_CHECKING:
    import gradio
    from mcp import types

    from ui.workspace import Workspace

PATH = "/gradio_api/mcp"


def has_tools() -> bool:
    """Tell whether the package that speaks the protocol is installed: ``footnote-qa[mcp]``."""
    return find_spec("mcp") is not None


def serve_tools(app: "gradio.Blocks", workspace: "Workspace") -> None:
    """Answer calls of the tools of `app`, once it is mounted with its MCP server."""
    if app.mcp_server_obj is None:
        return
    from mcp.types import TextContent

    programs = make_programs(workspace)
    asked = Bounded(at_once=TOOLS_AT_ONCE, most_waiting=MOST_TOOLS_WAITING)

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
