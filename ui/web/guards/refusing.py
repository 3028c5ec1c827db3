"""Answers to requests that are not passed on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

TOO_SLOW = 408


async def refuse(
    scope: "Scope",
    receive: "Receive",
    send: "Send",
    *,
    status: int,
    reason: str | Mapping[str, str | None],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer with a status and the reason, in JSON as Gradio's page and clients expect.

    What is still coming is taken off the connection for a while, so that the visitor sees the
    answer; who was too slow is not waited for again.
    """
    from starlette.responses import JSONResponse

    if status == TOO_SLOW:
        headers = {**(headers or {}), "Connection": "close"}
    response = JSONResponse({"detail": reason}, status_code=status, headers=headers)
    await response(scope, receive, send)


async def refuse_form(request: "Request", error: Exception) -> "Response":  # noqa: ARG001
    """Answer a request that lacks what its route takes, without repeating what it has."""
    from starlette.responses import JSONResponse

    return JSONResponse({"detail": "This is not what this address takes."}, status_code=422)
