"""Arguments as programs send them to a function: by name, or some in order; defaults for the rest.

    POST /gradio_api/run/ask {"question": "Which port is in Gwadar?"}
    POST /gradio_api/run/ask {"data": ["Which port is in Gwadar?"]}

Gradio wants a value for each.
"""

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpus.errors import RequestError
from ui.web.api.descriptions import Description
from ui.web.guards.bodies import read_body, replayed
from ui.web.guards.refusing import refuse
from ui.web.page.limits import BODY_MEGABYTES, MEGABYTE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_CALL = re.compile(r"/gradio_api/(?:run|call)/([^/]+)/?")
_NOT_WHOLE = 422


class NamedArguments:
    """An ASGI layer that completes what is sent to functions, or says what is missing of it."""

    def __init__(self, app: "ASGIApp", *, descriptions: Iterable[Description]) -> None:
        """Wrap `app`, which has the functions described."""
        self._app = app
        self._descriptions = {one.name: one for one in descriptions}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, completed if it calls a function."""
        call = _CALL.fullmatch(scope["path"]) if scope["type"] == "http" else None
        called = self._descriptions.get(call[1]) if call else None
        if called is None or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        body = await read_body(scope, receive, most_bytes=BODY_MEGABYTES * MEGABYTE)
        if body is None:
            return
        try:
            whole = json.dumps(_completed(called, body)).encode("ascii")
        except RequestError as error:
            reason = str(error)
            await refuse(scope, receive, send, status=_NOT_WHOLE, reason=reason)
        else:
            changed = {b"content-length": str(len(whole)).encode("ascii")}
            if not body:
                changed[b"content-type"] = b"application/json"
            await self._app(_with_headers(scope, changed), replayed(whole, receive), send)


def _completed(called: Description, body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body or b"{}")
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        example = json.dumps(dict.fromkeys(called.schema["required"], "…"), ensure_ascii=False)
        raise RequestError(f"The request is no JSON object of arguments, such as {example}.")
    if "data" not in sent:
        return {"data": called.line_up(sent)}
    values = sent["data"]
    return {**sent, "data": called.line_up(values) if isinstance(values, list) else values}


def _with_headers(scope: "Scope", changed: dict[bytes, bytes]) -> "Scope":
    others = [header for header in scope["headers"] if header[0] not in changed]
    return {**scope, "headers": [*others, *changed.items()]}
