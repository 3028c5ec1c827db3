"""The page as a web application that a server can run."""

import atexit
import os
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from ui.web.app import build_app
from ui.web.guard import PageGuard
from ui.web.limits import MEGABYTE, UPLOAD_MEGABYTES
from ui.web.page_image import add_page_images
from ui.web.theme import build_theme
from ui.web.tools import ToolsGuard, add_missing_tools, has_tools, serve_tools
from ui.web.uploads import UploadGuard

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.workspace import Workspace

_FOLDER = Path(__file__).parent


def build_site(
    workspace: "Workspace",
    *,
    hosts: Sequence[str] = (),
    auth: tuple[str, str] | None = None,
    upload_megabytes: int = UPLOAD_MEGABYTES,
) -> "FastAPI":
    """Build the application over `workspace`.

    With `hosts`, a request that names another host is refused: a page elsewhere must
    not reach a server on this machine by giving it a name of its own. With `auth`, a
    user name and a password, visitors are asked for them. `upload_megabytes` bounds what
    one upload may bring.
    """
    # Read when Gradio is imported: it must neither report on its use nor ask for news.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # Gradio serves what is in this folder; by default it is one of all its programs.
    os.environ["GRADIO_TEMP_DIR"] = uploads = mkdtemp(prefix="footnote-")
    atexit.register(rmtree, uploads, ignore_errors=True)
    import gradio
    from fastapi import FastAPI
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.add_middleware(UploadGuard, most_megabytes=upload_megabytes)
    site.add_middleware(PageGuard)
    if hosts:
        site.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    if auth:
        site.add_middleware(ToolsGuard, auth=auth)
    add_page_images(site, workspace, login=auth is not None)
    if not has_tools():
        add_missing_tools(site)
    app = build_app(workspace)
    gradio.mount_gradio_app(
        site,
        app,
        path="/",
        auth=auth,
        theme=build_theme(),
        css_paths=[_FOLDER / "style.css", _FOLDER / "panes.css"],
        js=(_FOLDER / "page.js").read_text(encoding="utf-8"),
        favicon_path=str(_FOLDER / "favicon.svg"),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=has_tools(),
        show_error=False,
        max_file_size=upload_megabytes * MEGABYTE,
    )
    serve_tools(app, workspace)
    return site
