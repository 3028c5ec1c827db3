"""The page as a web application that a server can run."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.web.app import build_app
from ui.web.guard import PageGuard
from ui.web.theme import build_theme

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ui.workspace import Workspace

_FOLDER = Path(__file__).parent


def build_site(
    workspace: "Workspace", *, hosts: Sequence[str] = (), auth: tuple[str, str] | None = None
) -> "FastAPI":
    """Build the application over `workspace`.

    With `hosts`, a request that names another host is refused: a page elsewhere must
    not reach a server on this machine by giving it a name of its own. With `auth`, a
    user name and a password, visitors are asked for them.
    """
    # Read when Gradio is imported: it must neither report on its use nor ask for news.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio
    from fastapi import FastAPI
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.add_middleware(PageGuard)
    if hosts:
        site.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    gradio.mount_gradio_app(
        site,
        build_app(workspace),
        path="/",
        auth=auth,
        theme=build_theme(),
        css_paths=_FOLDER / "style.css",
        js=(_FOLDER / "page.js").read_text(encoding="utf-8"),
        favicon_path=str(_FOLDER / "favicon.svg"),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        show_error=False,
        # Gradio takes uploads from anyone; nothing on the page needs them.
        max_file_size="1kb",
    )
    return site
