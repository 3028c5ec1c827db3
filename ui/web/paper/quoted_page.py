"""The page of a PDF that prints a quote, sent when a visitor opens it beside its source.

``GET /pages/PAPER_ID?start=…&end=…`` gives the images of the pages with the quote boxed, as HTML
to put into the page; ``GET /pages?paper=…`` says which of some papers have such images.
"""

import logging
import re
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError, LibraryError, UnknownPaper
from corpus.paper import Paper, Span
from ui.markup import attribute, notice_line, shown
from ui.web.page.limits import (
    MOST_PAGES_WAITING,
    PAGES_AT_ONCE,
    PAGES_KEPT,
    PAPERS_ASKED,
    QUOTE_CHARACTERS,
)
from ui.web.page.unforeseen import describe_unforeseen
from ui.web.work.limiter import Limiter

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

    from corpus.quotes.page_images import Box, PageImage
    from qa.workspace import Workspace

PATH = "/pages"
_AROUND = 300
"""Characters on each side of a quote that tell it from others of the same words."""
_OFFSET = re.compile(r"[0-9]{1,9}\Z")
_UNFORESEEN = describe_unforeseen()
_NO_ORIGINAL = (
    "The library keeps no PDF of this paper, so it has no pages to show. If it came from one, "
    "add the same file again."
)
_NOT_FOUND = "The quote was not found on the pages of the file."
_CROWDED = "Too many pages are waiting to be drawn. Close this and open it again in a minute."
_log = logging.getLogger(__name__)


def add_page_images(site: "FastAPI", workspace: "Workspace") -> None:
    """Serve the pages of papers.

    Comes before Gradio is mounted, which takes every path that is left.
    """
    from anyio import to_thread
    from starlette.responses import HTMLResponse, JSONResponse

    drawing = Limiter(at_once=PAGES_AT_ONCE, most_waiting=MOST_PAGES_WAITING)
    draw = lru_cache(maxsize=PAGES_KEPT)(partial(_draw, workspace))
    private = {"Cache-Control": "no-store"}

    async def list_shown(request: "Request") -> "Response":
        asked = request.query_params.getlist("paper")[:PAPERS_ASKED]
        known = await to_thread.run_sync(_with_original, workspace, asked)
        return JSONResponse(known, headers=private)

    async def show(request: "Request") -> "Response":
        if drawing.full:
            return HTMLResponse(notice_line(_CROWDED), status_code=503, headers=private)
        page = partial(_show, workspace, draw, request.path_params["paper"], _span(request))
        status, html = await drawing.run(page)
        return HTMLResponse(html, status_code=status, headers=private)

    for path, handle in ((PATH, list_shown), (f"{PATH}/{{paper}}", show)):
        site.add_route(path, handle, methods=["GET"])


def _with_original(workspace: "Workspace", papers: "list[str]") -> "list[str]":
    return [paper for paper in papers if _has_pages(workspace, paper)]


def _has_pages(workspace: "Workspace", paper: str) -> bool:
    with suppress(FootnoteError):
        return workspace.originals.has_pages(workspace.entry(paper).id)
    return False


def _span(request: "Request") -> Span | None:
    start, end = (request.query_params.get(name, "") for name in ("start", "end"))
    return Span(int(start), int(end)) if _OFFSET.match(start) and _OFFSET.match(end) else None


def _show(
    workspace: "Workspace",
    draw: Callable[[str, Span], str],
    paper_id: str,
    span: Span | None,
) -> tuple[int, str]:
    """Return the status of an answer, and the pages or the reason why there are none."""
    try:
        paper = workspace.paper(paper_id)
        if span is None or not is_quote(span, len(paper.text)):
            return 404, notice_line("The paper has no such characters.")
        return 200, draw(paper.id, span)
    except UnknownPaper:
        return 404, notice_line("The library does not have this paper any more.")
    except FootnoteError as error:
        return 200, notice_line(str(error))
    except Exception:  # noqa: BLE001  # The page must come back from whatever PDFium raises.
        _log.exception("The page was not drawn")
        return 500, notice_line(_UNFORESEEN)


def is_quote(span: Span, characters: int) -> bool:
    """Whether a paper of so many characters has the span, and it is no longer than a quote."""
    return span.start < span.end <= min(characters, span.start + QUOTE_CHARACTERS)


def _draw(workspace: "Workspace", paper_id: str, span: Span) -> str:
    from corpus.quotes.page_images import draw_quote

    originals = workspace.originals
    data = originals.read(paper_id) if originals.has_pages(paper_id) else None
    if data is None:
        raise LibraryError(_NO_ORIGINAL)
    paper = workspace.paper(paper_id)
    start = max(span.start - _AROUND, 0)
    images = draw_quote(
        data,
        Path(paper.source),
        text=paper.text[start : span.end + _AROUND],
        quote=Span(span.start - start, span.end - start),
        how_far=span.start / len(paper.text),
        recognised=workspace.recognised.pages(paper.id),
    )
    pages = "".join(render_page_image(paper, image, start=start) for image in images)
    return pages or notice_line(_NOT_FOUND)


def render_page_image(paper: Paper, image: "PageImage", *, start: int) -> str:
    """Return a page as HTML: its image, the boxes over it, and which page it is.

    `start` is where the text that the image was drawn for begins in the paper.
    """
    label = page_name(paper, image, start=start)
    width, height = image.size
    source = f"data:image/png;base64,{b64encode(image.png).decode('ascii')}"
    alt = f"{label} of {paper.title} as it is printed, with a box around the quote"
    return (
        f'<figure class="leaf"><div class="window" tabindex="0" role="group"'
        f' aria-label="{attribute(label)}"><div class="sheet">'
        f'<img src="{source}" width="{width}" height="{height}" alt="{attribute(alt)}">'
        f"{''.join(map(_box, image.boxes))}</div></div>"
        f"<figcaption>{shown(label)}</figcaption></figure>"
    )


def page_name(paper: Paper, image: "PageImage", *, start: int) -> str:
    """Name a page by its printed number, or else by its place in the file."""
    number = paper.page_at(start + image.first)
    if number is not None:
        return f"Page {number}"
    return f"Page {image.number + 1} of the {image.count} in the file"


def _box(box: "Box") -> str:
    sides = {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
    style = "; ".join(f"{name}: {100 * share:.2f}%" for name, share in sides.items())
    return f'<span class="box" style="{style}"></span>'
