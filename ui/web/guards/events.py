"""Stands before and behind every event of the page: what comes is checked, what is made noted."""

from contextvars import ContextVar
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import RequestError
from ui.web.guards.login import pages_of
from ui.web.guards.payloads import files_in, has_file, taken
from ui.web.guards.visitors import Visitor, VisitorFiles, visitor_of

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI
    from gradio.block_function import BlockFunction
    from gradio.blocks import Block
    from starlette.requests import Request
    from starlette.responses import Response


def guard_events(site: "FastAPI", app: "gradio.Blocks", files: VisitorFiles) -> None:
    """Let `app`, mounted in `site`, take only what its events take, and files of their visitors.

    Queued or not, by the page or by a program: Gradio handles every event in one place.
    """
    import gradio

    visiting: ContextVar[Visitor | None] = ContextVar("visiting", default=None)
    process, finish = app.process_api, app.postprocess_data

    async def process_checked(**event: Any) -> dict[str, Any]:  # noqa: ANN401 - Gradio's own
        try:
            visitor = _visitor_of(event["request"])
            # What goes on was checked when it began.
            if event["iterator"] is None:
                event["inputs"] = _checked(event, visitor, files)
            visiting.set(visitor)
            return await process(**event)
        except RequestError as error:
            raise gradio.Error(escape(str(error)), print_exception=False) from None

    async def finish_noted(*arguments: Any, **named: Any) -> list[Any]:  # noqa: ANN401
        made: list[Any] = await finish(*arguments, **named)
        if visitor := visiting.get():
            files.add_made(visitor, files_in(made))
        return made

    setattr(app, "process_api", process_checked)  # noqa: B010 - Gradio has no other way
    setattr(app, "postprocess_data", finish_noted)  # noqa: B010
    _refuse_unknown_events(site, app)


class _Events(dict[int, "BlockFunction"]):
    """The events by their numbers."""

    def __missing__(self, number: int) -> "BlockFunction":
        raise RequestError(f"There is no event {number}. Load the page anew.")


def _refuse_unknown_events(site: "FastAPI", app: "gradio.Blocks") -> None:
    """Say that there is no such event in `app`, mounted in `site`; Gradio would just fail."""
    from gradio.route_utils import FnIndexInferError
    from starlette.responses import JSONResponse

    async def refuse(_: "Request", error: Exception) -> "Response":
        known = isinstance(error, RequestError)
        reason = str(error) if known else "There is no function of this name."
        return JSONResponse({"error": reason, "detail": reason}, status_code=404)

    app.default_config.fns = _Events(app.default_config.fns)
    for page in pages_of(site):
        for kind in (RequestError, FnIndexInferError):
            page.add_exception_handler(kind, refuse)


def _visitor_of(request: Any) -> Visitor:  # noqa: ANN401 - Gradio's, or a list of them
    if isinstance(request, list):
        raise RequestError("Events are taken one at a time, not in batches.")
    return visitor_of(request.request, request.username)


def _checked(event: dict[str, Any], visitor: Visitor, files: VisitorFiles) -> list[Any]:
    state = event["state"]

    def block_of(block: "Block") -> "Block":
        found: Block = block if block.stateful else state.get(block._id, block)  # noqa: SLF001
        return found

    if has_file(getattr(event["event_data"], "_data", None)):
        raise RequestError("Files come in the part of the page that takes them, and nowhere else.")
    return taken(
        event["block_fn"],
        event["inputs"],
        block_of=block_of,
        owned=lambda path: files.is_uploaded(visitor, path),
    )
