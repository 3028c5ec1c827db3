"""Stands before and behind every event of the page: what comes is checked, what is made noted."""

from contextvars import ContextVar
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import RequestError
from ui.web.payloads import files_in, has_file, taken
from ui.web.visitors import Visitor, VisitorFiles, visitor_of

if TYPE_CHECKING:
    import gradio
    from gradio.blocks import Block


def guard_events(app: "gradio.Blocks", files: VisitorFiles) -> None:
    """Let `app` take nothing but what its events take, and files of their visitors alone.

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


def _visitor_of(request: Any) -> Visitor:  # noqa: ANN401 - Gradio's, or a list of them
    if isinstance(request, list):
        raise RequestError("Events are taken one at a time, not in batches.")
    return visitor_of(request.request, request.username)


def _checked(event: dict[str, Any], visitor: Visitor, files: VisitorFiles) -> list[Any]:
    state = event["state"]

    def block_of(block: "Block") -> "Block":
        found: Block = state[block._id] if block._id in state else block  # noqa: SLF001
        return block if block.stateful else found

    if has_file(getattr(event["event_data"], "_data", None)):
        raise RequestError("Files come in the part of the page that takes them, and nowhere else.")
    return taken(
        event["block_fn"],
        event["inputs"],
        block_of=block_of,
        owned=lambda path: files.is_uploaded(visitor, path),
    )
