"""The page as a web application that a server can run."""

import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.installing import PACKAGE
from index.encoding.environment import silence_libraries
from index.encoding.http_variables import without_http_variables
from ui.web.api.descriptions import describe
from ui.web.api.openapi import add_openapi
from ui.web.api.programs import make_programs
from ui.web.api.tool_server import NAME, has_tools
from ui.web.api.tools import add_missing_tools, serve_tools
from ui.web.app import build_app
from ui.web.guards.arguments import NamedArguments
from ui.web.guards.bodies import BodyGuard
from ui.web.guards.events import guard_events
from ui.web.guards.names import ServedNames, served_names
from ui.web.guards.origins import OriginGuard
from ui.web.guards.owners import OwnerGuard
from ui.web.guards.page_guard import PageGuard
from ui.web.guards.proxies import ForwardedGuard, Proxies, ProxyGuard
from ui.web.guards.refusing import refuse_form
from ui.web.guards.routes import ServedRoutes
from ui.web.guards.sign_in import SignInGuard
from ui.web.guards.upload_folder import open_upload_folder
from ui.web.guards.uploads import UploadGuard
from ui.web.guards.visitors import VisitorFiles, VisitorGuard
from ui.web.page.compression import CompressedPage
from ui.web.page.limits import MEGABYTE, UPLOAD_MEGABYTES
from ui.web.page.places import Places
from ui.web.page.script import page_script
from ui.web.page.theme import build_theme
from ui.web.paper.quoted_page import add_page_images

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa.workspace import Workspace
    from ui.accounts.accounts import Accounts

_ASSETS = Path(__file__).parents[1] / "assets"
_NO_PROXY = Proxies()
_SYSTEM = ("/dev", "/etc", "/proc", "/sys")


def build_site(
    workspace: "Workspace",
    *,
    names: ServedNames | None = None,
    proxies: Proxies = _NO_PROXY,
    accounts: "Accounts | None" = None,
    upload_megabytes: int = UPLOAD_MEGABYTES,
) -> "FastAPI":
    """Build the application over `workspace`.

    It goes by `names`, by those of this machine without any: under other names, and for pages
    of others, it does nothing. `proxies` tells what stands before it. With `accounts`,
    visitors are asked for a name and a password. `upload_megabytes` bounds what one upload may
    bring.
    """
    silence_libraries()
    # Gradio serves what is in this folder; by default it is one of all its programs.
    os.environ["GRADIO_TEMP_DIR"] = str(uploads := open_upload_folder())
    # As it is imported it makes HTTP clients, which ask nobody anything.
    with without_http_variables():
        import gradio
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError

    described = [describe(program) for program in make_programs(workspace).values()]
    ours = {"title": NAME, "version": version(PACKAGE)}
    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.title, site.version = ours["title"], ours["version"]
    files = VisitorFiles(uploads)
    # What is added last comes first: a body is read once it is known who sends it.
    site.add_middleware(NamedArguments, descriptions=described)
    site.add_middleware(VisitorGuard, files=files)
    site.add_middleware(OwnerGuard, accounts=accounts)
    site.add_middleware(BodyGuard)
    site.add_middleware(UploadGuard, most_megabytes=upload_megabytes, folder=uploads)
    site.add_middleware(ServedRoutes)
    if accounts:
        site.add_middleware(SignInGuard, accounts=accounts)
    site.add_middleware(PageGuard)
    site.add_middleware(ForwardedGuard)
    site.add_middleware(OriginGuard, names=names or served_names("127.0.0.1"))
    site.add_middleware(Places)
    site.add_middleware(CompressedPage)
    site.add_middleware(ProxyGuard, proxies=proxies)
    add_page_images(site, workspace)
    add_openapi(site, described, root=proxies.root)
    if not has_tools():
        add_missing_tools(site)
    app = build_app(workspace)
    gradio.mount_gradio_app(
        site,
        app,
        path="/",
        # Asked again behind our own guard, which passes on only what is right.
        auth=accounts.check if accounts else None,
        root_path=proxies.root,
        theme=build_theme(),
        css_paths=[_ASSETS / "style.css", _ASSETS / "panes.css"],
        js=page_script(),
        favicon_path=str(_ASSETS / "favicon.svg"),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=has_tools(),
        allowed_paths=[],
        blocked_paths=_blocked(uploads),
        show_error=False,
        max_file_size=upload_megabytes * MEGABYTE,
        app_kwargs={**ours, "exception_handlers": {RequestValidationError: refuse_form}},
    )
    serve_tools(app, workspace)
    guard_events(site, app, files)
    # Gradio looks whether it may use a file only of an application that it launched itself.
    app.has_launched = True
    return site


def _blocked(uploads: Path) -> list[str]:
    """Return the folders that Gradio must not touch, whatever else may be true of it."""
    from qa.workspace import default_library

    folders: list[str | Path] = [*_SYSTEM, default_library().parent]
    return [str(folder) for folder in folders if not uploads.is_relative_to(folder)]
